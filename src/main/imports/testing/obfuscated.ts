/** A password as WinSCP writes it into WinSCP.ini, with so many bytes of padding. */
export function obfuscated(password: string, username: string, host: string, padding = 7): string {
  const text = Buffer.from(username + host + password);
  const length = text.length > 255 ? [2, text.length >> 8, text.length & 255] : [0, text.length];
  const bytes = [0xff, ...length, padding, ...Array<number>(padding).fill(0x41), ...text];
  return Buffer.from(bytes.map((byte) => byte ^ 0x5c))
    .toString('hex')
    .toUpperCase();
}
