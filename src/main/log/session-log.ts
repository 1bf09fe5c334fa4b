import type { SessionLogLine } from '../../shared/domain/session.ts';
import type { Clock } from '../clock.ts';
import { secretForms } from './secret-forms.ts';
import { safeText } from './safe-text.ts';

const mask = '••••••';

type Listener = (lines: readonly SessionLogLine[]) => void;

/** The last lines that were said between this program and its servers, safe to show and to copy. */
export class SessionLog {
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #listeners = new Set<Listener>();
  /** Longest first, so that a secret which holds another one is masked whole. */
  #secrets: readonly string[] = [];
  #lines: SessionLogLine[] = [];
  #nextId = 1;

  constructor(clock: Clock, limit = 5000) {
    this.#clock = clock;
    this.#limit = limit;
  }

  /** Text of several lines becomes several lines; control characters are replaced, secrets masked. */
  add(siteId: string, kind: SessionLogLine['kind'], text: string): void {
    const at = this.#clock.now();
    const added = safeText(this.mask(text)).map((line) => ({
      id: this.#nextId++,
      siteId,
      at,
      kind,
      text: line,
    }));
    this.#lines.push(...added);
    // Trimmed in one go now and then: a shift for every line would move the whole list each time.
    if (this.#lines.length > 2 * this.#limit) this.#lines = this.#lines.slice(-this.#limit);
    for (const listener of this.#listeners) listener(added);
  }

  /** From now on every line shows dots in place of this text, also where a server writes it for XML. */
  addSecret(secret: string): void {
    if (secret === '' || this.#secrets.includes(secret)) return;
    this.#secrets = [...this.#secrets, ...secretForms(secret)].sort((a, b) => b.length - a.length);
  }

  /** The text with every known secret replaced, for what goes elsewhere (failures, receipts). */
  mask(text: string): string {
    return this.#secrets.reduce((masked, secret) => masked.replaceAll(secret, mask), text);
  }

  /** Oldest first, as many as the limit. */
  lines(): readonly SessionLogLine[] {
    return this.#lines.slice(-this.#limit);
  }

  /** Returns its undo. */
  onAppended(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
