import fc from 'fast-check';
import { createHash } from 'node:crypto';
import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyAcross } from './copy-across.ts';
import { fileAway } from './file-away.ts';
import { filedNames } from './filed-names.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ciis-away-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = new Date(2026, 5, 30, 23, 59).getTime();
const sent = { kind: 'sent', at } as const;
const refused = { kind: 'refused', at, note: 'A batch has no end.\nAsk for it again.' } as const;

async function file(name = 'vax.hl7', content = 'MSH|1'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** Every file below the folder and what is in it. */
async function everything(): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const pairs = files.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(folder.length + 1), await readFile(path, 'utf8')] as const;
  });
  return Object.fromEntries(await Promise.all(pairs));
}

const failing = (code: string) => (): Promise<never> =>
  Promise.reject(Object.assign(new Error(`${code}: rename`), { code }));

describe('a file that was sent', () => {
  it('goes into the folder of its month, and keeps its time', async () => {
    const path = await file();
    await utimes(path, 1_700_000_000, 1_700_000_000);
    const to = await fileAway(path, sent);
    expect(to).toBe(join(folder, 'Sent', '2026-06', 'vax.hl7'));
    expect(await everything()).toEqual({ 'Sent/2026-06/vax.hl7': 'MSH|1' });
    expect((await stat(to)).mtimeMs).toBe(1_700_000_000_000);
  });

  it('overwrites none that is there', async () => {
    for (const content of ['one', 'two', 'three'])
      await fileAway(await file('a.hl7', content), sent);
    expect(await everything()).toEqual({
      'Sent/2026-06/a.hl7': 'one',
      'Sent/2026-06/a (2).hl7': 'two',
      'Sent/2026-06/a (3).hl7': 'three',
    });
  });

  it('is one of many of the same name that are moved at once', async () => {
    const paths = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        await mkdir(join(folder, `${index}`));
        await mkdir(join(folder, 'Sent'), { recursive: true });
        await symlink(join(folder, 'Sent'), join(folder, `${index}`, 'Sent'));
        return file(`${index}/a.hl7`, `content ${index}`);
      }),
    );
    const to = await Promise.all(paths.map((path) => fileAway(path, sent)));
    expect(new Set(to.map((each) => basename(each))).size).toBe(20);
    const contents = Object.values(await everything());
    expect(contents.sort()).toEqual(paths.map((_, index) => `content ${index}`).sort());
  });

  it('may be empty', async () => {
    await fileAway(await file('a.hl7', ''), sent);
    expect(await everything()).toEqual({ 'Sent/2026-06/a.hl7': '' });
  });

  it('may have the longest name that there is', async () => {
    const name = `${'ü'.repeat(125)}x.hl7`;
    await fileAway(await file(name, 'one'), sent);
    await fileAway(await file(name, 'two'), refused);
    await fileAway(await file(name, 'three'), sent);
    await fileAway(await file(name, 'four'), refused);
    const all = await everything();
    expect(Object.values(all).filter((content) => content.length < 6)).toHaveLength(4);
    expect(Object.keys(all)).toHaveLength(6);
  });
});

it('a file that was refused has a note beside it, which overwrites none', async () => {
  await fileAway(await file(), refused);
  await rename(join(folder, 'Refused', 'vax.hl7'), join(folder, 'again.hl7'));
  await fileAway(await file(), { ...refused, note: 'Another reason.' });
  await rm(join(folder, 'again.hl7'));
  const all = await everything();
  expect(Object.keys(all).sort()).toEqual([
    'Refused/vax.hl7',
    'Refused/vax.hl7 - why (2).txt',
    'Refused/vax.hl7 - why.txt',
  ]);
  expect(all['Refused/vax.hl7 - why.txt']?.replace('\ufeff', '').split(/\r?\n/)).toEqual([
    'vax.hl7 was not sent (2026-06-30 23:59).',
    '',
    'A batch has no end.',
    'Ask for it again.',
    '',
  ]);
  expect(all['Refused/vax.hl7 - why (2).txt']).toContain('Another reason.');
});

describe('a file that can not be moved stays where it is, and nothing else is left', () => {
  it.each([
    ['EACCES', 'local-permission'],
    ['EPERM', 'local-permission'],
    ['EBUSY', 'local-locked'],
    ['ENOSPC', 'local-disk-full'],
    ['EIO', 'local-read-failed'],
  ])('%s is %s', async (errno, code) => {
    const path = await file();
    for (const end of [sent, refused])
      await expect(fileAway(path, end, { rename: failing(errno) })).rejects.toMatchObject({ code });
    expect(await everything()).toEqual({ 'vax.hl7': 'MSH|1' });
  });

  it('where a file has the name of the folder', async () => {
    const path = await file();
    await file('Sent', 'not a folder');
    await expect(fileAway(path, sent)).rejects.toMatchObject({ name: 'AppError' });
    expect(await everything()).toEqual({ 'vax.hl7': 'MSH|1', Sent: 'not a folder' });
  });

  it('where it is no file, or gone', async () => {
    await mkdir(join(folder, 'a.hl7'));
    await symlink(await file('real'), join(folder, 'link.hl7'));
    const away = (name: string) => fileAway(join(folder, name), sent);
    await expect(away('a.hl7')).rejects.toMatchObject({ code: 'local-not-a-file' });
    await expect(away('link.hl7')).rejects.toMatchObject({ code: 'local-not-a-file' });
    await expect(away('no.hl7')).rejects.toMatchObject({ code: 'local-not-found' });
  });

  it('where it is not what was sent any more', async () => {
    const path = await file();
    const { size, mtimeMs } = await stat(path);
    const was = { size, modifiedAt: Math.trunc(mtimeMs) };
    for (const other of [
      { ...was, size: 4 },
      { ...was, modifiedAt: was.modifiedAt - 1 },
    ])
      await expect(fileAway(path, sent, { was: other })).rejects.toMatchObject({
        code: 'local-changed',
      });
    expect(await everything()).toEqual({ 'vax.hl7': 'MSH|1' });
    await fileAway(path, sent, { was });
    expect(Object.keys(await everything())).toEqual(['Sent/2026-06/vax.hl7']);
  });
});

