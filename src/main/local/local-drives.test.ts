import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalFolder } from '../../shared/domain/remote-entry.ts';
import { crumbsOf } from './crumbs.ts';
import { LocalDrives } from './local-drives.ts';
import { localError } from './local-errors.ts';
import { listLocalRoots } from './local-roots.ts';

const { platform } = process;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ciis-local-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const drives = (home = folder) => new LocalDrives(home, platform);

/** The folder with all of its parts. */
async function listAll(path: string | null, from = drives()): Promise<LocalFolder> {
  const first = await from.list(path);
  const entries = [...first.entries];
  for (let { more } = first; more !== null;) {
    const part = await from.more(more);
    entries.push(...part.entries);
    more = part.more;
  }
  return { ...first, entries, more: null };
}

async function makeFiles(count: number): Promise<readonly string[]> {
  const names = Array.from({ length: count }, (_, index) => `file ${index}.hl7`);
  await Promise.all(names.map((name) => writeFile(join(folder, name), '')));
  return names;
}

describe('listing a local folder', () => {
  it('shows files and folders with kind, size and time, hidden ones too', async () => {
    await writeFile(join(folder, 'week 12.hl7'), 'MSH|');
    await writeFile(join(folder, '.hidden'), '');
    await utimes(join(folder, 'week 12.hl7'), 1000, 1_700_000_000);
    await mkdir(join(folder, 'Archive'));

    const { path, entries } = await listAll(folder, drives('/nowhere'));

    expect(path).toBe(folder);
    const named = new Map(entries.map((entry) => [entry.name, entry]));
    expect(named.get('week 12.hl7')).toEqual({
      name: 'week 12.hl7',
      path: join(folder, 'week 12.hl7'),
      kind: 'file',
      size: 4,
      modifiedAt: 1_700_000_000_000,
    });
    expect(named.get('Archive')).toMatchObject({ kind: 'folder', size: 0 });
    expect(named.get('.hidden')).toMatchObject({ kind: 'file', size: 0 });
    expect(entries).toHaveLength(3);
  });

  it('opens the home folder when no path is given', async () => {
    expect((await listAll(null)).path).toBe(folder);
  });

  it('normalises the path and knows the folder above', async () => {
    await mkdir(join(folder, 'a', 'b'), { recursive: true });
    const listed = await listAll(`${folder}/a//b/../b/.`);
    expect(listed.path).toBe(join(folder, 'a', 'b'));
    expect(listed.parent).toBe(join(folder, 'a'));
  });

  it.skipIf(platform === 'win32')('shows a link as what it leads to', async () => {
    await mkdir(join(folder, 'real'));
    await symlink(join(folder, 'real'), join(folder, 'link'));
    const { entries } = await listAll(folder);
    expect(entries.find(({ name }) => name === 'link')).toMatchObject({ kind: 'folder' });
  });

  it.skipIf(platform === 'win32')('keeps what it cannot look at, as "other"', async () => {
    await symlink(join(folder, 'gone'), join(folder, 'broken.hl7'));
    const { entries } = await listAll(folder);
    expect(entries).toEqual([
      {
        name: 'broken.hl7',
        path: join(folder, 'broken.hl7'),
        kind: 'other',
        size: 0,
        modifiedAt: null,
      },
    ]);
  });

  it('says that a folder is gone, is a file, or has no full path', async () => {
    const list = (path: string) => listAll(path);
    await writeFile(join(folder, 'file.hl7'), '');
    await expect(list(join(folder, 'gone'))).rejects.toMatchObject({ code: 'local-not-found' });
    await expect(list(join(folder, 'file.hl7'))).rejects.toMatchObject({
      code: 'local-not-a-file',
    });
    await expect(list('Documents')).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(list('../up')).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('lets the program answer in between while it lists thousands of files', async () => {
    const names = await makeFiles(5000);
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 1);
    const { entries } = await listAll(folder);
    clearInterval(counting);
    expect(new Set(entries.map(({ name }) => name))).toEqual(new Set(names));
    expect(turns).toBeGreaterThan(5);
  });
});

describe('a large folder', () => {
  it('comes in parts, each entry once, the first ones soon', async () => {
    const names = await makeFiles(3000);
    const local = drives();
    const first = await local.list(folder);
    expect(first.entries.length).toBeLessThan(1000);
    expect(first.more).not.toBeNull();
    const seen = first.entries.map(({ name }) => name);
    let parts = 1;
    for (let { more } = first; more !== null; parts += 1) {
      const part = await local.more(more);
      seen.push(...part.entries.map(({ name }) => name));
      more = part.more;
    }
    expect(parts).toBeGreaterThan(2);
    expect([...seen].sort()).toEqual([...names].sort());
  });

  it('is not listed to its end when another folder is asked for', async () => {
    await makeFiles(2000);
    await mkdir(join(folder, 'other'));
    const local = drives();
    const { more } = await local.list(folder);
    const other = await local.list(join(folder, 'other'));
    expect(other).toMatchObject({ entries: [], more: null });
    await expect(local.more(more ?? 0)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('answers the one who asked last when two are asked for at once', async () => {
    await makeFiles(2000);
    await mkdir(join(folder, 'other'));
    const local = drives();
    const early = local.list(folder);
    const late = local.list(join(folder, 'other'));
    await expect(early).rejects.toMatchObject({ code: 'cancelled' });
    await expect(late).resolves.toMatchObject({ path: join(folder, 'other') });
  });

  it('is listed anew by a refresh, which ends what was under way', async () => {
    const names = await makeFiles(2000);
    const local = drives();
    const { more } = await local.list(folder);
    await writeFile(join(folder, 'new.hl7'), '');
    const { entries } = await listAll(folder, local);
    expect(entries.map(({ name }) => name).sort()).toEqual([...names, 'new.hl7'].sort());
    await expect(local.more(more ?? 0)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('that was removed while it was listed ends with what was there', async () => {
    await makeFiles(2000);
    const local = drives();
    const first = await local.list(folder);
    await rm(folder, { recursive: true });
    const rest = await local.more(first.more ?? 0);
    expect(rest.entries.every(({ kind }) => kind === 'other')).toBe(true);
  });
});

describe('errors of the file system', () => {
  it.each([
    ['ENOENT', 'local-not-found'],
    ['EACCES', 'local-permission'],
    ['EPERM', 'local-permission'],
    ['EBUSY', 'local-locked'],
    ['ENOTDIR', 'local-not-a-file'],
    ['EIO', 'local-read-failed'],
    ['toString', 'local-read-failed'],
  ])('%s is %s', (code, ours) => {
    expect(localError(Object.assign(new Error('said the system'), { code })).code).toBe(ours);
  });
});

describe('crumbs', () => {
  it.each([
    ['/', 'linux', ['/']],
    ['/home/clinic', 'linux', ['/', 'home', 'clinic']],
    ['C:\\', 'win32', ['C:']],
    ['C:\\Clinic\\Outbox', 'win32', ['C:', 'Clinic', 'Outbox']],
    ['\\\\server\\share\\Outbox', 'win32', ['\\\\server\\share', 'Outbox']],
  ] as const)('of %s on %s', (path, system, names) => {
    const crumbs = crumbsOf(path, system);
    expect(crumbs.map(({ name }) => name)).toEqual(names);
    expect(crumbs.at(-1)?.path.replace(/\\$/, '')).toBe(path.replace(/\\$/, ''));
  });

  it('of a drive lead to the drive, not to where the program stands on it', () => {
    expect(crumbsOf('C:\\Clinic', 'win32')[0]).toEqual({ name: 'C:', path: 'C:\\' });
  });
});

describe('the top of Local Drives', () => {
  it('has the favourites that are there, each once, then the root', async () => {
    await mkdir(join(folder, 'Desktop'));
    const known = {
      home: folder,
      desktop: join(folder, 'Desktop'),
      documents: folder,
      downloads: join(folder, 'no'),
    };
    expect(await listLocalRoots(known, 'linux')).toEqual([
      { label: 'Home', path: folder, kind: 'home' },
      { label: 'Desktop', path: join(folder, 'Desktop'), kind: 'desktop' },
      { label: 'File system', path: '/', kind: 'drive' },
    ]);
  });

  it.skipIf(platform === 'win32')('has each volume of a Mac once', async () => {
    await symlink('/', join(folder, 'Start up'));
    await mkdir(join(folder, 'USB'));
    expect(await listLocalRoots({ home: folder }, 'darwin', folder)).toEqual([
      { label: 'Home', path: folder, kind: 'home' },
      { label: 'Start up', path: '/', kind: 'drive' },
      { label: 'USB', path: join(folder, 'USB'), kind: 'drive' },
    ]);
  });
});
