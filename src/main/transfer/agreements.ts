interface Agreement {
  readonly sha256: string;
  /** Ends of the same content up to then were told (ms since 1970). */
  readonly until: number;
}

const most = 20_000;

/** What the person said yes to, by transfer and content. Not written down; the oldest are forgotten, and asked about again. */
export class Agreements {
  readonly #known = new Map<string, Agreement>();

  add(id: string, sha256: string, until: number): void {
    this.#known.delete(id);
    this.#known.set(id, { sha256, until });
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= most) return;
      this.#known.delete(oldest);
    }
  }

  /** Up to when it was agreed to send this content; null: it was not. */
  until(id: string, sha256: string): number | null {
    const known = this.#known.get(id);
    return known?.sha256 === sha256 ? known.until : null;
  }
}
