import { AppError } from '../../../shared/domain/error.ts';
import type { ByteSource, ConnectHooks, Upload, UploadReceipt, UploadWatch } from '../transport.ts';
import { leanWrite } from './lean-write.ts';
import { orAborted } from './or-aborted.ts';
import { PipelinedWriter } from './pipelined-writer.ts';
import { printable } from './sftp-errors.ts';
import type { SftpLink } from './sftp-link.ts';
import { settlesWithin } from './settles-within.ts';
import { largestWrite } from './sftp-limits.ts';

/** How long an upload that was broken off may take to be undone on the server. */
const undoMs = 5000;
/** How long after an abort the server's last word is still awaited, when the file was ended already. */
const lastWordMs = 2000;
/** SSH_FXF_WRITE alone: nothing is created or emptied, and an account that may not read may still do it. */
const writeWhatIsThere = 2;

export function uploadOver(link: SftpLink, log: ConnectHooks['log']): Upload {
  return {
    send: (path, source, watch, signal, { exclusive = false } = {}) =>
      new Sending({ link, log, path, source, exclusive }).run(watch, signal),
    resume: (path, source, watch, signal) =>
      new Sending({ link, log, path, source, from: source.from }).run(watch, signal),
    size: async (path, signal) => {
      try {
        const { size } = await link.request<{ readonly size: number }>(
          'stat',
          (channel, done) => channel.stat(path, done),
          signal,
        );
        return size;
      } catch (error) {
        if (link.failure !== undefined || signal.aborted) throw error;
        return undefined; // The server's "no", for whatever reason: it can't be seen.
      }
    },
    setTimes: async (path, modifiedAt, signal) => {
      const seconds = Math.floor(modifiedAt / 1000);
      await link.request<undefined>(
        'change',
        (channel, done) => channel.utimes(path, seconds, seconds, done),
        signal,
      );
    },
  };
}

interface Parts {
  readonly link: SftpLink;
  readonly log: ConnectHooks['log'];
  readonly path: string;
  readonly source: ByteSource;
  /** Bytes that the server has already; undefined: the file begins anew. */
  readonly from?: number;
  /** Only a file that is not there yet is begun. */
  readonly exclusive?: boolean;
}

/** One file on its way. */
class Sending {
  readonly #link: SftpLink;
  readonly #log: ConnectHooks['log'];
  readonly #path: string;
  readonly #source: ByteSource;
  readonly #from: number | undefined;
  readonly #exclusive: boolean;

  constructor({ link, log, path, source, from, exclusive = false }: Parts) {
    this.#link = link;
    this.#log = log;
    this.#path = path;
    this.#source = source;
    this.#from = from;
    this.#exclusive = exclusive;
  }

  async run(watch: UploadWatch, signal: AbortSignal): Promise<UploadReceipt> {
    if (this.#link.failure !== undefined) throw this.#link.failure;
    failIfAborted(signal);
    const opening = this.#open();
    let handed = 0;
    try {
      const handle = await orAborted(opening, signal);
      const writer = new PipelinedWriter({
        write: (bytes, offset) => this.#write(handle, bytes, offset),
        writeSize: largestWrite(this.#link.channel),
        from: this.#from ?? 0,
        confirmed: (bytes) => watch.progress(bytes),
      });
      await writer.send(this.#source, signal).finally(() => (handed = writer.handed));
      failIfAborted(signal);
      watch.written?.();
      return await this.#close(handle, signal);
    } catch (error) {
      if (error instanceof LastWordError) throw error.reason;
      throw await this.#breakOff(error, opening, handed === this.#source.size);
    }
  }

  /** Creates or empties the file, or opens what is there; neither looks before nor sets anything. */
  #open(): Promise<Buffer> {
    const isRest = this.#from !== undefined;
    this.#log('sent', isRest ? `OPEN ${this.#path} (from ${this.#from})` : `OPEN ${this.#path}`);
    const flags = isRest ? writeWhatIsThere : this.#exclusive ? 'wx' : 'w';
    const asking = this.#link.request<Buffer>('open', (channel, done) =>
      channel.open(this.#path, flags, done),
    );
    const opening = this.#exclusive ? asking.catch(failAsTaken) : asking;
    opening.catch(() => undefined); // Its failure is told by whoever awaits it.
    return opening;
  }

  async #write(handle: Buffer, bytes: Buffer, offset: number): Promise<void> {
    await this.#link.request<undefined>('write', (channel, done) =>
      leanWrite(channel, handle, bytes, offset, done),
    );
  }

