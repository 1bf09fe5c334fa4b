import { expect, test } from 'vitest';
import type { SessionLogLine } from '../../shared/domain/session.ts';
import { FakeClock } from '../transfer/testing/fake-clock.ts';
import { SessionLog } from './session-log.ts';

const texts = (log: SessionLog) => log.lines().map((line) => line.text);

test('lines are numbered, timed and told to whoever listens', () => {
  const clock = new FakeClock();
  const log = new SessionLog(clock);
  const heard: SessionLogLine[] = [];
  const leave = log.onAppended((lines) => heard.push(...lines));
  log.add('s', 'sent', 'FEAT');
  clock.pass(5);
  log.add('s', 'received', '211 End');
  leave();
  log.add('s', 'info', 'not heard');
  expect(heard).toEqual(log.lines().slice(0, 2));
  expect(heard.map((line) => line.id)).toEqual([1, 2]);
  expect(heard[1]?.at).toBe(clock.now());
});

test('several lines from a server become several lines, and control characters are replaced', () => {
  const log = new SessionLog(new FakeClock());
  log.add('s', 'received', '220-Hello\r\n220 \u001b[31mred\u0007\u202eflipped\r\n');
  expect(texts(log)).toEqual(['220-Hello', '220 \ufffd[31mred\ufffd\ufffdflipped']);
});

test('endless text is cut', () => {
  const log = new SessionLog(new FakeClock());
  log.add('s', 'received', 'x'.repeat(1_000_000));
  log.add('s', 'received', 'y\n'.repeat(100_000));
  expect(log.lines().length).toBeLessThan(200);
  expect(Math.max(...texts(log).map((text) => text.length))).toBeLessThan(2100);
});

test('a known secret is masked wherever a server repeats it, the longer one first', () => {
  const log = new SessionLog(new FakeClock());
  log.addSecret('pass');
  log.addSecret('pass-phrase');
  log.addSecret('');
  log.add('s', 'received', '530 pass-phrase is wrong, pass');
  expect(texts(log)).toEqual(['530 •••••• is wrong, ••••••']);
  expect(log.mask('(pass)')).toBe('(••••••)');
});

test('only the last lines are kept', () => {
  const log = new SessionLog(new FakeClock(), 3);
  for (let line = 1; line <= 10; line += 1) log.add('s', 'info', `${line}`);
  expect(texts(log)).toEqual(['8', '9', '10']);
});
