import { afterEach, describe, expect, it } from 'vitest';
import {
  closedPort,
  httpOn,
  sayingPort,
  silentPort,
  unansweredPort,
} from '../../../../e2e/servers/odd-servers.ts';
import type { TestServer } from '../../../../e2e/servers/test-server.ts';
import { AppError } from '../../../shared/domain/error.ts';
import { defaultOptions } from '../../../shared/domain/site.ts';
import type { DriverUnderTest } from './driver-under-test.ts';
import { recordingHooks, wayOf } from './recording-hooks.ts';
import { never, targetFor, useSessions } from './suite-sessions.ts';

/** Reaching a server, its identity, signing in and closing. */
export function describeConnecting<Server extends TestServer>(
  driver: DriverUnderTest<Server>,
): void {
  describe('connecting', () => {
    const session = useSessions(driver);

    it('shows the identity, signs in and opens the start folder', async () => {
      const hooks = session.hooks();
      const connection = await session.open(session.server(), hooks);
      expect(hooks.presented).toHaveLength(1);
      expect(connection.home).toBe(session.server().home);
      expect(connection.usable).toBe(true);
      expect(connection.facts.length).toBeGreaterThan(0);
    });

    it('keeps the password out of the log', async () => {
      const hooks = session.hooks();
      await session.open(session.server(), hooks);
      expect(hooks.lines.length).toBeGreaterThan(0);
      expect(hooks.lines.join('\n')).not.toContain(session.server().password);
    });

    it('asks for no credentials and passes the refusal on when the identity is refused', async () => {
      const refusal = new AppError('identity-changed', 'not the one of 12 March');
      const hooks = session.hooks({ checkIdentity: () => Promise.reject(refusal) });
      await expect(driver.connect(session.target(), hooks, never)).rejects.toBe(refusal);
      expect(hooks.asked()).toBe(0);
    });

    it('ends at once when it is aborted while the person looks at the identity', async () => {
      const stop = new AbortController();
      const hooks = session.hooks({
        checkIdentity: () => {
          stop.abort();
          return new Promise(() => undefined);
        },
      });
      const connecting = driver.connect(session.target(), hooks, stop.signal);
      await expect(connecting).rejects.toMatchObject({ code: 'cancelled' });
      expect(hooks.asked()).toBe(0);
    });

    it('sends a wrong password once', async () => {
      const before = driver.refusedLogins(session.server().log());
      const hooks = recordingHooks('Made-up.Wrong!1');
      const connecting = driver.connect(session.target(), hooks, never);
      await expect(connecting).rejects.toMatchObject({ code: 'login-refused' });
      expect(hooks.asked()).toBe(1);
      await expect.poll(() => driver.refusedLogins(session.server().log())).toBeGreaterThan(before);
      expect(driver.refusedLogins(session.server().log())).toBe(before + 1);
    });

    it('may be closed twice, and then takes no more work', async () => {
      const connection = await session.open();
      await Promise.all([connection.close(), connection.close()]);
      await connection.close();
      expect(connection.usable).toBe(false);
      await expect(connection.closed).resolves.toBeUndefined();
      await expect(connection.browse?.list(connection.home, never)).rejects.toBeInstanceOf(
        AppError,
      );
    });
  });

  describeWrongAddresses(driver);
}

function describeWrongAddresses(driver: Pick<DriverUnderTest, 'protocol' | 'connect' | 'target'>) {
  describe('connecting to the wrong place', () => {
    const undo: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const act of undo.splice(0)) await act();
    });

    /** With which code it ends, and what the last milestone was. */
    const endAt = async (host: string, port: number): Promise<readonly unknown[]> => {
      const options = { ...defaultOptions(driver.protocol), connectTimeout: 1, idleTimeout: 1 };
      const target = targetFor(driver, 'nobody', { host, port }, { options });
      const hooks = recordingHooks('never sent');
      const failure: unknown = await driver.connect(target, hooks, never).catch((e: unknown) => e);
      expect(hooks.asked()).toBe(0);
      expect(failure).toBeInstanceOf(AppError);
      return [(failure as AppError).code, wayOf(hooks).at(-1)];
    };

    it('says when the port is closed', async () => {
      const { host, port } = await closedPort();
      expect(await endAt(host, port)).toEqual(['port-refused', 'name']);
    });

    it('says when the port takes the connection and says nothing', async () => {
      const { host, port, close } = await silentPort();
      undo.push(close);
      expect(await endAt(host, port)).toEqual(['server-silent', 'port']);
    });

    it.runIf(process.platform === 'linux')('says when the port does not answer', async () => {
      const { host, port, close } = await unansweredPort();
      undo.push(close);
      expect(await endAt(host, port)).toEqual(['port-silent', 'name']);
    });

    it('says when something else is on the port', async () => {
      const { host, port, close } = await httpOn();
      undo.push(close);
      // A web server waits for the first word, as an FTP client does.
      const code = driver.protocol === 'sftp' ? 'not-this-protocol' : 'server-silent';
      expect(await endAt(host, port)).toEqual([code, 'port']);
    });

    it('says when something else speaks first', async () => {
      const { host, port, close } = await sayingPort('HTTP/1.1 400 Bad Request\r\n\r\n');
      undo.push(close);
      expect(await endAt(host, port)).toEqual(['not-this-protocol', 'port']);
    });

    it('says when the name is not known', async () => {
      expect(await endAt('no-such-host.invalid', 22)).toEqual(['host-not-found', undefined]);
    });
  });
}
