import type { SFTPWrapper } from 'ssh2';

/** What ssh2 learnt of the server (OpenSSH's limits@openssh.com, or its own guess by the greeting). */
interface KnownLimits {
  readonly _maxWriteLen?: number;
  readonly _maxReadLen?: number;
}

/** Seven full packets of OpenSSH's channel. More gains nothing. */
const enough = 7 * 32 * 1024;
const readEnough = 32 * 1024;
/** What every server must take. */
const least = 31_952;

/** Bytes in one WRITE at the most. */
export function largestWrite(channel: SFTPWrapper): number {
  return Math.min(enough, (channel as SFTPWrapper & KnownLimits)._maxWriteLen ?? least);
}

/** Bytes in one READ. */
export function largestRead(channel: SFTPWrapper): number {
  return Math.min(readEnough, (channel as SFTPWrapper & KnownLimits)._maxReadLen ?? least);
}
