import type { Transfer } from '../../shared/domain/transfer.ts';

/**
 * The ids of a site's transfers in the order they go. Those that no longer wait are dropped when they
 * come to the front, so ten thousand files cost ten thousand steps in all.
 */
export class WaitingTransfers {
  readonly #waiting: (id: string) => Transfer | undefined;
  #ids: string[] = [];
  #front = 0;

  /** `waiting` answers with the transfer while it waits. */
  constructor(waiting: (id: string) => Transfer | undefined) {
    this.#waiting = waiting;
  }

  add(id: string): void {
    this.#ids.push(id);
  }

  /** At most: some of them may no longer wait. */
  get length(): number {
    return this.#ids.length - this.#front;
  }

  *inOrder(): Generator<Transfer, void, undefined> {
    this.#dropFront();
    for (let at = this.#front; at < this.#ids.length; at += 1) {
      const transfer = this.#waiting(this.#ids[at] ?? '');
      if (transfer !== undefined) yield transfer;
    }
  }

  #dropFront(): void {
    while (this.#front < this.#ids.length && !this.#waiting(this.#ids[this.#front] ?? ''))
      this.#front += 1;
    if (this.#front > 1000 && this.#front * 2 > this.#ids.length) {
      this.#ids = this.#ids.slice(this.#front);
      this.#front = 0;
    }
  }
}
