import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import type { AcceptedIdentity } from '../../shared/domain/identity.ts';
import { presetIds } from '../../shared/domain/presets.ts';
import { newSiteSettings, type Site } from '../../shared/domain/site.ts';
import { someSite } from '../../shared/domain/testing/some-check.ts';
import { readOwnExport, writeExport } from './own-export.ts';

const hostKey = (change: Partial<AcceptedIdentity> = {}): AcceptedIdentity => ({
  kind: 'ssh-host-key',
  keyType: 'ssh-ed25519',
  fingerprint: `SHA256:${'a'.repeat(43)}`,
  certificate: null,
  host: 'sshftp.cohealthnet.com',
  port: 22,
  acceptedAt: 1,
  ...change,
});

const written = (...sites: readonly Site[]): string =>
  writeExport({ sites, folders: [], identities: [] });

function why(text: string): string {
  try {
    readOwnExport(text);
  } catch (error) {
    if (error instanceof AppError && error.code === 'import-unreadable') return error.detail;
    throw error;
  }
  throw new Error('it was read');
}

const settingNames = Object.keys(newSiteSettings('sftp')).sort();

const line = (most: number) =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: most })
    // eslint-disable-next-line no-control-regex -- control characters are what no site has
    .map((text) => text.replace(/[\u0000-\u001f\u007f]/g, '').trim())
    .filter((text) => text !== '' && text.length <= most);

const site = fc
  .record({
    preset: fc.constantFrom(...presetIds),
    label: line(80),
    comments: fc.string({ unit: 'binary', maxLength: 100 }),
    remoteFolder: line(40),
    olderAlgorithms: fc.boolean(),
    keyFile: fc.option(line(40)),
    connections: fc.integer({ min: 1, max: 10 }),
    folderId: fc.constantFrom(null, 'a', 'b'),
  })
  .map(({ preset, keyFile, connections, ...change }): Site => {
    const { options } = someSite(preset);
    const signIn =
      keyFile === null
        ? ({ kind: 'password' } as const)
        : ({ kind: 'key', file: keyFile } as const);
    return someSite(preset, { ...change, signIn, options: { ...options, connections } });
  });

it('reads what it has written', () => {
  const folders = [
    { id: 'a', name: 'CIIS', position: 0 },
    { id: 'b', name: 'Others', position: 1 },
  ];
  fc.assert(
    fc.property(fc.array(site, { maxLength: 5 }), (sites) => {
      const found = readOwnExport(writeExport({ sites, folders, identities: [] }));
      expect(found.leftOut).toEqual([]);
      expect(found.sites).toHaveLength(sites.length);
      for (const [index, { folderId, ...saved }] of sites.entries()) {
        const { settings, ...rest } = found.sites[index] ?? {};
        expect({ ...saved, folderId: null }).toMatchObject(settings ?? {});
        expect(Object.keys(settings ?? {}).sort()).toEqual(settingNames);
        expect(rest).toEqual({
          folder: folderId === null ? [] : [folderId === 'a' ? 'CIIS' : 'Others'],
          password: null,
          notes: [],
        });
      }
    }),
  );
});

