import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { keyFrom, type KeyFacts } from './secrets-key.ts';

const key = 'a made-up key of many words';
const userId = process.getuid?.();

const facts = (environment: KeyFacts['environment'], more: Partial<KeyFacts> = {}): KeyFacts => ({
  environment,
  workingFolder: tempFolder(),
  platform: process.platform,
  userId,
  ...more,
});

/** A key file, named from the folder it is in. */
function withFile(content: string | Buffer, mode = 0o600, more: Partial<KeyFacts> = {}): KeyFacts {
  const workingFolder = tempFolder();
  writeFileSync(join(workingFolder, 'key'), content);
  chmodSync(join(workingFolder, 'key'), mode);
  return facts({ CIIS_CONNECT_SECRETS_KEY_FILE: 'key' }, { workingFolder, ...more });
}

const refused = (detail: string) =>
  expect.objectContaining({
    code: 'keychain-unavailable',
    detail: expect.stringContaining(detail) as string,
  }) as Error;

test('the variable is the key, before any file', () => {
  expect(keyFrom(facts({ CIIS_CONNECT_SECRETS_KEY: key }))).toBe(key);
  const both = { CIIS_CONNECT_SECRETS_KEY: key, CIIS_CONNECT_SECRETS_KEY_FILE: 'not there' };
  expect(keyFrom(facts(both))).toBe(key);
});

test.each([
  ['as it is', key],
  ['with a line end', `${key}\n`],
  ['with a line end of Windows', `${key}\r\n`],
  ['with a byte order mark', `\ufeff${key}`],
])('the key of a file is what is in it: %s', (_, content) => {
  expect(keyFrom(withFile(content))).toBe(key);
});

test('spaces and further lines belong to the key', () => {
  expect(keyFrom(withFile(` ${key} \nmore\n\n`))).toBe(` ${key} \nmore\n`);
});

test('without either variable it says which there are', () => {
  expect(() => keyFrom(facts({}))).toThrow(refused('set CIIS_CONNECT_SECRETS_KEY_FILE or'));
  const empty = { CIIS_CONNECT_SECRETS_KEY: '', CIIS_CONNECT_SECRETS_KEY_FILE: '' };
  expect(() => keyFrom(facts(empty))).toThrow(refused('There is no key:'));
});

test('what can be guessed, or is no key, is refused without being told', () => {
  const short = 'only15characte\u00e4';
  for (const given of [facts({ CIIS_CONNECT_SECRETS_KEY: short }), withFile(`${short}\n`)]) {
    expect(() => keyFrom(given)).toThrow(refused('it needs 16 characters'));
    expect(() => keyFrom(given)).not.toThrow(new RegExp(short));
  }
  expect(() => keyFrom(facts({ CIIS_CONNECT_SECRETS_KEY: 'x'.repeat(4097) }))).toThrow(
    refused('too long a key'),
  );
  expect(() => keyFrom(withFile('x'.repeat(4097)))).toThrow(refused('The key file is too large'));
  expect(() => keyFrom(withFile(Buffer.from(`\ufeff${key}`, 'utf16le')))).toThrow(
    refused('not text in UTF-8'),
  );
});

test('a file that is not there, or no file, is said', () => {
  const missing = { CIIS_CONNECT_SECRETS_KEY_FILE: 'missing' };
  expect(() => keyFrom(facts(missing))).toThrow(refused('There is no key file missing'));
  const workingFolder = tempFolder();
  mkdirSync(join(workingFolder, 'missing'));
  expect(() => keyFrom(facts(missing, { workingFolder }))).toThrow(
    expect.objectContaining({ code: 'keychain-unavailable' }) as Error,
  );
});

test.skipIf(process.platform === 'win32').each(['640', '604', '620', '601'])(
  'a file that others can reach (mode %s) is refused',
  (digits) => {
    const mode = Number.parseInt(digits, 8);
    expect(() => keyFrom(withFile(key, mode))).toThrow(refused('run chmod 600 key'));
    expect(keyFrom(withFile(key, mode, { platform: 'win32' }))).toBe(key);
  },
);

test.skipIf(process.platform === 'win32')('a file of another account is refused', () => {
  const given = withFile(key, 0o600, { userId: (userId ?? 0) + 1 });
  expect(() => keyFrom(given)).toThrow(refused('belongs to another account'));
});
