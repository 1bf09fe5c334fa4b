import type { Transfer } from '../../shared/domain/transfer.ts';

interface Place {
  readonly id: string;
  readonly position: number;
}

/**
 * A site's transfers in the order of their positions. Those that no longer wait, or wait at another place
 * now, are dropped when they come to the front, so ten thousand files cost ten thousand steps in all.
 */
export class WaitingTransfers {
  readonly #waiting: (id: string) => Transfer | undefined;
  /** Each that is in the line, and where. */
  readonly #members = new Map<string, number>();
  #places: Place[] = [];
  #front = 0;
  #sorted = true;

  /** `waiting` answers with the transfer while it waits. */
  constructor(waiting: (id: string) => Transfer | undefined) {
    this.#waiting = waiting;
  }

  /** One that is moved is added again. */
  add({ id, position }: Place): void {
    if (this.#members.get(id) === position) return;
    this.#members.set(id, position);
    const last = this.#places.at(-1);
    if (last !== undefined && position < last.position) this.#sorted = false;
    this.#places.push({ id, position });
  }

  /** At most: some of them may no longer wait. */
  get length(): number {
    return this.#places.length - this.#front;
  }

  *inOrder(): Generator<Transfer, void, undefined> {
    this.#sort();
    this.#dropFront();
    const places = this.#places;
    let last: string | undefined;
    for (let at = this.#front; at < places.length; at += 1) {
      const transfer = this.#at(places[at]);
      // Moved away and back, it is there twice.
      if (transfer === undefined || transfer.id === last) continue;
      last = transfer.id;
      yield transfer;
    }
  }

  #at(place: Place | undefined): Transfer | undefined {
    if (place === undefined) return undefined;
    const transfer = this.#waiting(place.id);
    return transfer?.position === place.position ? transfer : undefined;
  }

  /** Nearly in order, which is what sorting is quickest at. */
  #sort(): void {
    if (this.#sorted) return;
    this.#places = this.#places
      .slice(this.#front)
      .sort((one, other) => one.position - other.position);
    this.#front = 0;
    this.#sorted = true;
  }

  #dropFront(): void {
    while (this.#front < this.#places.length && this.#at(this.#places[this.#front]) === undefined) {
      const { id, position } = this.#places[this.#front] ?? { id: '', position: 0 };
      if (this.#members.get(id) === position) this.#members.delete(id);
      this.#front += 1;
    }
    if (this.#front > 1000 && this.#front * 2 > this.#places.length) {
      this.#places = this.#places.slice(this.#front);
      this.#front = 0;
    }
  }
}