  /** From here on the file counts as sent: what is heard now is the server's word on it. */
  async #close(handle: Buffer, signal: AbortSignal): Promise<UploadReceipt> {
    const bytes = this.#source.size;
    this.#log('sent', `CLOSE ${this.#path} (${bytes} bytes)`);
    const closing = this.#sendClose(handle);
    try {
      const reply = await orAborted(closing, signal, lastWordMs);
      this.#log('received', reply);
      return { bytes, reply };
    } catch (error) {
      if (this.#link.failure !== undefined || signal.aborted) throw lostWord(error);
      this.#log('error', String(error));
      if (this.#from === undefined) await settlesWithin(undoMs, this.#remove());
      throw new LastWordError(error);
    }
  }

  #sendClose(handle: Buffer): Promise<string> {
    return this.#link.request<string>('close', (channel, done) =>
      channel.close(handle, (error) => {
        const said = printable(this.#link.lastStatus);
        done(error, said === '' ? 'OK (status 0)' : said);
      }),
    );
  }

  /**
   * Undoes what is on the server: the name first, and only then the handle, because a server may take
   * its CLOSE as the arrival of a whole file. Where the name can't be removed, or had a beginning before
   * this, the handle stays open, and the link must end with it. Returns what to throw.
   */
  async #breakOff(error: unknown, opening: Promise<Buffer>, allHanded: boolean): Promise<unknown> {
    if (this.#link.failure !== undefined) return allHanded ? lostWord(error).reason : error;
    const wasOpened = await settlesWithin(undoMs, opening);
    if (wasOpened === 'rejected') return allHandedAtLinkEnd(this.#link, error, allHanded);
    this.#log('info', `Broken off: ${this.#path}`);
    if (this.#from !== undefined) return this.#leaveOpen(error, allHanded);
    const undoing = opening.then(async (handle) => {
      await this.#remove();
      // The file is gone; its handle is closed to be tidy, and its answer changes nothing.
      this.#sendClose(handle).catch(() => undefined);
    });
    const undone = await settlesWithin(undoMs, undoing);
    if (undone === 'resolved') return error;
    this.#log('info', `Could not be removed: ${this.#path}`);
    return this.#leaveOpen(error, allHanded);
  }

  /** The server sees its handle end with the link, which no CLOSE has told to be whole. */
  #leaveOpen(error: unknown, allHanded: boolean): unknown {
    this.#link.spoil();
    const wasCancelled = error instanceof AppError && error.code === 'cancelled';
    return wasCancelled && allHanded ? lostWord(error).reason : error;
  }

  async #remove(): Promise<void> {
    await this.#link.request<undefined>('change', (channel, done) =>
      channel.unlink(this.#path, done),
    );
  }
}

/** Version 3 has no status for a name that is taken: FAILURE without other words is what servers say. */
function failAsTaken(error: unknown): never {
  if (!(error instanceof AppError) || error.code !== 'server-refused') throw error;
  const { cause, detail } = error;
  const status = (cause as { readonly code?: unknown } | undefined)?.code;
  throw status === 4 ? new AppError('remote-exists', detail, { cause }) : error;
}

/** The link may have failed while OPEN was awaited. */
function allHandedAtLinkEnd(link: SftpLink, error: unknown, allHanded: boolean): unknown {
  return link.failure !== undefined && allHanded ? lostWord(error).reason : error;
}

/** What came after CLOSE was sent: nothing is undone any more. */
class LastWordError extends Error {
  override readonly name = 'LastWordError';
  readonly reason: unknown;

  constructor(reason: unknown) {
    super('after CLOSE');
    this.reason = reason;
  }
}

const lostWord = (cause: unknown): LastWordError =>
  new LastWordError(
    new AppError('reply-lost', cause instanceof AppError ? cause.message : '', { cause }),
  );

function failIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('cancelled');
}
