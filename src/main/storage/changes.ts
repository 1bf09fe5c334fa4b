/** Who wants to know when a store has changed. */
export class Changes {
  readonly #listeners = new Set<() => void>();

  /** Returns its undo. */
  listen(listener: () => void): () => void {
    // A function of its own, so that one listener may be added twice and taken off once.
    const entry = () => listener();
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
