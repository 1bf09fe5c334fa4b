import { createHash } from 'node:crypto';
import type { PresentedIdentity } from '../../../shared/domain/identity.ts';

/** A host key (its SSH wire form, RFC 4253 6.6) as OpenSSH shows it. */
export function hostKeyIdentity(key: Buffer): PresentedIdentity {
  const digest = createHash('sha256').update(key).digest('base64').replace(/=+$/, '');
  return {
    kind: 'ssh-host-key',
    keyType: keyTypeOf(key),
    fingerprint: `SHA256:${digest}`,
    certificate: null,
  };
}

function keyTypeOf(key: Buffer): string {
  const length = key.length >= 4 ? key.readUInt32BE(0) : 0;
  const name = key.toString('latin1', 4, 4 + Math.min(length, 64));
  return /^[\w.@-]+$/.test(name) ? name : 'unknown';
}
