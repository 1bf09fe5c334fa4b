import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { lockFile } from '../storage/file-lock.ts';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { encryptedSecrets } from './encrypted-file.ts';

interface Sealed {
  nonce: string;
  data: string;
}
interface Content {
  version: number;
  salt: string;
  check: Sealed;
  entries: { siteId: string; secret: Sealed }[];
}

const rightKey = 'a made-up key of many words';
const secret = 'made-up p\u00e4ss "w\\o\u{1f511}rd';
const open = (file: string, key = rightKey) => encryptedSecrets({ file, key: () => key });
const tempFile = (): string => join(tempFolder(), 'kept', 'secrets.json');
const contentOf = (file: string): Content => JSON.parse(readFileSync(file, 'utf8')) as Content;

const unavailable = (detail: string) => ({
  code: 'keychain-unavailable',
  detail: expect.stringContaining(detail) as string,
});

/** A file with two secrets, changed by hand. */
async function changed(change: (content: Content) => void): Promise<string> {
  const file = tempFile();
  const secrets = open(file);
  await secrets.set('site-1', secret);
  await secrets.set('site-2', 'made up 2');
  const content = contentOf(file);
  change(content);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test('a secret is kept for the next run, replaced, listed and deleted', async () => {
  const file = tempFile();
  expect(await open(file).get('site-1')).toBeNull();
  await open(file).set('site-1', 'before');
  await open(file).set('site-1', secret);
  await open(file).set('site-2', 'made up 2');
  expect(await open(file).get('site-1')).toBe(secret);
  expect(await open(file).siteIds()).toEqual(new Set(['site-1', 'site-2']));
  await open(file).delete('site-1');
  expect(await open(file).get('site-1')).toBeNull();
  await open(file).set('site-2', '');
  expect(await open(file).siteIds()).toEqual(new Set());
});

test('looking and deleting make no file', async () => {
  const file = tempFile();
  const secrets = open(file);
  expect(await secrets.problem()).toBeNull();
  expect(await secrets.get('site-1')).toBeNull();
  await secrets.delete('site-1');
  expect(existsSync(dirname(file))).toBe(false);
});

test('neither the secret nor the key is in the file, and nothing else is left behind', async () => {
  const file = tempFile();
  await open(file).set('site-1', secret);
  const text = readFileSync(file, 'utf8');
  for (const word of [secret, rightKey]) {
    expect(text).not.toContain(word);
    expect(text).not.toContain(Buffer.from(word).toString('base64').slice(0, 16));
  }
  expect(readdirSync(dirname(file)).sort()).toEqual(['secrets.json', 'secrets.json.lock']);
});

test.skipIf(process.platform === 'win32')('it is for this account alone', async () => {
  const file = tempFile();
  await open(file).set('site-1', secret);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
});

test('the same secret never looks the same', async () => {
  const file = tempFile();
  const secrets = open(file);
  await secrets.set('site-1', secret);
  const before = contentOf(file);
  await secrets.set('site-1', secret);
  await secrets.set('site-2', secret);
  const nonces = [before, contentOf(file)].flatMap(({ entries }) =>
    entries.map((each) => each.secret.nonce),
  );
  expect(new Set(nonces).size).toBe(3);
});

test('another key is said to be the wrong one, whatever is asked, and changes nothing', async () => {
  const file = await changed(() => undefined);
  const before = readFileSync(file);
  const other = open(file, 'another made-up key');
  const wrong = unavailable('not the one that this file was made with');
  await expect(other.get('site-1')).rejects.toMatchObject(wrong);
  await expect(other.get('site-3')).rejects.toMatchObject(wrong);
  await expect(other.set('site-3', secret)).rejects.toMatchObject(wrong);
  expect(await other.problem()).toBe(
    "The secrets file can't be used (The key is not the one that this file was made with).",
  );
  expect(readFileSync(file)).toEqual(before);
});

test('a key that can not be had is said; what needs none goes on', async () => {
  const file = await changed(() => undefined);
  const secrets = encryptedSecrets({
    file,
    key: () => {
      throw new AppError('keychain-unavailable', 'There is no key');
    },
  });
  await expect(secrets.get('site-1')).rejects.toMatchObject(unavailable('There is no key'));
  expect(await secrets.problem()).toBe("The secrets file can't be used (There is no key).");
  expect(await secrets.siteIds()).toEqual(new Set(['site-1', 'site-2']));
  await secrets.delete('site-1');
  expect(await open(file).get('site-1')).toBeNull();
  expect(await open(file).get('site-2')).toBe('made up 2');
});

test('entries that were swapped do not open', async () => {
  const file = await changed(({ entries: [first, second] }) => {
    if (first === undefined || second === undefined) throw new Error('two were kept');
    [first.secret, second.secret] = [second.secret, first.secret];
  });
  await expect(open(file).get('site-1')).rejects.toMatchObject(unavailable('set it again'));
  await expect(open(file).get('site-2')).rejects.toMatchObject(unavailable('set it again'));
  await open(file).set('site-1', secret);
  expect(await open(file).get('site-1')).toBe(secret);
});

test.each<[string, (content: Content) => void]>([
  ['another version', (content) => (content.version = 2)],
  ['a short salt', (content) => (content.salt = 'AAAA')],
  ['a short nonce', (content) => (content.check.nonce = 'AAAA')],
  ['no tag', (content) => (content.check.data = '')],
  ['what is no base64', (content) => (content.check.data = '*'.repeat(40))],
  ['a site twice', ({ entries }) => entries.push(...entries.slice(0, 1))],
  ['something more', (content) => Object.assign(content, { more: 1 })],
])('a file with %s is damaged, and is not written over', async (_, change) => {
  const file = await changed(change);
  const before = readFileSync(file);
  const damaged = unavailable('damaged, or of another version');
  await expect(open(file).get('site-1')).rejects.toMatchObject(damaged);
  await expect(open(file).set('site-1', secret)).rejects.toMatchObject(damaged);
  await expect(open(file).delete('site-1')).rejects.toMatchObject(damaged);
  await expect(open(file).siteIds()).rejects.toMatchObject(damaged);
  expect(readFileSync(file)).toEqual(before);
});

test.each(['', '{', 'null', '[]', '{"__proto__":1}', '['.repeat(100_000)])(
  'a file that is something else is damaged (%#)',
  async (text) => {
    const file = join(tempFolder(), 'secrets.json');
    writeFileSync(file, text);
    await expect(open(file).set('site-1', secret)).rejects.toMatchObject(unavailable('damaged'));
    expect(readFileSync(file, 'utf8')).toBe(text);
  },
);

test('what is too large is not read, and what is too long is not kept', async () => {
  const file = join(tempFolder(), 'secrets.json');
  writeFileSync(file, Buffer.alloc(8 * 1024 * 1024 + 1));
  await expect(open(file).get('site-1')).rejects.toMatchObject(unavailable('is too large'));
  const other = tempFile();
  const tooLong = open(other).set('site-1', 'x'.repeat(4097));
  await expect(tooLong).rejects.toMatchObject(unavailable('too long'));
  await expect(open(other).set('', secret)).rejects.toMatchObject(unavailable('no proper id'));
  expect(existsSync(other)).toBe(false);
});

test('a folder of that name is no file', async () => {
  const file = tempFile();
  mkdirSync(file, { recursive: true });
  await expect(open(file).get('site-1')).rejects.toMatchObject({ code: 'keychain-unavailable' });
});

test('while another run keeps it locked that is waited for, given up, and said', async () => {
  const file = tempFile();
  const secrets = encryptedSecrets({ file, key: () => rightKey, patienceMs: 50 });
  await secrets.set('site-1', secret);
  const held = lockFile(`${file}.lock`, 0);
  await expect(secrets.set('site-2', secret)).rejects.toMatchObject(
    unavailable('Another program is writing'),
  );
  expect(await secrets.get('site-1')).toBe(secret);
  held?.release();
  await secrets.set('site-2', secret);
});

const node = join(import.meta.dirname, '../../../node_modules/node/bin/node');

test.skipIf(!existsSync(node))(
  'runs that write at once lose nothing',
  async () => {
    const file = tempFile();
    const script = `
    const { encryptedSecrets } = await import(${JSON.stringify(join(import.meta.dirname, 'encrypted-file.ts'))});
    const secrets = encryptedSecrets({ file: process.argv[1], key: () => 'a made-up key of many words' });
    for (let n = 0; n < 10; n++) await secrets.set(process.argv[2] + n, 'made up ' + n);`;
    const run = (name: string) =>
      promisify(execFile)(node, ['--input-type=module', '-e', script, file, name]);
    await Promise.all(['a', 'b', 'c'].map(run));
    const secrets = open(file);
    expect((await secrets.siteIds()).size).toBe(30);
    expect(await secrets.get('c9')).toBe('made up 9');
  },
  30_000,
);
