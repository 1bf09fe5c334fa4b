import {
  createCipheriv,
  createDecipheriv,
  randomBytes,
  randomUUID,
  scryptSync,
  type CipherGCMTypes,
} from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../shared/domain/error.ts';
import { makePrivateFile } from '../storage/database-file.ts';
import { lockFile } from '../storage/file-lock.ts';
import { readSmallFile } from './read-small-file.ts';
import type { Secrets } from './secrets.ts';

const algorithm: CipherGCMTypes = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const saltBytes = 16;
const mostEntries = 1000;
const mostSecretBytes = 4096;
const mostFileBytes = 8 * 1024 * 1024;
/** RFC 7914, in 32 MiB and about a tenth of a second. */
const scryptCost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

const base64 = (fewest: number, most: number) =>
  z
    .base64()
    .max(Math.ceil(most / 3) * 4)
    .refine((text) => Buffer.byteLength(text, 'base64') >= fewest);

const siteIdSchema = z.string().min(1).max(200);
const sealedSchema = z.strictObject({
  nonce: base64(nonceBytes, nonceBytes),
  /** Encrypted, with the tag at the end. */
  data: base64(tagBytes, mostSecretBytes + tagBytes),
});
type Sealed = Readonly<z.infer<typeof sealedSchema>>;

const contentSchema = z.strictObject({
  version: z.literal(1),
  salt: base64(saltBytes, saltBytes),
  /** Opens with the right key, also where there is no entry. */
  check: sealedSchema,
  entries: z
    .array(z.strictObject({ siteId: siteIdSchema, secret: sealedSchema }))
    .max(mostEntries)
    .refine((all) => new Set(all.map(({ siteId }) => siteId)).size === all.length),
});
type Content = Readonly<z.infer<typeof contentSchema>>;

export interface EncryptedFileParts {
  /** Absolute path; it is made, with its folder, when the first secret is kept. */
  readonly file: string;
  /** Called when a secret is to be opened or kept; see secrets-key.ts. Throws AppError `keychain-unavailable`. */
  readonly key: () => string;
  /** How long another run may be writing. */
  readonly patienceMs?: number;
}

/**
 * Secrets in a file, for accounts that have no keychain. Each is encrypted for itself (AES-256-GCM) and bound to its
 * site; which sites have one can be read without the key. A file that is damaged, or of another key, is never
 * written over.
 */
export function encryptedSecrets({ file, key, patienceMs = 5000 }: EncryptedFileParts): Secrets {
  const keys = cipherKeys(key);

  const get = (siteId: string): string | null => {
    const content = read(file);
    const entry = content?.entries.find((each) => each.siteId === siteId);
    if (content === undefined) return null;
    const opener = keys.of(content);
    if (entry === undefined) return null;
    const secret = open(opener, nameOf(siteId), entry.secret);
    if (secret === null) throw unavailable('The password of this site is damaged: set it again');
    return secret;
  };

  const set = (siteId: string, secret: string): void => {
    if (!siteIdSchema.safeParse(siteId).success) throw unavailable('The site has no proper id');
    if (Buffer.byteLength(secret) > mostSecretBytes) throw unavailable('The password is too long');
    locked(file, patienceMs, () => {
      const content = read(file) ?? keys.begin();
      const entry = { siteId, secret: seal(keys.of(content), nameOf(siteId), secret) };
      const entries = [...without(content, siteId), entry];
      if (entries.length > mostEntries) throw unavailable('The secrets file is full');
      write(file, { ...content, entries });
    });
  };

  /** Needs no key. */
  const remove = (siteId: string): void => {
    if (read(file) === undefined) return;
    locked(file, patienceMs, () => {
      const content = read(file);
      const entries = content === undefined ? [] : without(content, siteId);
      if (content === undefined || entries.length === content.entries.length) return;
      write(file, { ...content, entries });
    });
  };

  return {
    name: 'the secrets file',
    async problem() {
      try {
        const content = await soon(() => read(file));
        if (content === undefined) key();
        else keys.of(content);
        return null;
      } catch (thrown) {
        return `The secrets file can't be used (${detailOf(thrown)}).`;
      }
    },
    get: (siteId) => soon(() => get(siteId)),
    // As in a keychain there are no empty ones.
    set: (siteId, secret) => soon(() => (secret === '' ? remove(siteId) : set(siteId, secret))),
    delete: (siteId) => soon(() => remove(siteId)),
    siteIds: () => soon(() => new Set(read(file)?.entries.map(({ siteId }) => siteId))),
  };
}

