import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ssh2, { type ParsedKey } from 'ssh2';

export interface PracticeHostKey {
  /** OpenSSH's form. */
  readonly privateKey: string;
  /** "SHA256:" + base64, as OpenSSH prints it. */
  readonly fingerprint: string;
}

/** The host key kept in `folder`, so that an identity once accepted stays the same. */
export async function practiceHostKey(folder: string): Promise<PracticeHostKey> {
  const path = join(folder, 'host-key');
  const kept = await readFile(path, 'utf8').catch(() => ''); // The first time there is none.
  const keptKey = parse(kept);
  if (keptKey !== undefined) return { privateKey: kept, fingerprint: fingerprintOf(keptKey) };
  const made = makeHostKey();
  await writeFile(path, made.privateKey, { mode: 0o600 });
  return { privateKey: made.privateKey, fingerprint: fingerprintOf(made.key) };
}

/** ssh2 can't read one in 200 of the ed25519 keys it makes itself, so: another type, and looked at. */
function makeHostKey(): { readonly privateKey: string; readonly key: ParsedKey } {
  for (;;) {
    const { private: privateKey } = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
    const key = parse(privateKey);
    if (key !== undefined) return { privateKey, key };
  }
}

function parse(privateKey: string): ParsedKey | undefined {
  const key = ssh2.utils.parseKey(privateKey);
  return key instanceof Error ? undefined : key;
}

function fingerprintOf(key: ParsedKey): string {
  const digest = createHash('sha256').update(key.getPublicSSH()).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}
