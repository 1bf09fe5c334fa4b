import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { expand } from './expand.ts';

const signal = new AbortController().signal;

function tree(files: readonly string[]): string {
  const root = join(tempFolder(), 'June');
  for (const file of files) {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), file);
  }
  return root;
}

const names = async (paths: readonly string[]) =>
  (await expand(paths, signal)).map((file) => file.name);

test('a folder is kept, its files sorted as people count', async () => {
  const root = tree(['b10.hl7', 'b2.hl7', 'week 1/a.hl7']);
  expect(await names([root])).toEqual(['June/b2.hl7', 'June/b10.hl7', 'June/week 1/a.hl7']);
});

test('files keep the order they were given in, and one given twice is sent once', async () => {
  const root = tree(['b.hl7', 'a.hl7']);
  const [b, a] = [join(root, 'b.hl7'), join(root, 'a.hl7')];
  expect(await names([b, a, b])).toEqual(['b.hl7', 'a.hl7']);
});

test('what systems leave behind in folders is left out, unless it was chosen itself', async () => {
  const root = tree(['.DS_Store', 'Thumbs.db', 'desktop.ini', '._a.hl7', '~$a.docx', 'a.hl7']);
  expect(await names([root])).toEqual(['June/a.hl7']);
  expect(await names([join(root, 'Thumbs.db')])).toEqual(['Thumbs.db']);
});

test('a file that is not there is listed, so that it fails by name', async () => {
  const gone = join(tempFolder(), 'gone.hl7');
  expect(await expand([gone], signal)).toEqual([
    { localPath: gone, name: 'gone.hl7', size: null, modifiedAt: null },
  ]);
});

test.skipIf(process.platform === 'win32')('links that lead round in a circle end', async () => {
  const root = tree(['a.hl7', 'sub/b.hl7']);
  symlinkSync(root, join(root, 'sub', 'up'));
  symlinkSync(join(root, 'sub'), join(root, 'z-again'));
  symlinkSync(join(root, 'nowhere'), join(root, 'broken'));
  expect(await names([root])).toEqual(['June/a.hl7', 'June/broken', 'June/sub/b.hl7']);
});

test('sizes and times come with the files', async () => {
  const root = tree(['a.hl7']);
  const [file] = await expand([root], signal);
  expect(file).toMatchObject({ size: 5, localPath: join(root, 'a.hl7') });
  expect(file?.modifiedAt).toBeGreaterThan(0);
  expect(basename(root)).toBe('June');
});

test('it stops when told to', async () => {
  const stop = new AbortController();
  stop.abort();
  await expect(expand([tempFolder()], stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
});
