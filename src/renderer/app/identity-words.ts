import type { PresentedIdentity } from '../../shared/domain/identity.ts';

/** "RSA host key", "ED25519 host key", "Certificate (RSA 2048)". */
export function identityKind({ kind, keyType }: PresentedIdentity): string {
  if (kind === 'tls-certificate') return `Certificate (${keyType})`;
  const name = keyType.replace(/^ssh-/, '').replace(/^ecdsa-sha2-.*/, 'ECDSA');
  return `${name.toUpperCase()} host key`;
}

/**
 * A fingerprint in lines short enough to be read aloud, at most `width` characters each: certificates
 * break after a colon; of a host key "SHA256:" stands alone.
 */
export function fingerprintLines(fingerprint: string, width: number): readonly string[] {
  if (fingerprint.startsWith('SHA256:'))
    return ['SHA256:', ...chunks(fingerprint.slice('SHA256:'.length), width)];
  // "7C:" is three characters; a line holds whole pairs.
  return chunks(fingerprint, Math.max(3, width - (width % 3)));
}

const chunks = (text: string, size: number): string[] =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );
