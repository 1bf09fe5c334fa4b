import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode, type Failure } from '../../shared/domain/error.ts';
import { targetOf } from '../sessions/dial.ts';
import { tempDatabase } from '../storage/testing/temp-database.ts';
import { testSite } from '../transfer/testing/desk.ts';
import { FakeClock } from '../transfer/testing/fake-clock.ts';
import { recordingHooks } from '../transport/testing/recording-hooks.ts';
import type { Milestone } from '../transport/transport.ts';
import { countingRefusals, RefusedSignIns } from './refused-sign-ins.ts';
import { ScriptedServer } from './testing/scripted-server.ts';

const who = { host: 'sftp.example', port: 22, username: 'clinic7' };
const minute = 60_000;

function noted() {
  const clock = new FakeClock();
  const database = tempDatabase();
  return { clock, database, refused: new RefusedSignIns(database, clock) };
}

describe('refused sign-ins', () => {
  it('are counted for five minutes', () => {
    const { clock, refused } = noted();
    refused.note(who);
    clock.pass(3 * minute);
    refused.note(who);
    expect(refused.lately(who)).toBe(2);
    clock.pass(2 * minute);
    expect(refused.lately(who)).toBe(1);
    clock.pass(3 * minute);
    expect(refused.lately(who)).toBe(0);
  });

  it('are those of one account at one server', () => {
    const { refused } = noted();
    refused.note(who);
    expect(refused.lately({ ...who, host: 'SFTP.example' })).toBe(1);
    expect(refused.lately({ ...who, port: 2222 })).toBe(0);
    expect(refused.lately({ ...who, username: 'other' })).toBe(0);
  });

  it('are forgotten with one that is accepted', () => {
    const { refused } = noted();
    const other = { ...who, username: 'other' };
    [who, who, other].forEach((each) => refused.note(each));
    refused.forget(who);
    expect([refused.lately(who), refused.lately(other)]).toEqual([0, 1]);
  });

  it('are known to every process that uses the same data', () => {
    const { clock, database, refused } = noted();
    refused.note(who);
    expect(new RefusedSignIns(database, clock).lately(who)).toBe(1);
  });

  it('count on when the clock is set back a little, and not for ever when it was far off', () => {
    const { clock, refused } = noted();
    refused.note(who);
    clock.pass(-minute);
    expect(refused.lately(who)).toBe(1);
    clock.pass(-365 * 24 * 60 * minute);
    expect(refused.lately(who)).toBe(0);
  });

  it('leave nothing behind once they are old', () => {
    const { clock, database, refused } = noted();
    refused.note(who);
    clock.pass(6 * minute);
    refused.note({ ...who, username: 'other' });
    expect(database.all('SELECT * FROM refused_sign_ins')).toHaveLength(1);
  });
});

describe('a driver whose refusals are counted', () => {
  const target = targetOf(testSite(who));
  const never = new AbortController().signal;

  function start() {
    const server = new ScriptedServer();
    const notes: string[] = [];
    const notices: Failure[] = [];
    const connect = countingRefusals(
      server.connect,
      {
        note: ({ host, username }) => void notes.push(`refused ${username}@${host}`),
        forget: ({ host, username }) => void notes.push(`accepted ${username}@${host}`),
      },
      (failure) => void notices.push(failure),
    );
    return { server, notes, notices, connect };
  }

  it('notes a refused sign-in, and passes it on', async () => {
    const { server, notes, connect } = start();
    server.trouble = { at: 'signed-in', with: new AppError('login-refused', '530') };
    await expect(connect(target, recordingHooks('x'), never)).rejects.toThrow('530');
    expect(notes).toEqual(['refused clinic7@sftp.example']);
  });

  it.each<ErrorCode>(['key-passphrase-wrong', 'login-method-refused', 'link-lost', 'cancelled'])(
    'notes nothing for %s',
    async (code) => {
      const { server, notes, connect } = start();
      server.trouble = { at: 'signed-in', with: new AppError(code) };
      await expect(connect(target, recordingHooks('x'), never)).rejects.toThrow(code);
      expect(notes).toEqual([]);
    },
  );

  it('notes an accepted one once, also when the connection then fails', async () => {
    const { server, notes, connect } = start();
    await connect(target, recordingHooks('x'), never);
    expect(notes).toEqual(['accepted clinic7@sftp.example']);
    server.trouble = { at: 'opened', with: new AppError('link-lost') };
    await expect(connect(target, recordingHooks('x'), never)).rejects.toThrow('link-lost');
    expect(notes).toHaveLength(2);
  });

  it('tells its caller all that it is told', async () => {
    const { connect } = start();
    const hooks = recordingHooks('made-up-secret');
    const reached: Milestone['kind'][] = [];
    await connect(target, { ...hooks, reached: ({ kind }) => void reached.push(kind) }, never);
    expect(reached).toEqual(['name', 'port', 'secure-link', 'identity', 'signed-in']);
    expect([hooks.presented.length, hooks.asked(), hooks.lines.length]).toEqual([1, 1, 1]);
  });

  it('goes on when nothing can be noted, and says so', async () => {
    const { server } = start();
    const notices: Failure[] = [];
    const full = () => {
      throw new AppError('storage-failed');
    };
    const connect = countingRefusals(
      server.connect,
      { note: full, forget: full },
      (failure) => void notices.push(failure),
    );
    await connect(target, recordingHooks('x'), never);
    server.trouble = { at: 'signed-in', with: new AppError('login-refused') };
    await expect(connect(target, recordingHooks('x'), never)).rejects.toThrow('login-refused');
    expect(notices.map(({ code }) => code)).toEqual(['storage-failed', 'storage-failed']);
  });
});
