import { expect, test } from 'vitest';
import { newRuleSettings } from '../../shared/domain/rule.ts';
import { tempDatabase } from '../storage/testing/temp-database.ts';
import { FakeClock } from '../transfer/testing/fake-clock.ts';
import { RuleFiles } from './rule-files.ts';
import { keptRuns, mostNotes, nothingYet, RuleRuns, type RunEnd } from './rule-runs.ts';
import { RuleStore } from './rule-store.ts';

function open() {
  const db = tempDatabase();
  const clock = new FakeClock();
  let ids = 0;
  const store = new RuleStore(db, { newId: () => `r${++ids}` });
  for (const name of ['One', 'Two'])
    store.save(null, { ...newRuleSettings(), name, siteId: 's', folder: '/f' });
  return { db, clock, store, runs: new RuleRuns(db, clock) };
}

const done: RunEnd = { ...nothingYet, sent: 3, outcome: 'done' };

test('a run is there while it runs, and afterwards with what became of it', () => {
  const { clock, runs } = open();
  const id = runs.begin('r1');
  const startedAt = clock.now();
  expect(runs.latest('r1')).toEqual({
    ...{ id, ruleId: 'r1', startedAt, endedAt: null, outcome: null, failure: null, notes: [] },
    ...{ sent: 0, known: 0, refused: 0, failed: 0, unknown: 0 },
  });
  clock.pass(5000);
  const failure = { code: 'remote-full', detail: '552' } as const;
  runs.end(id, { ...done, failed: 1, outcome: 'some-not', failure, notes: ['a.hl7: Full.'] });
  expect(runs.of('r1')).toMatchObject([
    { endedAt: startedAt + 5000, outcome: 'some-not', sent: 3, failed: 1, failure },
  ]);
  expect(runs.latest('r2')).toBeNull();
});

test('the last 100 of a rule are kept, newest first, and no more than 50 notes of each', () => {
  const { db, runs } = open();
  runs.end(runs.begin('r2'), done);
  for (let n = 0; n < keptRuns + 5; n += 1) runs.end(runs.begin('r1'), done);
  const kept = runs.of('r1').map(({ id }) => id);
  expect(kept).toHaveLength(keptRuns);
  expect(kept).toEqual([...kept].sort((a, b) => b - a));
  expect(runs.of('r2')).toHaveLength(1);
  const id = runs.begin('r1');
  runs.end(id, { ...done, notes: Array.from({ length: 80 }, (_each, n) => `${n}.hl7: No.`) });
  expect(runs.latest('r1')?.notes).toHaveLength(mostNotes);
  expect(db.all('SELECT id FROM rule_runs')).toHaveLength(keptRuns + 1);
});

test('one that has no end is interrupted when nobody runs it', () => {
  const { runs } = open();
  runs.end(runs.begin('r1'), done);
  runs.begin('r1');
  expect(runs.open()).toEqual(['r1']);
  runs.interrupt('r1');
  expect(runs.open()).toEqual([]);
  expect(runs.of('r1').map(({ outcome }) => outcome)).toEqual(['interrupted', 'done']);
});

test('a look without files is remembered, and counts as a success', () => {
  const { clock, runs } = open();
  expect([runs.lastLookAt('r1'), runs.lastSuccessAt('r1')]).toEqual([null, null]);
  runs.noteLook('r1', true);
  const first = clock.now();
  clock.pass(1000);
  runs.noteLook('r1', false);
  expect([runs.lastLookAt('r1'), runs.lastSuccessAt('r1')]).toEqual([first + 1000, first]);
  runs.noteLook('gone', true);
  expect(runs.lastLookAt('gone')).toBeNull();
});

test('runs go with their rule, also one that is under way', () => {
  const { db, store, runs } = open();
  const id = runs.begin('r1');
  runs.noteLook('r1', true);
  store.remove('r1');
  runs.end(id, done);
  expect(db.all('SELECT id FROM rule_runs')).toEqual([]);
  expect(db.all('SELECT at FROM rule_looks')).toEqual([]);
  expect(() => runs.begin('r1')).toThrow('storage-failed');
});

test('a row that can not be read is set aside', () => {
  const { db, runs } = open();
  runs.end(runs.begin('r1'), done);
  db.run("INSERT INTO rule_runs (rule_id, started_at, ended_at, json) VALUES ('r1', 1, 2, '{}')");
  expect(runs.of('r1')).toHaveLength(1);
  expect(db.notices).toEqual(['A run of a rule could not be read and was set aside.']);
});

test('what became of a file sent in real time is known by its content, for its site', () => {
  const { db, clock } = open();
  const files = new RuleFiles(db, clock);
  files.note('s', 'abc', 'unknown');
  files.note('s', 'abc', 'sent');
  expect(files.outcome('s', 'abc')).toBe('sent');
  expect(files.outcome('other', 'abc')).toBeNull();
  files.note('s', 'abc', null);
  expect(files.outcome('s', 'abc')).toBeNull();
  files.note('s', 'old', 'sent');
  clock.pass(401 * 24 * 60 * 60_000);
  files.note('s', 'new', 'sent');
  expect(db.all('SELECT sha256 FROM rule_files')).toEqual([{ sha256: 'new' }]);
});
