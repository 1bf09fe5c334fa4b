import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode, type Failure } from '../../shared/domain/error.ts';
import { targetOf } from '../sessions/dial.ts';
import { tempDatabase } from '../storage/testing/temp-database.ts';
import { testSite } from '../transfer/testing/desk.ts';
import { FakeClock } from '../transfer/testing/fake-clock.ts';
import { recordingHooks } from '../transport/testing/recording-hooks.ts';
import type { Connect, Credentials, Milestone } from '../transport/transport.ts';
import { deferred } from './deferred.ts';
import { RefusedSignIns } from './refused-sign-ins.ts';
import { countingSignIns, SignIns } from './sign-ins.ts';
import { ScriptedServer } from './testing/scripted-server.ts';

const who = { host: 'sftp.example', port: 22, username: 'clinic7' };
const never = new AbortController().signal;
const refusal = new AppError('login-refused', '530');

function start() {
  const server = new ScriptedServer();
  const database = tempDatabase();
  const notices: Failure[] = [];
  const signIns = new SignIns(
    new RefusedSignIns(database, new FakeClock()),
    (failure) => void notices.push(failure),
  );
  const insisted: number[] = [];
  const says = { yes: false };
  const mayInsist = (refused: number) => {
    insisted.push(refused);
    return Promise.resolve(says.yes);
  };
  const connect = countingSignIns(server.connect, signIns, mayInsist);
  const target = targetOf(testSite(who));
  const hooks = recordingHooks('x');
  const dial = (signal = never) => connect(target, hooks, signal);
  const asking = { insisted, says, mayInsist, hooks };
  return { server, database, notices, signIns, connect, target, dial, ...asking };
}

async function begun(signIns: SignIns, most = 2) {
  const turn = await signIns.begin(who, most, never);
  if (turn.kind !== 'try') throw new Error('It was held back');
  return turn;
}

describe('the sign-ins of an account', () => {
  it('take turns, and the next one knows how the one before ended', async () => {
    const { signIns } = start();
    const first = await begun(signIns);
    const second = signIns.begin(who, 2, never);
    const third = signIns.begin(who, 2, never);
    const other = await signIns.begin({ ...who, username: 'other' }, 2, never);
    expect(other.kind).toBe('try');
    first.ended(refusal);
    const turn = await second;
    if (turn.kind === 'try') turn.ended(refusal);
    expect(turn.kind).toBe('try');
    expect(await third).toEqual({ kind: 'held-back', refused: 2 });
  });

  it('count from before they are sent until one is accepted', async () => {
    const { signIns } = start();
    (await begun(signIns)).ended(refusal);
    const second = await begun(signIns);
    expect(signIns.lately(who)).toBe(2);
    second.accepted();
    second.ended(refusal);
    expect(signIns.lately(who)).toBe(0);
  });

  it('give up their place in the line when they are stopped', async () => {
    const { signIns } = start();
    const first = await begun(signIns);
    const stop = new AbortController();
    const second = signIns.begin(who, 2, stop.signal);
    stop.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    expect(signIns.lately(who)).toBe(1);
    first.accepted();
    expect((await signIns.begin(who, 2, never)).kind).toBe('try');
  });
});

