import { describe, expect, it } from 'vitest';
import { tempDatabase } from '../storage/testing/temp-database.ts';
import { FakeClock } from '../transfer/testing/fake-clock.ts';
import { RefusedSignIns } from './refused-sign-ins.ts';

const who = { host: 'sftp.example', port: 22, username: 'clinic7' };
const minute = 60_000;

function noted() {
  const clock = new FakeClock();
  const database = tempDatabase();
  const refused = new RefusedSignIns(database, clock);
  return { clock, database, refused, note: (whose = who) => refused.keep(whose, null) };
}

describe('refused sign-ins', () => {
  it('are counted for five minutes', () => {
    const { clock, refused, note } = noted();
    note();
    clock.pass(3 * minute);
    note();
    expect(refused.lately(who)).toBe(2);
    clock.pass(2 * minute);
    expect(refused.lately(who)).toBe(1);
    clock.pass(3 * minute);
    expect(refused.lately(who)).toBe(0);
  });

  it('are those of one account at one server', () => {
    const { refused, note } = noted();
    note();
    expect(refused.lately({ ...who, host: 'SFTP.example' })).toBe(1);
    expect(refused.lately({ ...who, port: 2222 })).toBe(0);
    expect(refused.lately({ ...who, username: 'other' })).toBe(0);
  });

  it('of CIIS count for all its servers: the account is one', () => {
    const { refused, note } = noted();
    note({ host: 'sshftp.cohealthnet.com', port: 22, username: 'clinic7' });
    const ftps = { host: 'sslftp.cohealthnet.com', port: 1971, username: 'clinic7' };
    expect(refused.lately(ftps)).toBe(1);
    refused.forget(ftps);
    expect(refused.lately({ ...ftps, host: 'SSHFTP.cohealthnet.com', port: 22 })).toBe(0);
  });

  it('are forgotten with one that is accepted', () => {
    const { refused, note } = noted();
    const other = { ...who, username: 'other' };
    [who, who, other].forEach((each) => note(each));
    refused.forget(who);
    expect([refused.lately(who), refused.lately(other)]).toEqual([0, 1]);
  });

  it('count on when the clock is set back a little, and not for ever when it was far off', () => {
    const { clock, refused, note } = noted();
    note();
    clock.pass(-minute);
    expect(refused.lately(who)).toBe(1);
    clock.pass(-365 * 24 * 60 * minute);
    expect(refused.lately(who)).toBe(0);
  });

  it('leave nothing behind once they are old', () => {
    const { clock, database, refused, note } = noted();
    note();
    clock.pass(6 * minute);
    refused.reserve({ ...who, username: 'other' }, 2);
    expect(database.all('SELECT * FROM refused_sign_ins')).toHaveLength(1);
  });
});

describe('a sign-in that is reserved', () => {
  it('counts at once, in every process that uses the same data', () => {
    const { clock, database, refused } = noted();
    const elsewhere = new RefusedSignIns(database, clock);
    expect(refused.reserve(who, 2).kind).toBe('reserved');
    expect(elsewhere.reserve(who, 2).kind).toBe('reserved');
    expect(refused.reserve(who, 2)).toEqual({ kind: 'held-back', refused: 2 });
    expect(elsewhere.lately(who)).toBe(2);
  });

  it('is no longer counted when it was not sent, and once when it was refused', () => {
    const { refused } = noted();
    const [one, other] = [refused.reserve(who, 2), refused.reserve(who, 2)];
    if (one.kind !== 'reserved' || other.kind !== 'reserved') throw new Error('not reserved');
    refused.release(one.id);
    refused.keep(who, other.id);
    expect(refused.lately(who)).toBe(1);
  });

  it('counts when it is refused although another one was accepted meanwhile', () => {
    const { refused } = noted();
    const mine = refused.reserve(who, 2);
    if (mine.kind !== 'reserved') throw new Error('not reserved');
    refused.forget(who);
    // Another account's takes no number that was given before.
    refused.reserve({ ...who, username: 'other' }, 2);
    refused.keep(who, mine.id);
    expect([refused.lately(who), refused.lately({ ...who, username: 'other' })]).toEqual([1, 1]);
  });
});