describe('a file that takes the place of the one that is moved', () => {
  it('is put back', async () => {
    const path = await file();
    const late: typeof rename = async (from, to) => {
      await writeFile(join(folder, 'new'), 'the next export');
      await rename(join(folder, 'new'), path);
      await rename(from, to);
    };
    await expect(fileAway(path, refused, { rename: late })).rejects.toMatchObject({
      code: 'local-changed',
    });
    expect(await everything()).toEqual({ 'vax.hl7': 'the next export' });
  });

  it('is put beside a third one', async () => {
    const path = await file();
    const late: typeof rename = async (from, to) => {
      await writeFile(path, 'second export');
      await rename(from, to);
      await writeFile(path, 'third export');
    };
    await expect(fileAway(path, sent, { rename: late })).rejects.toMatchObject({
      code: 'local-changed',
    });
    expect(await everything()).toEqual({
      'vax.hl7': 'third export',
      'vax (2).hl7': 'second export',
    });
  });
});

it('a drive that fails to say that it has moved the file is not taken at its word', async () => {
  const path = await file();
  const doneAndFailed: typeof rename = async (from, to) => {
    await rename(from, to);
    await failing('ENOENT')();
  };
  expect(await fileAway(path, sent, { rename: doneAndFailed })).toMatch(/vax\.hl7$/);
  expect(await everything()).toEqual({ 'Sent/2026-06/vax.hl7': 'MSH|1' });
});

describe('to another drive', () => {
  it('the file is copied, and gone afterwards', async () => {
    const content = 'MSH|1\r'.repeat(200_000);
    const path = await file('vax.hl7', content);
    await utimes(path, 1_700_000_000, 1_700_000_000);
    const to = await fileAway(path, refused, { rename: failing('EXDEV') });
    const all = await everything();
    expect(Object.keys(all).sort()).toEqual(['Refused/vax.hl7', 'Refused/vax.hl7 - why.txt']);
    expect(all['Refused/vax.hl7']).toBe(content);
    expect((await stat(to)).mtimeMs).toBe(1_700_000_000_000);
  });

  it.skipIf(process.platform !== 'linux')('really', async () => {
    const other = await mkdtemp('/dev/shm/ciis-away-');
    try {
      await symlink(other, join(folder, 'Sent'));
      const to = await fileAway(await file(), sent);
      expect(await readFile(to, 'utf8')).toBe('MSH|1');
      expect(await readdir(join(other, '2026-06'))).toEqual(['vax.hl7']);
      expect(await everything()).toEqual({});
    } finally {
      await rm(other, { recursive: true });
    }
  });

  it.skipIf(process.platform === 'win32')('it is read by nobody who could not before', async () => {
    const path = await file();
    await rm(path);
    await writeFile(path, 'MSH|1', { mode: 0o600 });
    const to = await fileAway(path, sent, { rename: failing('EXDEV') });
    expect((await lstat(to)).mode & 0o777).toBe(0o600);
  });

  it('nothing stays of a copy that is not the same', async () => {
    const path = await file();
    await expect(copyAcross(path, folder, () => Promise.resolve('00'))).rejects.toMatchObject({
      code: 'local-read-failed',
    });
    expect(await everything()).toEqual({ 'vax.hl7': 'MSH|1' });
  });

  it('nothing stays of a copy of what has changed meanwhile', async () => {
    const path = await file();
    const copying = copyAcross(path, folder, async (copy) => {
      await writeFile(path, 'MSH|22');
      return copyHash(copy);
    });
    await expect(copying).rejects.toMatchObject({ code: 'local-changed' });
    expect(await everything()).toEqual({ 'vax.hl7': 'MSH|22' });
  });
});

async function copyHash(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

it('names that are tried fit, differ, and keep their ending', () => {
  const character = fc.constantFrom('a', '.', ' ', 'ü', '😀', '(');
  fc.assert(
    fc.property(fc.array(character, { minLength: 1, maxLength: 60 }), (characters) => {
      const name = characters.join('');
      fc.pre(Buffer.byteLength(name) <= 255);
      const names = Array.from({ length: 120 }, () => '');
      const all = filedNames(name, at);
      for (const index of names.keys()) names[index] = all.next().value ?? '';
      expect(names[0]).toBe(name);
      expect(new Set(names).size).toBe(names.length);
      for (const each of names) expect(Buffer.byteLength(each)).toBeLessThanOrEqual(255);
    }),
  );
});