describe('a driver whose sign-ins are counted', () => {
  it.each<ErrorCode>(['login-refused', 'link-stalled', 'link-lost', 'server-full', 'cancelled'])(
    'counts one that was sent and ended with %s, and passes that on',
    async (code) => {
      const { server, signIns, dial } = start();
      server.trouble = { at: 'signed-in', with: new AppError(code) };
      await expect(dial()).rejects.toThrow(code);
      expect(signIns.lately(who)).toBe(1);
    },
  );

  it.each<ErrorCode>(['key-passphrase-wrong', 'key-unreadable', 'login-method-refused'])(
    'does not count %s: no server has judged anything',
    async (code) => {
      const { server, signIns, dial } = start();
      server.trouble = { at: 'signed-in', with: new AppError(code) };
      await expect(dial()).rejects.toThrow(code);
      expect(signIns.lately(who)).toBe(0);
    },
  );

  it('counts nothing when it does not come to signing in', async () => {
    const { server, signIns, dial } = start();
    server.trouble = { at: 'identity', with: new AppError('link-lost') };
    await expect(dial()).rejects.toThrow('link-lost');
    expect(signIns.lately(who)).toBe(0);
  });

  it('asks before the fourth one in five minutes; without a yes nothing is sent, nor asked for', async () => {
    const { server, signIns, dial, insisted, hooks } = start();
    server.trouble = { at: 'signed-in', with: refusal };
    for (let time = 0; time < 3; time += 1) await expect(dial()).rejects.toThrow('login-refused');
    expect(insisted).toEqual([]);
    await expect(dial()).rejects.toThrow('login-paused');
    expect(insisted).toEqual([3]);
    expect(hooks.asked()).toBe(3);
    expect(server.signIns).toHaveLength(3);
    expect(signIns.lately(who)).toBe(3);
  });

  it('a yes is for this once', async () => {
    const { server, signIns, dial, insisted, says } = start();
    server.trouble = { at: 'signed-in', with: refusal };
    for (let time = 0; time < 3; time += 1) await expect(dial()).rejects.toThrow('login-refused');
    says.yes = true;
    await expect(dial()).rejects.toThrow('login-refused');
    expect(signIns.lately(who)).toBe(4);
    says.yes = false;
    await expect(dial()).rejects.toThrow('login-paused');
    expect(insisted).toEqual([3, 4]);
    says.yes = true;
    server.trouble = null;
    await dial();
    expect(signIns.lately(who)).toBe(0);
  });

  it('asks also when others were refused while the password was typed', async () => {
    const { signIns, connect, target, insisted } = start();
    const hooks = {
      ...recordingHooks('x'),
      credentials: async (): Promise<Credentials> => {
        for (let time = 0; time < 3; time += 1) (await begun(signIns, 9)).ended(refusal);
        return { kind: 'password', password: 'x' };
      },
    };
    await expect(connect(target, hooks, never)).rejects.toThrow('login-paused');
    expect(insisted).toEqual([3]);
  });

  it('is not held back by two, and forgets with an accepted one, also when the connection then fails', async () => {
    const { server, signIns, dial } = start();
    (await begun(signIns)).ended(refusal);
    (await begun(signIns)).ended(refusal);
    server.trouble = { at: 'opened', with: new AppError('link-lost') };
    await expect(dial()).rejects.toThrow('link-lost');
    expect(signIns.lately(who)).toBe(0);
  });

  it('waits with its sign-in while a check signs in, and stops waiting when it is stopped', async () => {
    const { server, signIns, dial } = start();
    const check = await begun(signIns);
    const stop = new AbortController();
    const stopped = dial(stop.signal);
    const waiting = dial();
    stop.abort();
    await expect(stopped).rejects.toThrow('cancelled');
    expect(server.signIns).toEqual([]);
    check.accepted();
    await waiting;
    expect(server.signIns).toHaveLength(1);
  });

  it('keeps nobody waiting when the link has ended before the person answered', async () => {
    const { signIns, target, dial, mayInsist } = start();
    const answer = deferred<Credentials>();
    const gone: Connect = async (_target, hooks) => {
      void hooks.credentials().catch(() => undefined); // As a driver: nobody waits for it any more.
      await Promise.resolve();
      throw new AppError('link-lost');
    };
    const hooks = { ...recordingHooks('x'), credentials: () => answer.promise };
    const connect = countingSignIns(gone, signIns, mayInsist);
    await expect(connect(target, hooks, never)).rejects.toThrow('link-lost');
    answer.resolve({ kind: 'password', password: 'x' });
    await dial();
    expect(signIns.lately(who)).toBe(0);
  });

  it('tells its caller all that it is told', async () => {
    const { connect, target } = start();
    const hooks = recordingHooks('made-up-secret');
    const reached: Milestone['kind'][] = [];
    await connect(target, { ...hooks, reached: ({ kind }) => void reached.push(kind) }, never);
    expect(reached).toEqual(['name', 'port', 'secure-link', 'identity', 'signed-in']);
    expect([hooks.presented.length, hooks.asked(), hooks.lines.length]).toEqual([1, 1, 1]);
  });

  it('goes on when nothing can be noted, and says so', async () => {
    const { server, database, notices, dial } = start();
    database.run('DROP TABLE refused_sign_ins');
    await dial();
    server.trouble = { at: 'signed-in', with: refusal };
    await expect(dial()).rejects.toThrow('login-refused');
    expect(notices.map(({ code }) => code)).toEqual(Array(4).fill('storage-failed'));
  });
});
