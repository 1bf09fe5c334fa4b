import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type {
  ImportableIdentity,
  ImportableSite,
  ImportPreview,
} from '../../../shared/domain/site-import.ts';
import type { ImportChoice } from '../../imports/sites-import.ts';
import { tempFolder } from '../../storage/testing/temp-database.ts';
import { testSite } from '../../transfer/testing/desk.ts';
import type { ImportSitesCommand } from '../command.ts';
import { Screen } from '../screen.ts';
import { recordedIo } from '../testing/recorded-io.ts';
import { exportSites, importSites } from './import-sites.ts';

const site: ImportableSite = {
  ...{ key: 0, label: 'One', protocol: 'sftp', host: 'one.example', port: 2222 },
  ...{ username: 'clinic', folder: 'North', hasPassword: true, isHere: false, notes: ['A note.'] },
};
const hereSite: ImportableSite = { ...site, key: 1, label: 'Two', isHere: true, notes: [] };
const identity: ImportableIdentity = {
  ...{ key: 0, host: 'one.example', port: 22, keyType: 'ssh-rsa', here: 'no' },
  fingerprint: 'SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU',
};
const otherIdentity: ImportableIdentity = { ...identity, key: 1, here: 'other' };
const somePreview: ImportPreview = {
  ...{ id: 'p-1', fileName: 'f', format: 'winscp', sites: [site, hereSite] },
  ...{ identities: [identity], leftOut: [], notes: [] },
};

async function runImport(
  change: Partial<ImportSitesCommand> = {},
  {
    preview = {},
    kept = 1,
    acceptNewIdentity = false,
  }: { preview?: Partial<ImportPreview>; kept?: number; acceptNewIdentity?: boolean } = {},
) {
  const opened: string[] = [];
  const applied: ImportChoice[] = [];
  const siteImports = {
    open: (path: string) => {
      opened.push(path);
      return Promise.resolve({ ...somePreview, ...preview });
    },
    apply(choice: ImportChoice) {
      applied.push(choice);
      const { sites, identities, passwords } = choice;
      return Promise.resolve({
        ...{ sites: sites.length, identities: identities.length },
        passwords: passwords ? kept : 0,
      });
    },
    exportText: () => '',
  };
  const sites = { snapshot: () => ({ sites: [], folders: [] }) };
  const services = { siteImports, sites, secrets: { name: 'the keyring' } };
  const io = recordedIo();
  const plain = { file: 'f', withPasswords: false, dryRun: false, json: false };
  const command = { kind: 'sites-import', ...plain, ...change } as const;
  const code = await importSites(services, new Screen(io, false), io, command, {
    acceptNewIdentity,
  });
  return { code, opened, applied, out: io.stdout(), err: io.stderr() };
}

it('imports what is not here yet, and neither passwords nor identities unasked', async () => {
  const { code, opened, applied, out, err } = await runImport();
  expect(code).toBe(0);
  expect(opened).toEqual(['/files/f']);
  expect(applied).toEqual([{ id: 'p-1', sites: [0], identities: [], passwords: false }]);
  expect(out.split('\n')).toEqual([
    'From WinSCP (WinSCP.ini):',
    '  One: sftp, clinic at one.example, port 2222, in "North", with a password',
    '      A note.',
    '  Two: sftp, clinic at one.example, port 2222, in "North", with a password (is here already)',
    `  Identity of one.example, port 22: ssh-rsa ${identity.fingerprint} (not taken over: --accept-new-identity does)`,
    'Imported: 1 site.',
    '',
  ]);
  expect(err).toContain('--with-passwords brings them too (1)');
});

it('accepts the identities of a known_hosts file, and of another one if it is told to', async () => {
  const known = await runImport({}, { preview: { format: 'known-hosts', sites: [] } });
  expect(known.applied).toMatchObject([{ identities: [0] }]);
  expect(known.out).toContain('Imported: 0 sites, 1 server identity.');
  const told = await runImport({}, { acceptNewIdentity: true });
  expect(told.applied).toMatchObject([{ identities: [0] }]);
});

it('says why something can not come: 1', async () => {
  const leftOut = [{ name: 'Bad\u001b[2J', reason: 'It has no username.' }];
  const { code, out } = await runImport({}, { preview: { leftOut } });
  expect(code).toBe(1);
  expect(out).toContain("Can't come:\n  Bad\ufffd[2J: It has no username.\n");
  const other = await runImport({}, { preview: { identities: [otherIdentity] } });
  expect(other).toMatchObject({ code: 1, applied: [{ identities: [] }] });
  expect(other.out).toContain('(another one is here, which stays)');
});

it('says that a password could not be kept: 1', async () => {
  const well = await runImport({ withPasswords: true });
  expect(well).toMatchObject({ code: 0, err: '' });
  expect(well.out).toContain('Imported: 1 site, 1 password.');
  const { code, err } = await runImport({ withPasswords: true }, { kept: 0 });
  expect(code).toBe(1);
  expect(err).toContain('could be kept in the keyring: 0 of 1.');
});

it('saves nothing on trial', async () => {
  const { code, applied, out } = await runImport({ dryRun: true, withPasswords: true });
  expect({ code, applied }).toEqual({ code: 0, applied: [] });
  expect(out).toContain('Nothing was saved. Would come: 1 site, 1 password.');
});

it('is one object a line', async () => {
  const leftOut = [{ name: 'x', reason: 'y' }];
  const { code, out } = await runImport({ json: true }, { preview: { leftOut } });
  const lines = out.trim().split('\n');
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { event: 'site', label: 'One', comes: true, notes: ['A note.'] },
    { event: 'site', label: 'Two', comes: false, isHere: true },
    { event: 'identity', host: 'one.example', comes: false, here: 'no' },
    { event: 'left-out', name: 'x', reason: 'y' },
    { event: 'summary', format: 'winscp', dryRun: false, sites: 1, leftOut: 1, exitCode: code },
  ]);
});

it('exports to standard output, or to a file for this user alone', async () => {
  const folder = tempFolder();
  const io = { ...recordedIo(), workingFolder: folder };
  const services = {
    ...{ secrets: { name: '' }, sites: { snapshot: () => ({ sites: [testSite()], folders: [] }) } },
    siteImports: {
      open: () => Promise.reject(new Error('not asked for')),
      apply: () => Promise.reject(new Error('not asked for')),
      exportText: () => '{}\n',
    },
  };
  const screen = new Screen(io, false);
  expect(await exportSites(services, screen, io, { file: null })).toBe(0);
  expect(io.stdout()).toBe('{}\n');
  expect(await exportSites(services, screen, io, { file: 'sites.json' })).toBe(0);
  expect(io.stdout()).toBe('{}\nWrote 1 site to sites.json, no passwords.\n');
  expect(readFileSync(join(folder, 'sites.json'), 'utf8')).toBe('{}\n');
  expect(readdirSync(folder)).toEqual(['sites.json']);
  if (process.platform !== 'win32') {
    expect(statSync(join(folder, 'sites.json')).mode & 0o777).toBe(0o600);
  }
});
