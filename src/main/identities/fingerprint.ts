/**
 * The SHA-256 digest that a fingerprint stands for, as 64 hex digits: of OpenSSH's form ("SHA256:" and
 * base64), of a certificate's (hex, with or without colons), with or without the prefix. Null: neither.
 */
export function normalFingerprint(text: string): string | null {
  const bare = text.trim().replace(/^sha-?256[:=\s]\s*/i, '');
  const hex = bare.replace(/[:\s]/g, '');
  if (/^[0-9a-f]{64}$/i.test(hex)) return hex.toLowerCase();
  if (/^[A-Za-z0-9+/]{43}=?$/.test(bare)) return Buffer.from(bare, 'base64').toString('hex');
  return null;
}

export function sameFingerprint(one: string, other: string): boolean {
  const normal = normalFingerprint(one);
  return normal === null ? one === other : normal === normalFingerprint(other);
}