/** The key of a file, made once from what was given; a wrong one is found out before it is used. */
function cipherKeys(given: () => string) {
  let derived: { readonly salt: string; readonly key: Buffer } | undefined;
  return {
    of({ salt, check }: Pick<Content, 'salt' | 'check'>): Buffer {
      if (derived?.salt !== salt) derived = { salt, key: derive(given(), salt) };
      const { key } = derived;
      if (open(key, checkName, check) !== null) return key;
      derived = undefined;
      throw unavailable('The key is not the one that this file was made with');
    },
    begin(): Content {
      const salt = randomBytes(saltBytes).toString('base64');
      derived = { salt, key: derive(given(), salt) };
      return { version: 1, salt, check: seal(derived.key, checkName, ''), entries: [] };
    },
  };
}

/** What it is, and whose: an entry that is put in another one's place does not open. */
const checkName = Buffer.from(JSON.stringify(['CIIS Connect secrets', 1, 'check']));
const nameOf = (siteId: string): Buffer =>
  Buffer.from(JSON.stringify(['CIIS Connect secrets', 1, 'site', siteId]));

const derive = (key: string, salt: string): Buffer =>
  scryptSync(key, Buffer.from(salt, 'base64'), 32, scryptCost);

function seal(key: Buffer, name: Buffer, secret: string): Sealed {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(name);
  const data = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { nonce: nonce.toString('base64'), data: data.toString('base64') };
}

/** Null: it was not sealed so. */
function open(key: Buffer, name: Buffer, sealed: Sealed): string | null {
  const nonce = Buffer.from(sealed.nonce, 'base64');
  const data = Buffer.from(sealed.data, 'base64');
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(name).setAuthTag(data.subarray(-tagBytes));
  try {
    const text = [decipher.update(data.subarray(0, -tagBytes)), decipher.final()];
    return Buffer.concat(text).toString('utf8');
  } catch {
    // What was thrown says no more than that.
    return null;
  }
}

/** Undefined: there is no file yet. */
function read(file: string): Content | undefined {
  const found = readSmallFile('The secrets file', file, mostFileBytes);
  if (found === undefined) return undefined;
  try {
    return contentSchema.parse(JSON.parse(found.bytes.toString('utf8')));
  } catch {
    // What was thrown may quote the file.
    throw unavailable('The secrets file is damaged, or of another version of this program');
  }
}

const without = ({ entries }: Content, siteId: string): Content['entries'] =>
  entries.filter((each) => each.siteId !== siteId);

/** Whole or not at all, for this user alone. */
function write(file: string, content: Content): void {
  const half = join(dirname(file), `.${basename(file).slice(0, 100)}.${randomUUID()}.tmp`);
  try {
    const descriptor = openSync(half, 'wx', 0o600);
    try {
      writeFileSync(descriptor, `${JSON.stringify(content, null, 2)}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(half, file);
  } finally {
    rmSync(half, { force: true });
  }
}

/** Nobody else writes meanwhile. Nothing in `act` waits, so this process never meets a lock of its own. */
function locked(file: string, patienceMs: number, act: () => void): void {
  makePrivateFile(`${file}.lock`);
  const lock = lockFile(`${file}.lock`, patienceMs);
  if (lock === null) throw unavailable('Another program is writing to the secrets file');
  try {
    act();
  } finally {
    lock.release();
  }
}

async function soon<Value>(act: () => Value): Promise<Value> {
  await Promise.resolve();
  try {
    return act();
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'keychain-unavailable') throw thrown;
    throw new AppError('keychain-unavailable', detailOf(thrown), { cause: thrown });
  }
}

const detailOf = (thrown: unknown): string => {
  if (thrown instanceof AppError) return thrown.detail;
  return thrown instanceof Error ? thrown.message : String(thrown);
};

const unavailable = (detail: string): AppError => new AppError('keychain-unavailable', detail);
