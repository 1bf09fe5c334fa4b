import { expect, test } from 'vitest';
import { jsonObject, readRows } from './read-rows.ts';
import { tempDatabase } from './testing/temp-database.ts';

const selection = { table: 'settings', noun: ['setting', 'settings'] } as const;

function withSettings(values: Readonly<Record<string, string>>) {
  const db = tempDatabase(1234);
  for (const [key, json] of Object.entries(values)) {
    db.run('INSERT INTO settings (key, json) VALUES (?, ?)', key, json);
  }
  const read = () => readRows(db, selection, (row) => jsonObject(row['json'])['n']);
  return { db, read };
}

test('a row that can not be read is set aside as it was and told once; the others are read', () => {
  const { db, read } = withSettings({ a: '{"n":1}', b: '{"n":', c: '{"n":3}' });
  expect(read()).toEqual([1, 3]);
  expect(db.notices).toEqual(['A setting could not be read and was set aside.']);
  expect(db.all('SELECT * FROM set_aside')).toEqual([
    {
      table_name: 'settings',
      row: '{"key":"b","json":"{\\"n\\":"}',
      reason: expect.stringContaining('JSON') as string,
      at: 1234,
    },
  ]);
  expect(read()).toEqual([1, 3]);
  expect(db.notices).toHaveLength(1);
});

test('several of them make one notice', () => {
  const { db, read } = withSettings({ a: 'null', b: '[]', c: '"text"' });
  expect(read()).toEqual([]);
  expect(db.notices).toEqual(['3 settings could not be read and were set aside.']);
});
