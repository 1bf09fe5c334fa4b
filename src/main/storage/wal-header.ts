import { closeSync, openSync, readSync, statSync } from 'node:fs';

const headerBytes = 32;

/**
 * Whether the log beside a database has changes that SQLite will pass over without a word, because the log's
 * beginning is damaged (sqlite.org/fileformat2.html, 4.1). A damaged change further on can't be told from one
 * that was never finished.
 */
export function isLogDamaged(log: string): boolean {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) <= headerBytes) return false;
  const header = Buffer.alloc(headerBytes);
  const opened = openSync(log, 'r');
  try {
    readSync(opened, header, 0, headerBytes, 0);
  } finally {
    closeSync(opened);
  }
  const magic = header.readUInt32BE(0);
  if (magic !== 0x377f0682 && magic !== 0x377f0683) return true;
  const [first, second] = checksum(header.subarray(0, 24), magic === 0x377f0683);
  return first !== header.readUInt32BE(24) || second !== header.readUInt32BE(28);
}

function checksum(bytes: Buffer, bigEndian: boolean): readonly [first: number, second: number] {
  const word = (at: number): number =>
    bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
  let [first, second] = [0, 0];
  for (let at = 0; at < bytes.length; at += 8) {
    first = (first + word(at) + second) >>> 0;
    second = (second + word(at + 4) + first) >>> 0;
  }
  return [first, second];
}
