import { expect, test } from 'vitest';
import { newRuleSettings, type RuleSettings } from '../../shared/domain/rule.ts';
import { tempDatabase } from '../storage/testing/temp-database.ts';
import { RuleStore } from './rule-store.ts';

const settings = (change: Partial<RuleSettings> = {}): RuleSettings => ({
  ...newRuleSettings(),
  ...{ name: 'Nightly', siteId: 'site-1', folder: '/exports' },
  ...change,
});

function open() {
  const db = tempDatabase();
  let ids = 0;
  return { db, store: new RuleStore(db, { newId: () => `r${++ids}` }) };
}

test('rules are kept as they were, in their order, and found by name or id', () => {
  const { db, store } = open();
  store.save(null, settings());
  const second = store.save(null, settings({ name: ' Hourly ', to: '/in' }));
  expect(second).toMatchObject({ id: 'r2', name: 'Hourly', position: 1, to: '/in' });
  store.save('r1', settings({ pattern: '*.txt' }));
  const again = new RuleStore(db, { newId: () => 'x' });
  expect(again.list().map(({ id, name, pattern }) => [id, name, pattern])).toEqual([
    ['r1', 'Nightly', '*.txt'],
    ['r2', 'Hourly', '*.hl7'],
  ]);
  expect(again.find('HOURLY')?.id).toBe('r2');
  expect(again.find('r1')?.name).toBe('Nightly');
  expect(again.find('nothing')).toBeUndefined();
});

test('one can be paused and removed, and then is not there any more', () => {
  const { store } = open();
  store.save(null, settings());
  expect(store.setPaused('r1', true).paused).toBe(true);
  expect(store.get('r1').paused).toBe(true);
  store.remove('r1');
  expect(store.list()).toEqual([]);
  for (const act of [
    () => store.get('r1'),
    () => store.remove('r1'),
    () => store.setPaused('r1', false),
    () => store.save('r1', settings()),
  ])
    expect(act).toThrow('rule-not-found');
});

test('a name that is taken, or none, is refused', () => {
  const { store } = open();
  store.save(null, settings());
  expect(() => store.save(null, settings({ name: 'NIGHTLY ' }))).toThrow(
    'There is already a rule called "NIGHTLY".',
  );
  expect(() => store.save(null, settings({ name: ' ' }))).toThrow('Enter a name');
  expect(store.save('r1', settings({ name: 'nightly' })).name).toBe('nightly');
});

test('one that can not be read is set aside, and one of an earlier version has what is new', () => {
  const { db, store } = open();
  store.save(null, settings());
  const insert = 'INSERT INTO rules (id, position, json) VALUES (?, ?, ?)';
  db.run(insert, 'bad', 5, '{"name":');
  const older = { ...settings({ name: 'Older' }), notify: undefined };
  db.run(insert, 'older', 6, JSON.stringify(older));
  expect(store.list().map(({ id, notify }) => [id, notify])).toEqual([
    ['r1', 'failures'],
    ['older', 'failures'],
  ]);
  expect(db.notices).toEqual(['A rule could not be read and was set aside.']);
  expect(db.all('SELECT table_name FROM set_aside')).toEqual([{ table_name: 'rules' }]);
});
