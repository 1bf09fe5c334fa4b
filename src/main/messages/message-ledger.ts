import type { Failure } from '../../shared/domain/error.ts';
import type { MessageState, Selection } from '../../shared/domain/message-file.ts';
import type { Verdict } from '../../shared/domain/message.ts';

/** What the gateway said: an answer as it came, or what came instead of one, safe to show. */
export type KeptAnswer =
  | {
      readonly kind: 'answer';
      readonly text: string;
      readonly receivedAt: number;
      /** Only of one that was cut: what is left of it may say something else. */
      readonly verdictOfWhole?: Verdict;
    }
  | { readonly kind: 'no-answer'; readonly words: string; readonly receivedAt: number };

/** What became of a message in the end. */
export interface Outcome {
  readonly state: 'answered' | 'failed' | 'unknown' | 'cancelled';
  readonly verdict: Verdict | null;
  /** MSA-1. */
  readonly acknowledgement: string | null;
  /** ERR-3. */
  readonly codes: readonly string[];
  readonly failure: Failure | null;
  readonly answer: KeptAnswer | null;
  /** When it went out; null where it surely did not. */
  readonly sentAt: number | null;
}

const underWay = ['none', 'waiting', 'sending'] as const;

/** What became of each message of a file; in memory, and no more than what was sent. */
export class MessageLedger {
  /** Where it stands in a run. */
  readonly #now: Uint8Array;
  readonly #outcomes = new Map<number, Outcome>();

  constructor(messages: number) {
    this.#now = new Uint8Array(messages);
  }

  get length(): number {
    return this.#now.length;
  }

  stateOf(index: number): MessageState {
    const now = underWay[this.#now[index] ?? 0];
    if (now === 'waiting' || now === 'sending') return now;
    return this.#outcomes.get(index)?.state ?? 'not-sent';
  }

  /** The last one, also while the message is sent again. */
  outcomeOf(index: number): Outcome | undefined {
    return this.#outcomes.get(index);
  }

  waits(index: number): void {
    this.#now[index] = underWay.indexOf('waiting');
  }

  isSent(index: number): void {
    this.#now[index] = underWay.indexOf('sending');
  }

  ended(index: number, outcome: Outcome): void {
    this.#now[index] = 0;
    this.#outcomes.set(index, outcome);
  }

  /** Its turn did not come: it is what it was before. */
  putBack(index: number): void {
    this.#now[index] = 0;
  }

  /** The messages that are meant, in the order of the file; those that there are not are left out. */
  chosen(selection: Selection): readonly number[] {
    if (selection.kind === 'some') {
      const sorted = Uint32Array.from(new Set(selection.indexes)).sort();
      return Array.from(sorted.filter((index) => index < this.length));
    }
    const chosen: number[] = [];
    for (let index = 0; index < this.length; index += 1)
      if (this.#isMeant(index, selection.kind)) chosen.push(index);
    return chosen;
  }

  #isMeant(index: number, kind: Exclude<Selection['kind'], 'some'>): boolean {
    const state = this.stateOf(index);
    switch (kind) {
      case 'every':
        return true;
      case 'all':
        return !this.#isDoubtful(index);
      case 'unsent':
        return state === 'not-sent' || state === 'failed' || state === 'cancelled';
      case 'refused':
        return state === 'answered' && this.#outcomes.get(index)?.verdict === 'not-accepted';
    }
  }

  /** The registry may or may not have it. */
  #isDoubtful(index: number): boolean {
    const outcome = this.#outcomes.get(index);
    return outcome?.state === 'unknown' || outcome?.verdict === 'no-proper-answer';
  }
}
