import type { Transfer } from '../../shared/domain/transfer.ts';

type Compare = (one: Transfer, other: Transfer) => number;

/** Transfers in an order that costs what the changed ones cost, however long it is. */
export class SortedTransfers {
  readonly #compare: Compare;
  #sorted: Transfer[] = [];
  #ids: readonly string[] | null = [];

  /** Equal are only those with the same id. */
  constructor(compare: Compare) {
    this.#compare = compare;
  }

  get first(): Transfer | undefined {
    return this.#sorted[0];
  }

  get length(): number {
    return this.#sorted.length;
  }

  [Symbol.iterator](): Iterator<Transfer> {
    return this.#sorted.values();
  }

  /** The same array until something has changed. */
  get ids(): readonly string[] {
    return (this.#ids ??= this.#sorted.map(({ id }) => id));
  }

  /** `gone`: as they were when they were added. */
  change(gone: readonly Transfer[], come: readonly Transfer[]): void {
    if (gone.length + come.length === 0) return;
    this.#ids = null;
    // Many places found one by one, and all behind each moved, would cost more than putting all in order.
    if (gone.length + come.length > 16 + this.#sorted.length / 16) this.#changeMany(gone, come);
    else {
      for (const each of gone) this.#sorted.splice(this.#placeOf(each), 1);
      for (const each of come) this.#sorted.splice(this.#placeOf(each), 0, each);
    }
  }

  #changeMany(gone: readonly Transfer[], come: readonly Transfer[]): void {
    const ids = new Set(gone.map(({ id }) => id));
    const left = ids.size === 0 ? this.#sorted : this.#sorted.filter(({ id }) => !ids.has(id));
    this.#sorted = [...left, ...come].sort(this.#compare);
  }

  #placeOf(transfer: Transfer): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#sorted[middle];
      if (other !== undefined && this.#compare(other, transfer) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
