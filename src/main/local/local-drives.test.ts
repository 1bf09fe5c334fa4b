import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crumbsOf } from './crumbs.ts';
import { listLocalFolder } from './local-drives.ts';
import { localError } from './local-errors.ts';
import { listLocalRoots } from './local-roots.ts';

const { platform } = process;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ciis-local-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('listing a local folder', () => {
  it('shows files and folders with kind, size and time, hidden ones too', async () => {
    await writeFile(join(folder, 'week 12.hl7'), 'MSH|');
    await writeFile(join(folder, '.hidden'), '');
    await utimes(join(folder, 'week 12.hl7'), 1000, 1_700_000_000);
    await mkdir(join(folder, 'Archive'));

    const { path, entries } = await listLocalFolder(folder, '/nowhere', platform);

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
    expect((await listLocalFolder(null, folder, platform)).path).toBe(folder);
  });

  it('normalises the path and knows the folder above', async () => {
    await mkdir(join(folder, 'a', 'b'), { recursive: true });
    const listed = await listLocalFolder(`${folder}/a//b/../b/.`, folder, platform);
    expect(listed.path).toBe(join(folder, 'a', 'b'));
    expect(listed.parent).toBe(join(folder, 'a'));
  });

  it.skipIf(platform === 'win32')('shows a link as what it leads to', async () => {
    await mkdir(join(folder, 'real'));
    await symlink(join(folder, 'real'), join(folder, 'link'));
    const { entries } = await listLocalFolder(folder, folder, platform);
    expect(entries.find(({ name }) => name === 'link')).toMatchObject({ kind: 'folder' });
  });

  it.skipIf(platform === 'win32')('keeps what it cannot look at, as "other"', async () => {
    await symlink(join(folder, 'gone'), join(folder, 'broken.hl7'));
    const { entries } = await listLocalFolder(folder, folder, platform);
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
    const list = (path: string) => listLocalFolder(path, folder, platform);
    await writeFile(join(folder, 'file.hl7'), '');
    await expect(list(join(folder, 'gone'))).rejects.toMatchObject({ code: 'local-not-found' });
    await expect(list(join(folder, 'file.hl7'))).rejects.toMatchObject({
      code: 'local-not-a-file',
    });
    await expect(list('Documents')).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(list('../up')).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('lets the program answer in between while it lists thousands of files', async () => {
    const names = Array.from({ length: 5000 }, (_, index) => `file ${index}.hl7`);
    await Promise.all(names.map((name) => writeFile(join(folder, name), '')));
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 1);
    const { entries } = await listLocalFolder(folder, folder, platform);
    clearInterval(counting);
    expect(new Set(entries.map(({ name }) => name))).toEqual(new Set(names));
    expect(turns).toBeGreaterThan(5);
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
