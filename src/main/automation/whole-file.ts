import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { ByteWindow } from '../hl7/byte-window.ts';
import { bomLength, cr, isComment, lf, segmentAt, startBlock } from '../hl7/line-start.ts';
import { PieceReader } from '../hl7/piece-reader.ts';
import { localError } from '../local/local-errors.ts';

/** `locked`: another program has it open for itself. `unfinished`: it begins as a batch, whose end is not there. */
export type Wholeness = 'whole' | 'locked' | 'unfinished' | 'gone';

export interface WholeFileParts {
  readonly open: (path: string, flags: string | number) => Promise<FileHandle>;
  readonly platform: NodeJS.Platform;
}

/** Of the beginning and of the end of a file. */
const lookedAt = 1024;

/**
 * Whether a file can be sent as far as can be told from outside. It never rejects: what can't be read for another
 * reason is `whole`, and whoever reads it then learns why; where `signal` is aborted the answer means nothing.
 */
export async function isWhole(
  path: string,
  signal: AbortSignal,
  parts: WholeFileParts = { open, platform: process.platform },
): Promise<Wholeness> {
  let handle: FileHandle | undefined;
  try {
    if (parts.platform === 'win32') await refuseWriters(path, parts);
    if (signal.aborted) return 'whole';
    handle = await parts.open(path, readOnly);
    const found = await handle.stat();
    if (!found.isFile()) return 'gone';
    return await endsAsItBegins(handle, found.size);
  } catch (thrown) {
    return whyNot(thrown, parts.platform);
  } finally {
    // Nothing was written to it: how it closes is of no interest.
    await handle?.close().catch(() => undefined);
  }
}

// A pipe would hold up the program until somebody writes into it; Windows has no such flag and no such pipes.
const readOnly =
  constants.O_RDONLY | ((constants as { readonly O_NONBLOCK?: number }).O_NONBLOCK ?? 0);

/** Who writes on Windows seldom lets others write: to ask for that shows them. A file that is read-only is no sign. */
async function refuseWriters(path: string, { open: openFile }: WholeFileParts): Promise<void> {
  try {
    await (await openFile(path, 'r+')).close();
  } catch (thrown) {
    if (localError(thrown).code !== 'local-permission') throw thrown;
  }
}

function whyNot(thrown: unknown, platform: NodeJS.Platform): Wholeness {
  const { code } = localError(thrown);
  if (code === 'local-not-found') return 'gone';
  if (code === 'local-locked') return 'locked';
  // What is being deleted or scanned can't be opened on Windows for a while either.
  return code === 'local-permission' && platform === 'win32' ? 'locked' : 'whole';
}

async function endsAsItBegins(handle: FileHandle, size: number): Promise<Wholeness> {
  const batch = batchOf(await read(handle, 0, lookedAt));
  if (batch === null) return 'whole';
  const end = await read(handle, Math.max(0, size - lookedAt), lookedAt);
  return lastSegment(end) === (batch === 'FHS' ? 'FTS' : 'BTS') ? 'whole' : 'unfinished';
}

async function read(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  for (let got = -1; got !== 0 && filled < length; filled += got)
    got = (await handle.read(bytes, filled, length - filled, at + filled)).bytesRead;
  return bytes.subarray(0, filled);
}

const space = 0x20;
const tab = 0x09;
const apart: ReadonlySet<number> = new Set([cr, lf, space, tab, startBlock]);

/** The header that the file begins with, whatever may stand before it; null: it begins with another line. */
function batchOf(beginning: Buffer): 'FHS' | 'BHS' | null {
  const window = new ByteWindow();
  window.append(beginning);
  let at = bomLength(window, 0);
  for (;;) {
    while (apart.has(window.at(at))) at += 1;
    if (!isComment(window, at)) break;
    while (![cr, lf, -1].includes(window.at(at))) at += 1;
  }
  const id = segmentAt(window, at) === 'batch' ? idAt(beginning, at) : '';
  return id === 'FHS' || id === 'BHS' ? id : null;
}

/** Of the last message or line of a batch; an end that is none of it is part of a message. */
function lastSegment(end: Buffer): string | null {
  const reader = new PieceReader();
  const pieces = [...reader.push(end), ...reader.end()];
  const last = pieces.findLast(({ kind }) => kind === 'message' || kind === 'batch');
  return last === undefined ? null : idAt(last.bytes, 0);
}

const idAt = (bytes: Buffer, at: number): string => bytes.toString('latin1', at, at + 3);
