import { TextColumn } from './text-column.ts';

/** Where a message lies in its file, and what its header says. */
export interface IndexedMessage {
  readonly offset: number;
  readonly length: number;
  /** Of its first byte, from 1. */
  readonly line: number;
  /** MSH-9, for example VXU^V04. */
  readonly type: string;
  /** Whole, as it is compared; not safe to show as it is. */
  readonly controlId: string;
  readonly processingId: string;
}

/** The messages of a file in its order, without their content: about 60 bytes each. */
export class MessageIndex {
  readonly #controlIds = new TextColumn();
  /** Types and processing IDs are few. */
  readonly #words: string[] = [];
  readonly #numbers = new Map<string, number>();
  #offsets = new Float64Array(256);
  /** Length, line, number of the type, number of the processing ID. */
  #facts = new Uint32Array(256 * 4);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(message: IndexedMessage): void {
    if (this.#length === this.#offsets.length) this.#grow();
    const at = this.#length;
    this.#offsets[at] = message.offset;
    this.#facts[at * 4] = message.length;
    this.#facts[at * 4 + 1] = message.line;
    this.#facts[at * 4 + 2] = this.#numberOf(message.type);
    this.#facts[at * 4 + 3] = this.#numberOf(message.processingId);
    this.#controlIds.push(message.controlId);
    this.#length += 1;
  }

  /** Undefined: there is no such message. */
  at(index: number): IndexedMessage | undefined {
    if (!(index >= 0 && index < this.#length)) return undefined;
    const fact = (which: number): number => this.#facts[index * 4 + which] ?? 0;
    return {
      offset: this.#offsets[index] ?? 0,
      length: fact(0),
      line: fact(1),
      type: this.#words[fact(2)] ?? '',
      controlId: this.#controlIds.at(index),
      processingId: this.#words[fact(3)] ?? '',
    };
  }

  #numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    this.#words.push(word);
    this.#numbers.set(word, this.#words.length - 1);
    return this.#words.length - 1;
  }

  #grow(): void {
    const offsets = new Float64Array(this.#offsets.length * 2);
    offsets.set(this.#offsets);
    this.#offsets = offsets;
    const facts = new Uint32Array(this.#facts.length * 2);
    facts.set(this.#facts);
    this.#facts = facts;
  }
}
