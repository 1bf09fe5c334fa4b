import { expect, test } from 'vitest';
import type { ImportableSite, ImportPreview } from '../../../shared/domain/site-import.ts';
import { firstChoice, passwordCount, withKey } from './import-choice.ts';
import {
  doneWords,
  hostAndPort,
  identityRemark,
  importWords,
  isCuteFtpFile,
  passwordsGoWhere,
  presetNames,
  siteFacts,
  siteRemark,
} from './import-words.ts';

const site = (changes: Partial<ImportableSite> = {}): ImportableSite => ({
  key: 0,
  label: 'CIIS',
  protocol: 'ftps',
  host: 'sslftp.cohealthnet.com',
  port: 1971,
  username: 'riverside_peds',
  folder: '',
  hasPassword: false,
  isHere: false,
  notes: [],
  ...changes,
});

const preview = (sites: readonly ImportableSite[]): ImportPreview => ({
  id: 'p',
  fileName: 'sitemanager.xml',
  format: 'filezilla',
  sites,
  identities: [],
  leftOut: [],
  notes: [],
});

const works = { keychainName: 'Windows Credential Manager', keychainProblem: null };
const broken = { ...works, keychainProblem: 'The keychain is locked.' };

test('a site says how it is reached, and what is left out of that', () => {
  expect(siteFacts(site({ folder: 'State / Immunization' }))).toBe(
    'FTPS · sslftp.cohealthnet.com:1971 · riverside_peds · in State / Immunization',
  );
  expect(siteFacts(site({ username: '' }))).toBe('FTPS · sslftp.cohealthnet.com:1971');
  expect(hostAndPort({ host: '2001:db8::1', port: 22 })).toBe('[2001:db8::1]:22');
});

test('below a site stands that it is here already, then what does not come with it', () => {
  expect(siteRemark(site())).toBe('');
  expect(siteRemark(site({ isHere: true, notes: ['Its proxy does not come.'] }))).toBe(
    'A site with this address and username is here already. Its proxy does not come.',
  );
});

test('an identity says why it can not be ticked', () => {
  const identity = { key: 0, host: 'h', port: 22, keyType: 'ssh-rsa', fingerprint: 'SHA256:x' };
  expect(identityRemark({ ...identity, here: 'no' })).toBe('');
  expect(identityRemark({ ...identity, here: 'same' })).toBe('Accepted here already.');
  expect(identityRemark({ ...identity, here: 'other' })).toContain('stays');
});

test.each([
  [12, 0, 'Import 12 sites'],
  [1, 0, 'Import 1 site'],
  [0, 1, 'Import 1 identity'],
  [5000, 2, 'Import 5,000 sites and 2 identities'],
  [0, 0, 'Import'],
])('%i sites and %i identities: the button says %s', (sites, identities, words) => {
  expect(importWords(sites, identities)).toBe(words);
});

test('the notice says what came, and where the passwords are', () => {
  const done = (sites: number, passwords: number, identities: number, asked: number) =>
    doneWords({ sites, passwords, identities }, asked, works);
  expect(done(12, 0, 0, 0)).toEqual({
    title: '12 sites imported.',
    text: 'They came without their passwords: you will be asked when you connect.',
  });
  expect(done(2, 2, 1, 2)).toEqual({
    title: '2 sites and 1 identity imported.',
    text: '2 passwords are in Windows Credential Manager.',
  });
  expect(done(1, 1, 0, 1).text).toBe('1 password is in Windows Credential Manager.');
  expect(done(3, 2, 0, 3).text).toBe(
    '2 of 3 passwords are in Windows Credential Manager. You will be asked for the others.',
  );
  expect(done(1, 0, 0, 0).text).toMatch(/^It came without its password/);
  expect(done(3, 0, 0, 3).text).toContain('could not be kept');
  expect(done(0, 0, 1, 0).title).toBe('1 identity imported.');
  expect(done(0, 0, 0, 0).title).toBe('Nothing was imported.');
  expect(doneWords({ sites: 1, passwords: 1, identities: 0 }, 1, broken).text).toBe(
    '1 password is kept until the program ends.',
  );
});

test('where passwords go is said before they come', () => {
  expect(passwordsGoWhere(works)).toContain('They go into Windows Credential Manager');
  expect(passwordsGoWhere(broken)).toBe(
    'The keychain is locked. They are kept until the program ends.',
  );
});

test("CuteFTP's own file is told from others, and the services of CIIS are named instead", () => {
  const failure = (detail: string) => ({ code: 'import-unreadable' as const, detail });
  expect(isCuteFtpFile(failure("CuteFTP's sm.dat can't be read."))).toBe(true);
  expect(isCuteFtpFile(failure('Line 3: <Host> is empty'))).toBe(false);
  expect(isCuteFtpFile({ code: 'internal', detail: 'sm.dat' })).toBe(false);
  expect(presetNames).toMatch(/^CIIS SFTP, CIIS FTPS, .* and CIIS Web upload$/);
});

test('every site is ticked at first but those that are here, and no password comes unasked', () => {
  const file = preview([
    site({ key: 0, isHere: true, hasPassword: true }),
    site({ key: 1, hasPassword: true }),
    site({ key: 2 }),
  ]);
  const choice = firstChoice(file);
  expect([...choice.sites]).toEqual([1, 2]);
  expect(choice.identities.size).toBe(0);
  expect(choice.passwords).toBe(false);
  expect(passwordCount(file, choice.sites)).toBe(1);
  expect(passwordCount(file, withKey(choice.sites, 0, true))).toBe(2);
  expect([...withKey(choice.sites, 1, false)]).toEqual([2]);
  expect([...choice.sites]).toEqual([1, 2]);
});
