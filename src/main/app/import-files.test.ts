import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import type { ImportPreview } from '../../shared/domain/site-import.ts';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { importFiles } from './import-files.ts';

const preview: ImportPreview = {
  id: 'p',
  fileName: 'sitemanager.xml',
  format: 'filezilla',
  sites: [],
  identities: [],
  leftOut: [],
  notes: [],
};

function desk({ chosen = null as string | null, savedAs = null as string | null } = {}) {
  const opened: string[] = [];
  const suggested: string[] = [];
  const imports = {
    open: (path: string) => {
      opened.push(path);
      return path.endsWith('.dat')
        ? Promise.reject(new AppError('import-unreadable', 'sm.dat'))
        : Promise.resolve(preview);
    },
    exportText: () => '{"sites":[]}\n',
  };
  const files = importFiles(imports, {
    chooseFile: () => Promise.resolve(chosen),
    saveAs: (name) => {
      suggested.push(name);
      return Promise.resolve(savedAs);
    },
    documents: join('home', 'Documents'),
    now: () => new Date(2026, 10, 24, 10, 32),
  });
  return { files, opened, suggested };
}

it('opens the file that was chosen, and none where it was cancelled', async () => {
  const { files, opened } = desk({ chosen: '/in/sitemanager.xml' });
  expect(await files.choose()).toBe(preview);
  expect(opened).toEqual(['/in/sitemanager.xml']);
  const cancelled = desk();
  expect(await cancelled.files.choose()).toBeNull();
  expect(cancelled.opened).toEqual([]);
});

it('passes on why a file can not be read', async () => {
  await expect(desk({ chosen: '/in/sm.dat' }).files.choose()).rejects.toMatchObject({
    code: 'import-unreadable',
  });
});

it('saves every site to the letter, for this user alone, and says where', async () => {
  const folder = tempFolder();
  const file = join(folder, 'sites.json');
  const { files, suggested } = desk({ savedAs: file });
  expect(await files.saveSites()).toBe(file);
  expect(readFileSync(file, 'utf8')).toBe('{"sites":[]}\n');
  expect(readdirSync(folder)).toEqual(['sites.json']);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(suggested).toEqual([
    join('home', 'Documents', 'CIIS Connect sites 2026-11-24 10-32.json'),
  ]);
});

it('saves nothing where it was cancelled', async () => {
  expect(await desk().files.saveSites()).toBeNull();
});
