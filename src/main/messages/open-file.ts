import { basename } from 'node:path';
import { AppError, toFailure, type Failure } from '../../shared/domain/error.ts';
import type { Inspection } from '../../shared/domain/inspection.ts';
import type { LetterSet, MessageFile } from '../../shared/domain/message-file.ts';
import type { Clock } from '../clock.ts';
import type { Message } from '../hl7/message.ts';
import { isUnchanged, openLocalFile, type FileState, type LocalFile } from './local-file.ts';
import { readAs } from './message-content.ts';
import { MessageIndex, type IndexedMessage } from './message-index.ts';
import { MessageLedger } from './message-ledger.ts';
import { readMessages } from './read-messages.ts';

export interface OpenFileParts {
  readonly clock: Pick<Clock, 'now'>;
  /** The file was read further, or is to be shown in another way. */
  readonly changed: (file: OpenFile) => void;
}

/** The window hears of the reading so often at the most. */
const tellEveryMs = 200;

/** A file on the Messages screen: where its messages are, never what they say. */
export class OpenFile {
  readonly id: string;
  readonly path: string;
  readonly index = new MessageIndex();
  /** Of the messages that are listed now; grows with them until the file is read. */
  ledger = new MessageLedger(0);
  letters: LetterSet = 'utf-8';
  /** Resolves when the file is read to its end, or can't be. */
  readonly read: Promise<void>;
  readonly #parts: OpenFileParts;
  readonly #closing = new AbortController();
  #state: FileState | undefined;
  #inspection: Inspection | null = null;
  #failure: Failure | null = null;

  constructor(id: string, path: string, parts: OpenFileParts) {
    this.id = id;
    this.path = path;
    this.#parts = parts;
    this.read = this.#read();
  }

  get closed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** What is listed is what the file says now. */
  get isCurrent(): boolean {
    if (this.#failure !== null) return false;
    return this.#state === undefined || isUnchanged(this.path, this.#state);
  }

  /** As the window sees it. The size is 0 until the file is open. */
  view(): MessageFile {
    return {
      id: this.id,
      path: this.path,
      name: basename(this.path),
      size: this.#state?.size ?? 0,
      inspection: this.#inspection,
      failure: this.#failure,
      messages: this.index.length,
      letters: this.letters,
    };
  }

  close(): void {
    this.#closing.abort();
  }

  /** Waits until it is read. Rejects with why it could not be. */
  async whole(): Promise<void> {
    await this.read;
    if (this.closed) throw new AppError('cancelled');
    if (this.#failure !== null) throw new AppError(this.#failure.code, this.#failure.detail);
  }

  /** Uses the file as it was when it was listed. Rejects AppError `local-changed` if it is another one now. */
  async use<T>(act: (file: LocalFile, signal: AbortSignal) => Promise<T>): Promise<T> {
    const file = await openLocalFile(this.path, this.#state);
    try {
      return await act(file, this.#closing.signal);
    } finally {
      await file.close();
    }
  }

  /** Throws AppError `invalid-input`: there is no such message. */
  at(index: number): IndexedMessage {
    const entry = this.index.at(index);
    if (entry === undefined) throw new AppError('invalid-input', `No message ${index}`);
    return entry;
  }

  /** Reads a message from the disk. */
  message(index: number): Promise<Message> {
    return this.use((file) => this.messageIn(file, index));
  }

  async messageIn(file: LocalFile, index: number): Promise<Message> {
    const entry = this.at(index);
    return readAs(await file.read(entry.offset, entry.length), entry, this.letters);
  }

  async #read(): Promise<void> {
    const { clock, changed } = this.#parts;
    try {
      const file = await openLocalFile(this.path);
      try {
        this.#state = file.state;
        let told = clock.now();
        const context = { purpose: 'upload', facilityId: null, now: told } as const;
        const chunks = file.chunks(this.#closing.signal);
        this.#inspection = await readMessages(chunks, this.index, context, () => {
          if (clock.now() - told < tellEveryMs) return;
          told = clock.now();
          changed(this);
        });
        this.ledger = new MessageLedger(this.index.length);
      } finally {
        await file.close();
      }
    } catch (thrown) {
      this.#failure = toFailure(thrown);
    }
    if (!this.closed) changed(this);
  }
}
