import { chmod, mkdir, open } from 'node:fs/promises';
import { createReadStream, createWriteStream } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

/**
 * @typedef {object} Entry
 * @property {string} name
 * @property {number} mode Unix permissions, 0 when unknown.
 * @property {number} method 0 stored, 8 deflated.
 * @property {number} offset Of its local header.
 * @property {number} compressed Bytes in the archive.
 * @property {number} size Bytes when unpacked.
 */

/**
 * Unpacks the files of a zip archive (deflated or stored, under 4 GB, no encryption, no links).
 * @param {string} archive
 * @param {string} target
 * @param {(name: string) => string | undefined} rename The path a file gets in the target folder,
 *   or undefined for those to leave out.
 */
export async function unzip(archive, target, rename) {
  const file = await open(archive);
  try {
    for (const entry of await readDirectory(file)) {
      const name = entry.name.endsWith('/') ? undefined : rename(entry.name);
      if (name !== undefined)
        await unpack(archive, await dataOf(file, entry), inside(target, name));
    }
  } finally {
    await file.close();
  }
}

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @param {Entry} entry
 */
async function dataOf(file, entry) {
  const header = await read(file, entry.offset, 30);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  return { ...entry, start };
}

/**
 * @param {string} archive
 * @param {Entry & { start: number }} entry
 * @param {string} path
 */
async function unpack(archive, entry, path) {
  await mkdir(dirname(path), { recursive: true });
  const { start, compressed, method, mode } = entry;
  const packed =
    compressed === 0
      ? Readable.from([])
      : createReadStream(archive, { start, end: start + compressed - 1, highWaterMark: 1 << 20 });
  const output = createWriteStream(path);
  if (method === 8) await pipeline(packed, createInflateRaw(), output);
  else await pipeline(packed, output);
  if (output.bytesWritten !== entry.size)
    throw new Error(`${entry.name} is damaged in the archive`);
  if (mode !== 0) await chmod(path, mode);
}

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @returns {Promise<Entry[]>}
 */
async function readDirectory(file) {
  const { size } = await file.stat();
  const tailStart = Math.max(0, size - 65_557); // The record's 22 bytes and the longest comment.
  const tail = await read(file, tailStart, size - tailStart);
  const end = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0) throw new Error('This is not a zip archive');
  const directory = await read(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));

  const entries = [];
  for (let at = 0; at < directory.length;) {
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
      method: directory.readUInt16LE(at + 10),
      offset: directory.readUInt32LE(at + 42),
      compressed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @param {number} position
 * @param {number} length
 */
async function read(file, position, length) {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw new Error('The archive is cut short');
  return buffer;
}

/**
 * @param {string} folder
 * @param {string} name
 */
function inside(folder, name) {
  const path = resolve(folder, name);
  if (!path.startsWith(resolve(folder) + sep)) throw new Error(`${name} leads out of the folder`);
  return path;
}
