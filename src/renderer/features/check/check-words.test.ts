import { describe, expect, test } from 'vitest';
import { someCheck, someSite } from '../../../shared/domain/testing/some-check.ts';
import { checkedWhen, heldBackWords, lastRunWords, pastCheck } from './check-words.ts';

const now = new Date(2026, 10, 24, 12, 0).getTime();
const at = (daysAgo: number) => new Date(2026, 10, 24 - daysAgo, 10, 31).getTime();
const sftp = someSite('ciis-sftp');
const endedAt = (time: number) => someCheck(sftp, undefined, { startedAt: time, endedAt: time });

describe('the last run was', () => {
  test.each([
    ['today', [endedAt(at(1)), endedAt(at(0))], 'Last run today at 10:31'],
    ['yesterday', [endedAt(at(1))], 'Last run yesterday at 10:31'],
    ['days ago', [endedAt(at(6))], 'Last run Nov 18 at 10:31'],
    ['in another year', [endedAt(at(400))], 'Last run Oct 20, 2025'],
  ])('%s', (_when, checks, words) => {
    expect(lastRunWords(checks, now)).toBe(words);
  });

  test('never, or is under way', () => {
    expect(lastRunWords([], now)).toBe('');
    const running = { ...endedAt(at(0)), verdict: null, endedAt: null };
    expect(lastRunWords([endedAt(at(0)), running], now)).toBe('Checking now');
  });
});

test('a card says when its own check was', () => {
  expect(checkedWhen(undefined, now)).toBe('');
  expect(checkedWhen({ ...endedAt(at(0)), verdict: null, endedAt: null }, now)).toBe('');
  expect(checkedWhen(endedAt(at(6)), now)).toBe('Checked Nov 18 at 10:31');
});

describe('a past check says how far it came', () => {
  test.each([
    [{ kind: 'well' }, 'All 6 steps passed in 72 ms'],
    [{ kind: 'failed', at: 'port', code: 'port-silent' }, 'Port open: no answer'],
    [{ kind: 'no-password' }, 'Signing in was not tried'],
    [{ kind: 'stopped', at: 'identity' }, 'Stopped before: Identity'],
  ] as const)('%j', (course, text) => {
    expect(pastCheck(someCheck(sftp, course, { startedAt: at(0) }), now)).toEqual({
      when: 'Today, 10:31',
      text,
    });
  });

  test('and which steps passed with a remark', () => {
    const check = someCheck(sftp, undefined, { startedAt: at(0) });
    const steps = check.steps.map((step) =>
      step.id === 'identity' ? { ...step, outcome: 'warn' as const } : step,
    );
    expect(pastCheck({ ...check, steps }, now).text).toBe(
      'All 6 steps passed in 72 ms, with a remark: Identity',
    );
  });

  test('and that it ran by itself', () => {
    const check = someCheck(sftp, undefined, { startedAt: at(1), scheduled: true });
    expect(pastCheck(check, now)).toEqual({
      when: 'Yesterday, 10:31',
      text: 'All 6 steps passed in 72 ms (the morning check)',
    });
  });
});

test('what is held back is said for each site that is still there', () => {
  const own = someSite('ciis-sftp', { id: 'own', label: 'Our server', host: 'sftp.example.com' });
  expect(
    heldBackWords(
      [
        { siteId: 'ciis-sftp', refused: 2 },
        { siteId: 'own', refused: 3 },
        { siteId: 'gone', refused: 2 },
      ],
      [sftp, own],
    ),
  ).toEqual([
    'CIIS refused the username or password of CIIS SFTP 2 times in the last five minutes.',
    'Our server refused the username or password 3 times in the last five minutes.',
  ]);
});
