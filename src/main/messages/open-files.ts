import { AppError } from '../../shared/domain/error.ts';
import type { LetterSet, MessageFile } from '../../shared/domain/message-file.ts';
import type { Clock } from '../clock.ts';
import { OpenFile } from './open-file.ts';

type Listener = (fileId: string, file: MessageFile | null) => void;

/** The files that are open, in the order in which they were opened. */
export class OpenFiles {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #newId: () => string;
  readonly #files = new Map<string, OpenFile>();
  readonly #listeners = new Set<Listener>();

  constructor(clock: Pick<Clock, 'now'>, newId: () => string) {
    this.#clock = clock;
    this.#newId = newId;
  }

  list(): readonly MessageFile[] {
    return [...this.#files.values()].map((file) => file.view());
  }

  /**
   * Begins to read it. One that is open stays, with all that was answered, while it is in use or unchanged;
   * one that was written to since is another file: the old one is closed.
   */
  open(path: string, isInUse: (file: OpenFile) => boolean): MessageFile {
    const known = [...this.#files.values()].find((file) => file.path === path);
    if (known !== undefined) {
      if (isInUse(known) || known.isCurrent) return known.view();
      this.close(known.id);
    }
    const file = new OpenFile(this.#newId(), path, {
      clock: this.#clock,
      changed: (changed) => this.#tell(changed),
    });
    this.#files.set(file.id, file);
    this.#tell(file);
    return file.view();
  }

  /** Throws AppError `invalid-input`: it is not open. */
  get(fileId: string): OpenFile {
    const file = this.#files.get(fileId);
    if (file === undefined) throw new AppError('invalid-input', 'This file is not open');
    return file;
  }

  setLetters(fileId: string, letters: LetterSet): void {
    const file = this.get(fileId);
    if (file.letters === letters) return;
    file.letters = letters;
    this.#tell(file);
  }

  close(fileId: string): void {
    this.#files.get(fileId)?.close();
    if (!this.#files.delete(fileId)) return;
    for (const listener of [...this.#listeners]) listener(fileId, null);
  }

  /** Returns its undo. */
  onChanged(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async shutDown(): Promise<void> {
    const files = [...this.#files.values()];
    for (const file of files) file.close();
    await Promise.all(files.map((file) => file.read));
  }

  #tell(file: OpenFile): void {
    if (this.#files.get(file.id) !== file) return;
    for (const listener of [...this.#listeners]) listener(file.id, file.view());
  }
}
