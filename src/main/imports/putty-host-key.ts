import { createPublicKey } from 'node:crypto';
import { hostKeyIdentity } from '../transport/sftp/sftp-host-key.ts';

interface PuttyHostKey {
  readonly keyType: string;
  readonly fingerprint: string;
}

const longestKey = 10_000;

/**
 * A host key as PuTTY and WinSCP keep it, by the type's name in their list. Numbers are hex: "rsa2" has exponent
 * and modulus; "ecdsa-sha2-nistp256" and its like the curve's name, x and y; "ssh-ed25519" x and y. Null: of
 * another type, or no such key (each is checked, so that no fingerprint comes of what was misunderstood).
 * (Format: PuTTY, the cache_str functions in rsa.c and ecc-ssh.c, and contrib/kh2reg.py.)
 */
export function readPuttyHostKey(type: string, text: string): PuttyHostKey | null {
  if (text.length > longestKey) return null;
  const fields = text.split(',');
  switch (type) {
    case 'rsa2':
      return rsaKey(numbers(fields));
    case 'ssh-ed25519':
      return ed25519Key(numbers(fields));
    case 'ecdsa-sha2-nistp256':
    case 'ecdsa-sha2-nistp384':
    case 'ecdsa-sha2-nistp521': {
      const curve = type.slice('ecdsa-sha2-'.length);
      return fields[0] === curve ? nistKey(type, curve, numbers(fields.slice(1))) : null;
    }
    default:
      return null;
  }
}

/** Two of them, or none. */
function numbers(fields: readonly string[]): readonly [bigint, bigint] | null {
  const [one = '', other = ''] = fields;
  const isHex = (field: string): boolean => /^0x[0-9a-f]+$/i.test(field);
  return fields.length === 2 && isHex(one) && isHex(other) ? [BigInt(one), BigInt(other)] : null;
}

type Pair = readonly [bigint, bigint] | null;

function rsaKey(pair: Pair): PuttyHostKey | null {
  if (pair === null) return null;
  const [exponent, modulus] = pair;
  const size = modulus.toString(2).length;
  const isKey =
    exponent % 2n === 1n && exponent > 1n && exponent < 2n ** 64n && modulus % 2n === 1n;
  if (!isKey || size < 768 || size > 16_384) return null;
  return keyOf('ssh-rsa', [mpint(exponent), mpint(modulus)]);
}

const prime = 2n ** 255n - 19n;
/** RFC 8032 5.1. */
const d = 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n;

function ed25519Key(pair: Pair): PuttyHostKey | null {
  if (pair === null) return null;
  const [x, y] = pair;
  if (x >= prime || y >= prime) return null;
  const isOnCurve = (y * y - x * x - 1n - d * x * x * y * y) % prime === 0n;
  if (!isOnCurve) return null;
  return keyOf('ssh-ed25519', [bytesOf(y + ((x % 2n) << 255n), 32).reverse()]);
}

function nistKey(type: string, curve: string, pair: Pair): PuttyHostKey | null {
  if (pair === null) return null;
  const bits = Number(curve.slice('nistp'.length));
  const size = Math.ceil(bits / 8);
  if (pair.some((number) => number >> BigInt(bits) !== 0n)) return null;
  const [x, y] = [bytesOf(pair[0], size), bytesOf(pair[1], size)];
  if (!isOnNistCurve(`P-${String(bits)}`, x, y)) return null;
  return keyOf(type, [Buffer.from(curve), Buffer.concat([Buffer.of(4), x, y])]);
}

function isOnNistCurve(crv: string, x: Buffer, y: Buffer): boolean {
  const key = { kty: 'EC', crv, x: x.toString('base64url'), y: y.toString('base64url') };
  try {
    createPublicKey({ key, format: 'jwk' });
    return true;
  } catch {
    // Node's only way of saying that it is no point of the curve.
    return false;
  }
}

/** From its parts in the SSH wire form (RFC 4253 6.6). */
function keyOf(keyType: string, parts: readonly Buffer[]): PuttyHostKey {
  const wire = Buffer.concat([Buffer.from(keyType), ...parts].map(withLength));
  return { keyType, fingerprint: hostKeyIdentity(wire).fingerprint };
}

function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** RFC 4251 5, of a positive number: with a zero byte in front where it would look negative. */
function mpint(number: bigint): Buffer {
  const size = Math.floor(number.toString(2).length / 8) + 1;
  return bytesOf(number, size);
}

const bytesOf = (number: bigint, size: number): Buffer =>
  Buffer.from(number.toString(16).padStart(size * 2, '0'), 'hex');
