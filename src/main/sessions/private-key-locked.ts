const opensshMagic = 'openssh-key-v1\0';

/**
 * Whether a private key file needs a passphrase: PEM (RFC 1421 and PKCS #8), OpenSSH
 * (PROTOCOL.key) and PuTTY files. What it does not know counts as open: the driver says what is wrong.
 */
export function privateKeyIsLocked(file: Buffer): boolean {
  const text = file.subarray(0, 65_536).toString('latin1');
  if (text.startsWith('PuTTY-User-Key-File')) return !/^Encryption:\s*none\s*$/m.test(text);
  if (text.includes('BEGIN ENCRYPTED PRIVATE KEY') || text.includes('Proc-Type: 4,ENCRYPTED')) {
    return true;
  }
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([\sA-Za-z0-9+/=]+)-----END/.exec(text)?.[1];
  if (body === undefined) return false;
  const key = Buffer.from(body, 'base64');
  const start = opensshMagic.length;
  if (key.toString('latin1', 0, start) !== opensshMagic || key.length < start + 4) return false;
  const cipher = key.toString('latin1', start + 4, start + 4 + key.readUInt32BE(start));
  return cipher !== 'none';
}
