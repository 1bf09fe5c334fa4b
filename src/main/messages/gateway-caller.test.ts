import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../shared/domain/error.ts';
import { atWebAddress, newSiteSettings, type Site } from '../../shared/domain/site.ts';
import { SessionLog } from '../log/session-log.ts';
import { FakeClock } from '../transfer/testing/fake-clock.ts';
import type { HttpLink } from '../transport/http/http-link.ts';
import type { Credentials } from '../transport/transport.ts';
import { GatewayCaller } from './gateway-caller.ts';

const never = new AbortController().signal;
const site: Site = {
  ...atWebAddress(
    { ...newSiteSettings('soap'), label: 'Test', username: 'nobody', facilityId: 'FAC1' },
    'https://gateway.example/Service',
  ),
  ...{ id: 'site', position: 0, lastConnectedAt: null },
};
const credentials: Credentials = { kind: 'password', password: 'Made-up.Right!1' };

/** A gateway that does what the test says, and what the caller asked and told. */
function desk({ seconds = 0, refused = 0 } = {}) {
  const clock = new FakeClock();
  const log = new SessionLog(clock);
  const did: string[] = [];
  let fails: AppError | null = null;
  const caller = new GatewayCaller(site, {
    clock,
    log,
    openHttpLink: (target) => {
      did.push(`open ${target.connectTimeout} s`);
      const close = (): void => void did.push('close');
      return Promise.resolve({ close } as unknown as HttpLink);
    },
    submit: async (open, path, { username, password, facilityId, segmentEnd }) => {
      (await open()).close();
      did.push(`submit ${path} ${username} ${password} ${facilityId} ${segmentEnd}`);
      if (fails !== null) throw fails;
      return 'MSA|AA';
    },
    checkIdentity: () => Promise.resolve(),
    credentials: {
      for: () => {
        clock.pass(seconds * 1000);
        did.push('password');
        log.addSecret('Made-up.Right!1');
        return Promise.resolve(credentials);
      },
      accepted: () => Promise.resolve(void did.push('remember')),
      forget: () => void did.push('forget'),
    },
    signIns: {
      begin: (_who, most) =>
        Promise.resolve(
          refused >= most
            ? { kind: 'held-back', refused }
            : {
                kind: 'try',
                accepted: () => void did.push('taken'),
                unsent: () => void did.push('not judged'),
                ended: () => void did.push('refused'),
              },
        ),
      lately: () => 0,
    },
    noteConnected: () => void did.push('connected'),
    notice: () => undefined,
  });
  const send = () => caller.send('MSH|', never);
  const failWith = (code: ErrorCode, detail = ''): void =>
    void (fails = new AppError(code, detail));
  return { did, caller, send, failWith };
}

const submitted = 'submit /Service nobody Made-up.Right!1 FAC1 CR';

describe('a gateway', () => {
  it('gets the password after its identity was judged, which is looked for once', async () => {
    const { did, send, caller } = desk();
    expect(await send()).toBe('MSA|AA');
    await send();
    caller.end();
    expect(did).toEqual([
      ...['open 15 s', 'password', 'close', submitted, 'taken', 'connected', 'remember'],
      ...['open 15 s', 'close', submitted],
      'forget',
    ]);
  });

  it('is reached again where the person had to think', async () => {
    const { did, send } = desk({ seconds: 5 });
    await send();
    expect(did.slice(0, 4)).toEqual(['open 15 s', 'password', 'close', 'open 15 s']);
  });

  it('whose answer is lost may have refused the login, one that is down has not', async () => {
    const { did, send, failWith } = desk();
    failWith('reply-lost');
    await expect(send()).rejects.toMatchObject({ code: 'reply-lost' });
    expect(did.at(-1)).toBe('refused');
    failWith('gateway-page');
    await expect(send()).rejects.toMatchObject({ code: 'gateway-page' });
    expect(did.at(-1)).toBe('not judged');
  });

  it('gets no login once two of the account were refused, maybe by others meanwhile', async () => {
    const { did, send } = desk({ refused: 2 });
    await expect(send()).rejects.toMatchObject({
      code: 'login-paused',
      detail: 'nobody at gateway.example',
    });
    expect(did).toEqual(['open 15 s', 'password', 'close']);
  });

  it('that refuses the login is noted, and what was typed is forgotten', async () => {
    const { did, send, failWith } = desk();
    failWith('login-refused', 'SecurityFault for Made-up.Right!1');
    await expect(send()).rejects.toMatchObject({
      code: 'login-refused',
      detail: 'SecurityFault for ••••••',
    });
    expect(did.slice(-2)).toEqual(['refused', 'forget']);
  });
});

it('without an address there is nothing to call', () => {
  expect(() => new GatewayCaller({ ...site, url: '' }, {} as never)).toThrow(AppError);
});
