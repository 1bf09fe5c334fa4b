import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { reportName, saveReport } from './save-report.ts';

const report = { text: () => 'the text\n', html: () => '<!doctype html>' };
const contentOf = (file: string) =>
  readFileSync(file, 'utf8').replace('\ufeff', '').replaceAll('\r\n', '\n');

it('suggests a name with the time on the wall', () => {
  expect(reportName(new Date(2026, 10, 24, 9, 5))).toBe(
    'CIIS connection check 2026-11-24 09-05.txt',
  );
});

it.each([
  ['report.txt', 'the text\n'],
  ['report', 'the text\n'],
  ['report.html', '<!doctype html>'],
  ['REPORT.HTM', '<!doctype html>'],
])('writes %s in the form that its ending asks for', async (name, content) => {
  const folder = tempFolder();
  await saveReport(join(folder, name), report);
  expect(contentOf(join(folder, name))).toBe(content);
  expect(readdirSync(folder)).toEqual([name]);
});

it.skipIf(process.platform === 'win32')(
  'is for this user alone, also in place of another file',
  async () => {
    const file = join(tempFolder(), 'report.txt');
    writeFileSync(file, 'before', { mode: 0o644 });
    await saveReport(file, report);
    expect(contentOf(file)).toBe('the text\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  },
);

it('leaves nothing behind when it can not be written', async () => {
  const folder = tempFolder();
  mkdirSync(join(folder, 'taken.txt'));
  await expect(saveReport(join(folder, 'taken.txt'), report)).rejects.toMatchObject({
    code: 'local-not-a-file',
  });
  expect(readdirSync(folder)).toEqual(['taken.txt']);
  await expect(saveReport(join(folder, 'no', 'report.txt'), report)).rejects.toMatchObject({
    code: 'local-not-found',
  });
});
