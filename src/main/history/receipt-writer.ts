import type { Receipt } from '../../shared/domain/receipt.ts';
import { Changes } from '../storage/changes.ts';
import type { Database } from '../storage/database.ts';
import { facetNumber, mostSearchedFacets } from './facets.ts';
import { folderKeyOf } from './folder-key.ts';
import type { NewReceipt } from './new-receipt.ts';
import { firstIdOf, freeId, idBits } from './receipt-id.ts';
import { insertReceipt, receiptValues } from './receipt-rows.ts';

interface Written {
  readonly id: number;
  readonly facet: number;
  readonly name: string;
}

/** Adds receipts; none is ever changed. */
export class ReceiptWriter {
  readonly #db: Database;
  readonly #changes = new Changes();

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * Writes them with what else the open transaction writes, or in one of their own. The end of a transfer that has
   * its receipt gets no other. Throws AppError `storage-failed`: then none is there.
   */
  add(receipts: readonly NewReceipt[]): void {
    if (receipts.length === 0) return;
    const added = this.#db.transaction(() => {
      const written: Written[] = [];
      /** The last number given to each moment: many end at once. */
      const given = new Map<number, number>();
      for (const each of receipts) {
        if (!this.#isWritten(each)) written.push(this.#write(each, given));
      }
      this.#index(written);
      return written.length;
    });
    if (added > 0) this.#changes.tell();
  }

  /** Removes receipts that were kept long enough. Answers how many they were; at most `count`. */
  removeBefore(id: number, count: number): number {
    const removed = this.#db.transaction(() => {
      const old = this.#db.all(
        'SELECT id, facet, name FROM receipts WHERE id < ? ORDER BY id LIMIT ?',
        id,
        count,
      );
      for (const row of old) {
        const receipt = { id: Number(row['id']), facet: Number(row['facet']) };
        if (receipt.facet <= mostSearchedFacets) {
          this.#db.run(
            `INSERT INTO receipt_names (receipt_names, rowid, name) VALUES ('delete', (? << ${idBits}) | ?, ?)`,
            receipt.facet,
            receipt.id,
            String(row['name']),
          );
        }
        this.#db.run('DELETE FROM receipts WHERE id = ?', receipt.id);
      }
      return old.length;
    });
    if (removed > 0) this.#changes.tell();
    return removed;
  }

  /** Told of receipts that this process added or removed; the write may still be taken back. Returns its undo. */
  onChanged(listener: () => void): () => void {
    return this.#changes.listen(listener);
  }

  #isWritten({ transferId, receipt }: NewReceipt): boolean {
    if (transferId === null) return false;
    const find = 'SELECT id FROM receipts WHERE transfer_id = ? AND ended_at = ?';
    return this.#db.get(find, transferId, receipt.endedAt) !== undefined;
  }

  #write({ receipt, transferId }: NewReceipt, given: Map<number, number>): Written {
    const moment = firstIdOf(Math.floor(receipt.endedAt));
    const last = given.get(moment);
    const id = freeId(last === undefined ? moment : last + 1, (from, to) => this.#last(from, to));
    given.set(moment, id);
    const facet = facetNumber(this.#db, receipt.siteId, receipt.outcome);
    const keys = { facet, transferId, folderKey: sentFolder(receipt) };
    this.#db.run(insertReceipt, ...receiptValues({ id, ...receipt }, keys));
    return { id, facet, name: receipt.name };
  }

  #last(from: number, to: number): number | null {
    const row = this.#db.get(
      'SELECT max(id) AS last FROM receipts WHERE id >= ? AND id < ?',
      from,
      to,
    );
    return typeof row?.['last'] === 'number' ? row['last'] : null;
  }

  /** In the index's own order: one that is out of order would make it write each by itself. */
  #index(written: readonly Written[]): void {
    const inOrder = written.toSorted((one, other) => one.facet - other.facet || one.id - other.id);
    for (const { id, facet, name } of inOrder) {
      if (facet > mostSearchedFacets) continue;
      this.#db.run(
        `INSERT INTO receipt_names (rowid, name) VALUES ((? << ${idBits}) | ?, ?)`,
        facet,
        id,
        name,
      );
    }
  }
}

/** Of a file that may be looked for among those of its folder (see sent-from.ts). */
function sentFolder({ direction, localModifiedAt, localPath }: Omit<Receipt, 'id'>): number | null {
  return direction === 'upload' && localModifiedAt !== null ? folderKeyOf(localPath) : null;
}
