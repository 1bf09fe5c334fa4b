const flag = 0xff;
/** Kinds of content after the flag; 1 is encrypted with a master password. */
const short = 0;
const long = 2;

/**
 * The password of a WinSCP site; null where it can't be told: damaged, of another user and host, or encrypted with
 * a master password. Each byte is written as two hex digits of itself xor 0x5C (complement and 0xA3); before
 * the text stand flag, kind, length and the number of bytes of padding, and the text begins with user and host.
 * Very old ones have only length and padding before the text, and neither user nor host in it.
 * (Format: WinSCP, Security.cpp.)
 */
export function plainPassword(hex: string, username: string, host: string): string | null {
  if (hex.length > 10_000 || !/^(?:[0-9a-f]{2})+$/i.test(hex)) return null;
  const bytes = Buffer.from(hex, 'hex').map((byte) => byte ^ 0x5c);
  if (bytes[0] !== flag) return textIn(bytes, 1, bytes[0] ?? 0);
  const text = textAfterFlag(bytes);
  const key = username + host;
  return text?.startsWith(key) === true ? text.slice(key.length) : null;
}

function textAfterFlag(bytes: Uint8Array): string | null {
  const [, kind, first = 0, second = 0] = bytes;
  if (kind === short) return textIn(bytes, 3, first);
  if (kind === long) return textIn(bytes, 4, first * 256 + second);
  return null;
}

/** `at`: where the number of bytes of padding is. */
function textIn(bytes: Uint8Array, at: number, length: number): string | null {
  const start = at + 1 + (bytes[at] ?? 0);
  if (start + length > bytes.length) return null;
  const text = Buffer.from(bytes.subarray(start, start + length)).toString();
  // eslint-disable-next-line no-control-regex -- with these it is no password but damaged
  return /[\u0000-\u001f\u007f\ufffd]/.test(text) ? null : text;
}
