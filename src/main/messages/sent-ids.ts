/** Which control IDs went to which site, since the program started, and from which file. */
export class SentIds {
  readonly #bySite = new Map<string, Map<string, string>>();
  #count = 0;

  /** Grows with each that is noted. */
  get count(): number {
    return this.#count;
  }

  note(siteId: string, fileId: string, controlId: string): void {
    const ids = this.#bySite.get(siteId) ?? new Map<string, string>();
    this.#bySite.set(siteId, ids);
    ids.set(controlId, fileId);
    this.#count += 1;
  }

  /** Whether it went to the site from another file: sending a file's messages again is meant. */
  fromAnother(siteId: string, fileId: string, controlId: string): boolean {
    const from = this.#bySite.get(siteId)?.get(controlId);
    return from !== undefined && from !== fileId;
  }
}