it('writes the format first, and nothing that is not a setting', () => {
  const text = written({ ...someSite(), password: 'Spring2026!' } as Site);
  expect(text).toMatch(/^\{\n {2}"format": "ciis-connect-sites",\n {2}"version": 1,/);
  expect(text).not.toContain('Spring2026!');
  expect(text).not.toMatch(/"(id|position|folderId|lastConnectedAt|secret|password)":/);
});

it('brings host keys along, of the sites that are exported only', () => {
  const other = hostKey({ host: 'other.example.org' });
  const certificate = hostKey({ kind: 'tls-certificate', fingerprint: 'AA:BB' });
  const identities = [hostKey(), other, hostKey({ port: 2222 }), certificate];
  const text = writeExport({ sites: [someSite()], folders: [], identities });
  expect(readOwnExport(text).identities).toEqual([
    {
      host: 'sshftp.cohealthnet.com',
      port: 22,
      keyType: 'ssh-ed25519',
      fingerprint: hostKey().fingerprint,
    },
  ]);
});

it('gives settings that came later their defaults', () => {
  const text = written(someSite())
    .replace(/ *"goOnAtStart": false,\n/, '')
    .replace(/ *"speedLimit": 0,\n/, '');
  expect(text).not.toContain('goOnAtStart');
  expect(readOwnExport(text).sites[0]?.settings).toMatchObject({
    goOnAtStart: false,
    options: { speedLimit: 0 },
  });
});

it('leaves out what is damaged, and says which field', () => {
  const text = JSON.stringify({
    format: 'ciis-connect-sites',
    version: 1,
    sites: [
      { ...someSite(), host: 'sftp://x' },
      { ...someSite(), options: { ...someSite().options, connections: 99 } },
      { ...someSite(), protocol: 'gopher' },
      { ...someSite(), label: '', folder: 7 },
      null,
      someSite(),
    ],
    identities: [{ ...hostKey(), fingerprint: 'MD5:aa' }, 'x'],
  });
  const { sites, leftOut } = readOwnExport(text);
  expect(sites).toHaveLength(1);
  expect(leftOut).toEqual([
    { name: 'CIIS SFTP', reason: 'Its field "host" can\'t be used.' },
    { name: 'CIIS SFTP', reason: 'Its field "options.connections" can\'t be used.' },
    { name: 'CIIS SFTP', reason: 'Its protocol is not known here.' },
    { name: 'Site 4', reason: 'Its field "label" can\'t be used.' },
    { name: 'Site 5', reason: 'Its protocol is not known here.' },
    { name: 'Identity 1', reason: 'Its field "fingerprint" can\'t be used.' },
    { name: 'Identity 2', reason: 'Its field "" can\'t be used.' },
  ]);
});

it('says in which line a damaged file is damaged, and nothing that stands there', () => {
  const text = written(someSite('ciis-sftp', { label: 'Secret name' }));
  expect(why(text.slice(0, text.length / 2))).toMatch(/^Line \d+: the file ends too early\.$/);
  expect(why(text.replace('"label": "Secret', '"label" "Secret'))).toBe(
    'Line 6: the file is damaged.',
  );
  expect(why(text.replace('"label": "Secret', '"label": x"Secret'))).toBe('The file is damaged.');
  expect(why('')).toBe('Line 1: the file ends too early.');
});

it.each([
  ['[]', 'These are not exported sites.'],
  ['{"format":"x"}', '"format"'],
  ['{"format":"ciis-connect-sites","version":1}', '"sites"'],
  ['{"format":"ciis-connect-sites","version":2,"sites":[]}', 'another version'],
  [
    `{"format":"ciis-connect-sites","version":1,"sites":[0${',0'.repeat(10_000)}]}`,
    'more than 10,000',
  ],
])('refuses %.50j', (text, detail) => {
  expect(why(text)).toContain(detail);
});

it('reads 5,000 sites', () => {
  const sites = Array.from({ length: 5000 }, (_, at) =>
    someSite('ciis-ftps', { label: `S ${String(at)}` }),
  );
  expect(readOwnExport(written(...sites)).sites.at(-1)?.settings.label).toBe('S 4999');
});

it('refuses any other text in the same way', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.json(),
    fc
      .record({ sites: fc.array(fc.anything()), identities: fc.array(fc.anything()) })
      .map((rest) => stringify({ format: 'ciis-connect-sites', version: 1, ...rest })),
  );
  fc.assert(
    fc.property(text, (each) => {
      try {
        readOwnExport(each);
      } catch (error) {
        expect(error).toMatchObject({ name: 'AppError', code: 'import-unreadable' });
      }
    }),
  );
});

const stringify = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each));
