import type { FindingFacts } from '../../shared/domain/inspection.ts';
import { HashSet } from './hash-set.ts';
import { readableDate } from './raw-date.ts';

/** So many different values are told apart; a file that is what it says has one or two. */
const mostKeys = 50;
const mostCompared = 500_000;

/** Counts what is in a file without keeping any of it. */
export class FileTally {
  readonly #types = new Map<string, number>();
  readonly #processingIds = new Map<string, number>();
  readonly #patients = new HashSet(mostCompared);
  readonly #controlIds = new HashSet(mostCompared);
  #messages = 0;
  #first: string | null = null;
  #last: string | null = null;
  /** Some patients or control ids were one too many to compare. */
  #full = false;

  get messages(): number {
    return this.#messages;
  }

  get full(): boolean {
    return this.#full;
  }

  /** MSH-9 and MSH-11 of a message, as they are. */
  message(type: string, processingId: string): void {
    this.#messages += 1;
    const typeKey = /^[A-Z0-9_]{1,10}(\^[A-Z0-9_]{1,10})?$/.test(type) ? type : other(type);
    add(this.#types, typeKey);
    add(this.#processingIds, /^[A-Z]$/.test(processingId) ? processingId : other(processingId));
  }

  patient(identifiers: string): void {
    if (this.#patients.add(identifiers) === 'full') this.#full = true;
  }

  /** Whether it occurred before. */
  controlId(controlId: string): boolean {
    const added = this.#controlIds.add(controlId);
    if (added === 'full') this.#full = true;
    return added === 'seen';
  }

  /** YYYYMMDD */
  vaccination(date: string): void {
    if (this.#first === null || date < this.#first) this.#first = date;
    if (this.#last === null || date > this.#last) this.#last = date;
  }

  /** Production and test in one file. */
  get mixed(): boolean {
    const ids = this.#processingIds;
    return ids.has('P') && (ids.has('T') || ids.has('D'));
  }

  result() {
    return {
      messages: this.#messages,
      types: Object.fromEntries(this.#types),
      processingIds: Object.fromEntries(this.#processingIds),
      patients: this.#patients.size,
      firstDate: this.#first === null ? null : readableDate(this.#first),
      lastDate: this.#last === null ? null : readableDate(this.#last),
    };
  }

  facts(): FindingFacts {
    const { messages, patients, firstDate, lastDate } = this.result();
    return {
      messages,
      patients,
      updates: this.#ofKind('VXU'),
      queries: this.#ofKind('QBP'),
      ...(firstDate === null || lastDate === null ? {} : { from: firstDate, to: lastDate }),
    };
  }

  #ofKind(code: string): number {
    let count = 0;
    for (const [type, messages] of this.#types) if (type.split('^')[0] === code) count += messages;
    return count;
  }
}

const other = (value: string): string => (value === '' ? 'missing' : 'other');

function add(counts: Map<string, number>, key: string): void {
  const kept = counts.has(key) || counts.size < mostKeys ? key : 'other';
  counts.set(kept, (counts.get(kept) ?? 0) + 1);
}
