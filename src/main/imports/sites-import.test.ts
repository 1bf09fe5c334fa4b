import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { newSiteSettings, type Site } from '../../shared/domain/site.ts';
import { IdentityStore } from '../identities/identity-store.ts';
import { certificateIdentity, hostKeyIdentity } from '../identities/testing/identities.ts';
import { memorySecrets } from '../secrets/memory-secrets.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { SiteStore } from '../sites/site-store.ts';
import type { Database } from '../storage/database.ts';
import { tempDatabase, tempFolder } from '../storage/testing/temp-database.ts';
import { SitesImport } from './sites-import.ts';

const madeUp = 'made-up-7';
const server = (name: string, host: string, password = '') =>
  `<Server><Host>${host}</Host><Port>2222</Port><Protocol>1</Protocol><Logontype>1</Logontype>` +
  `<User>clinic</User><Pass encoding="base64">${btoa(password)}</Pass><Name>${name}</Name></Server>`;
const fileZilla = (...servers: readonly string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><FileZilla3><Servers>${servers.join('')}</Servers></FileZilla3>`;
const twoServers = fileZilla(
  `<Folder>Clinics <Folder>North</Folder>${server('One', 'one.example', madeUp)}</Folder>`,
  server('Two', 'two.example', madeUp),
);
const knownKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';

let folder: string;
let database: Database;
let sites: SiteStore;
let identities: IdentityStore;
let secrets: Secrets;

beforeEach(() => {
  folder = tempFolder();
  database = tempDatabase();
  let lastId = 0;
  sites = new SiteStore(database, { newId: () => `site-${String((lastId += 1))}` });
  identities = new IdentityStore(database);
  secrets = memorySecrets();
});

function imports(): SitesImport {
  let lastId = 0;
  const newId = () => `preview-${String((lastId += 1))}`;
  return new SitesImport({ database, sites, identities, secrets, clock: { now: () => 77 }, newId });
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function refusal(act: Promise<unknown>): Promise<{ code: string; detail: string }> {
  const thrown: unknown = await act.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (thrown instanceof AppError) return thrown.toFailure();
  throw new Error('it was not refused', { cause: thrown });
}

const everything = { sites: [0, 1], identities: [0, 1], passwords: true };

describe('what is in a file', () => {
  it('is shown before anything changes, without any password', async () => {
    sites.create({
      ...newSiteSettings('sftp'),
      ...{ label: 'Mine', host: 'TWO.example', port: 2222, username: 'clinic' },
    });
    const preview = await imports().open(file('sitemanager.xml', twoServers));
    expect(preview).toMatchObject({
      ...{ id: 'preview-1', fileName: 'sitemanager.xml', format: 'filezilla' },
      sites: [
        { key: 0, label: 'One', folder: 'Clinics', host: 'one.example', isHere: false },
        { key: 1, label: 'Two', folder: '', hasPassword: true, isHere: true },
      ],
    });
    expect(JSON.stringify(preview)).not.toContain(madeUp);
    expect(sites.snapshot().sites).toHaveLength(1);
  });

  it('is read in each encoding that programs of Windows write', async () => {
    const text = 'Host Peña\r\nHostName a.example\r\nUser clinic\r\n';
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
    for (const bytes of [
      Buffer.from(text),
      Buffer.from(`\ufeff${text}`),
      Buffer.from(text, 'latin1'),
      utf16,
      Buffer.from(utf16).swap16(),
    ]) {
      const { format, sites: found } = await imports().open(file('config', bytes));
      expect({ format, labels: found.map(({ label }) => label) }).toEqual({
        format: 'openssh-config',
        labels: ['Peña'],
      });
    }
  });

  it('is an identity that is here, another one, or none', async () => {
    const text = ['a', 'b', 'c'].map((host) => `${host}.example ${knownKey}`).join('\n');
    const path = file('known_hosts', text);
    const fingerprint = 'SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU';
    identities.accept('a.example', 22, { ...hostKeyIdentity('x'), fingerprint }, 1);
    identities.accept('b.example', 22, hostKeyIdentity('x'), 1);
    const preview = await imports().open(path);
    expect(preview.identities.map(({ here }) => here)).toEqual(['same', 'other', 'no']);
  });
});

describe('a file that can not be read', () => {
  it('says what would be better', async () => {
    const open = (name: string, content: string | Uint8Array) =>
      refusal(imports().open(file(name, content)));
    const sm = await open('sm.dat', Uint8Array.of(1, 0, 200, 7));
    expect(sm).toMatchObject({
      code: 'import-unreadable',
      detail: expect.stringContaining('Save a script in CuteFTP instead') as string,
    });
    const other = await open('letter.txt', 'Dear all,\n');
    expect(other).toMatchObject({ code: 'import-unreadable' });
    expect(other.detail).toContain('FileZilla (sitemanager.xml)');
    expect((await open('sitemanager.xml', twoServers.slice(0, 200))).code).toBe(
      'import-unreadable',
    );
  });

  it('is too large, a folder, or not there', async () => {
    const large = file('sitemanager.xml', '');
    truncateSync(large, 20 * 1024 * 1024 + 1);
    expect((await refusal(imports().open(large))).code).toBe('import-unreadable');
    mkdirSync(join(folder, 'f'));
    expect((await refusal(imports().open(join(folder, 'f')))).code).toBe('local-not-a-file');
    expect((await refusal(imports().open(join(folder, 'g')))).code).toBe('local-not-found');
  });
});

describe('what is taken over', () => {
  it('is the sites with folders, their passwords if they are wanted, and no label twice', async () => {
    sites.create({
      ...newSiteSettings('sftp'),
      ...{ label: 'one', host: 'h.example', username: 'clinic' },
    });
    const there = sites.saveFolder(null, 'CLINICS');
    const service = imports();
    const { id } = await service.open(file('sitemanager.xml', twoServers));
    const result = await service.apply({ ...everything, id });
    expect(result).toEqual({ sites: 2, passwords: 2, identities: 0 });
    const saved = sites.snapshot();
    expect(saved.folders).toEqual([there]);
    expect(saved.sites.map(({ label, folderId }) => [label, folderId])).toEqual([
      ['one', null],
      ['Two', null],
      ['One (copy)', there.id],
    ]);
    const one = saved.sites.find(({ label }) => label === 'One (copy)');
    expect(await secrets.get(one?.id ?? '')).toBe(madeUp);
  });

  it('is only what was chosen, and no password unasked', async () => {
    const service = imports();
    const { id } = await service.open(file('sitemanager.xml', twoServers));
    const choice = { id, sites: [1, 1, 99], identities: [], passwords: false };
    expect(await service.apply(choice)).toEqual({ sites: 1, passwords: 0, identities: 0 });
    expect(sites.snapshot().sites.map(({ label }) => label)).toEqual(['Two']);
    expect([...(await secrets.siteIds())]).toEqual([]);
  });

  it('is an identity where none is here', async () => {
    identities.accept('a.example', 22, hostKeyIdentity('x'), 1);
    const text = `a.example,b.example ${knownKey}`;
    const service = imports();
    const { id } = await service.open(file('known_hosts', text));
    expect((await service.apply({ ...everything, id })).identities).toBe(1);
    expect(identities.get('a.example', 22)).toMatchObject(hostKeyIdentity('x'));
    expect(identities.get('b.example', 22)).toMatchObject({
      ...{ kind: 'ssh-host-key', keyType: 'ssh-ed25519', acceptedAt: 77 },
    });
  });

  it('is there without its passwords where the keychain fails', async () => {
    const set = vi.fn(() => Promise.reject(new AppError('keychain-unavailable')));
    secrets = { ...memorySecrets(), set };
    const service = imports();
    const { id } = await service.open(file('sitemanager.xml', twoServers));
    const result = await service.apply({ ...everything, id });
    expect(result).toEqual({ sites: 2, passwords: 0, identities: 0 });
    expect(set).toHaveBeenCalledTimes(1);
  });

  it('is nothing where one of them can not be saved, and it may be tried again', async () => {
    const accept = vi.spyOn(identities, 'accept').mockImplementationOnce(() => {
      throw new AppError('storage-failed');
    });
    const service = imports();
    const site = {
      ...{ ...newSiteSettings('sftp'), folder: ['F'] },
      ...{ label: 'S', host: 'h', username: 'u' },
    };
    const identity = { ...hostKeyIdentity('x'), host: 'h', port: 22 };
    const { id } = await service.open(
      file(
        'x.json',
        JSON.stringify({
          ...{ format: 'ciis-connect-sites', version: 1 },
          ...{ sites: [site], identities: [identity] },
        }),
      ),
    );
    expect((await refusal(service.apply({ ...everything, id }))).code).toBe('storage-failed');
    expect(sites.snapshot()).toEqual({ sites: [], folders: [] });
    expect(accept).toHaveBeenCalledTimes(1);
    expect(await service.apply({ ...everything, id })).toMatchObject({ sites: 1, identities: 1 });
  });

  it('comes once, and only of the file that was opened last', async () => {
    const service = imports();
    const path = file('sitemanager.xml', twoServers);
    const first = await service.open(path);
    const [second, third] = await Promise.all([service.open(path), service.open(path)]);
    for (const { id } of [first, second]) {
      expect((await refusal(service.apply({ ...everything, id }))).code).toBe('invalid-input');
    }
    await service.apply({ ...everything, id: third.id });
    expect((await refusal(service.apply({ ...everything, id: third.id }))).code).toBe(
      'invalid-input',
    );
    expect(sites.snapshot().sites).toHaveLength(2);
  });

  it('is 5,000 sites of one name at once', async () => {
    const many = Array.from({ length: 5000 }, () => server('Same', 'same.example'));
    const service = imports();
    const { id, sites: found } = await service.open(file('sitemanager.xml', fileZilla(...many)));
    const keys = found.map(({ key }) => key);
    const heard = vi.fn();
    sites.onChanged(heard);
    await service.apply({ id, sites: keys, identities: [], passwords: true });
    const labels = sites.snapshot().sites.map(({ label }) => label);
    expect(new Set(labels).size).toBe(5000);
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

it('goes out and comes back elsewhere, without any password or certificate', async () => {
  const north = sites.saveFolder(null, 'North');
  const site = { ...newSiteSettings('sftp'), label: 'A', host: 'a.example', username: 'clinic' };
  const { id } = sites.create({ ...site, folderId: north.id });
  sites.create({ ...site, label: 'B', username: 'other' });
  sites.create({ ...site, label: 'C', host: 'c.example' });
  await secrets.set(id, madeUp);
  identities.accept('a.example', 22, hostKeyIdentity('a'), 1);
  identities.accept('c.example', 22, certificateIdentity('c'), 1);
  const text = imports().exportText();
  expect(text).not.toContain(madeUp);

  const before = sites.snapshot().sites;
  for (const each of before) sites.remove(each.id);
  identities.forget('a.example', 22);
  const service = imports();
  const preview = await service.open(file('sites.json', text));
  expect(preview.identities).toHaveLength(1);
  await service.apply({ id: preview.id, sites: [0, 1, 2], identities: [0], passwords: true });
  const withoutIds = (all: readonly Site[]) => all.map((each) => ({ ...each, id: '' }));
  // The folder was kept, and is the same one.
  expect(withoutIds(sites.snapshot().sites)).toEqual(withoutIds(before));
  expect(identities.get('a.example', 22)?.fingerprint).toBe(hostKeyIdentity('a').fingerprint);
});
