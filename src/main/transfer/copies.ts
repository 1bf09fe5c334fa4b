import { hasEnded, type Transfer } from '../../shared/domain/transfer.ts';

/** Which content is on its way to which site. */
export class Copies {
  readonly #transfer: (id: string) => Transfer | undefined;
  readonly #ids = new Map<string, Set<string>>();
  readonly #keys = new Map<string, string>();

  /** `transfer`: one that is on the list. */
  constructor(transfer: (id: string) => Transfer | undefined) {
    this.#transfer = transfer;
  }

  add(siteId: string, sha256: string, id: string): void {
    this.delete(id);
    const key = keyOf(siteId, sha256);
    this.#keys.set(id, key);
    this.#ids.set(key, (this.#ids.get(key) ?? new Set()).add(id));
  }

  delete(id: string): void {
    const key = this.#keys.get(id);
    if (key === undefined) return;
    this.#keys.delete(id);
    const ids = this.#ids.get(key);
    ids?.delete(id);
    if (ids?.size === 0) this.#ids.delete(key);
  }

  /** Others with this content that wait or are being sent. */
  of(siteId: string, sha256: string, except: string): readonly Transfer[] {
    const ids = [...(this.#ids.get(keyOf(siteId, sha256)) ?? [])].filter((id) => id !== except);
    return ids
      .map((id) => this.#transfer(id))
      .filter((transfer) => transfer !== undefined)
      .filter(({ status }) => !hasEnded(status) && status !== 'interrupted');
  }
}

const keyOf = (siteId: string, sha256: string): string => `${siteId}\0${sha256}`;
