import type { LocalEntry } from '../../../shared/domain/remote-entry.ts';
import type { InspectedFile } from '../../../shared/ipc/contract.ts';

type FileEntry = Pick<LocalEntry, 'path' | 'size' | 'modifiedAt'>;

/** What was found in files, for as long as they are what they were; the oldest go first. */
export class InspectionCache {
  readonly #most: number;
  readonly #known = new Map<string, { readonly found: InspectedFile; readonly age: number }>();
  #age = 0;

  constructor(most = 1000) {
    this.#most = most;
  }

  get(siteId: string, entry: FileEntry): InspectedFile | undefined {
    return this.#known.get(keyOf(siteId, entry))?.found;
  }

  /** All of them, or null while one is missing. */
  all(siteId: string, entries: readonly FileEntry[]): readonly InspectedFile[] | null {
    const found = entries.map((entry) => this.get(siteId, entry));
    return found.every((each) => each !== undefined) ? found : null;
  }

  /** Whether it is to be looked at: not known, not to be read then, or known from before `expire`. */
  needs(siteId: string, entry: FileEntry): boolean {
    const known = this.#known.get(keyOf(siteId, entry));
    return known === undefined || known.found.failure !== null || known.age < this.#age;
  }

  /** What was sent before may be another by now; what is known is shown until it is looked at again. */
  expire(): void {
    this.#age += 1;
  }

  put(siteId: string, entry: FileEntry, found: InspectedFile): void {
    const key = keyOf(siteId, entry);
    this.#known.delete(key);
    this.#known.set(key, { found, age: this.#age });
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= this.#most) return;
      this.#known.delete(oldest);
    }
  }
}

const keyOf = (siteId: string, { path, size, modifiedAt }: FileEntry): string =>
  `${siteId}\0${path}\0${size}\0${String(modifiedAt)}`;
