import { AppError } from '../../shared/domain/error.ts';
import type {
  HistoryCount,
  HistoryFilter,
  HistoryPage,
  Receipt,
  SentBefore,
  SentFile,
} from '../../shared/domain/receipt.ts';
import type { Database } from '../storage/database.ts';
import { readRows } from '../storage/read-rows.ts';
import { receiptOf } from './receipt-rows.ts';
import { ReceiptSearch } from './receipt-search.ts';
import type { ReceiptWriter } from './receipt-writer.ts';
import { sentBefore, sentFrom } from './sent-files.ts';

/** What was sent, and what became of it. Every method fails with AppError `storage-failed`, or as it says. */
export class History {
  readonly #db: Database;
  readonly #writer: ReceiptWriter;
  readonly #search: ReceiptSearch;

  constructor(db: Database, writer: ReceiptWriter) {
    this.#db = db;
    this.#writer = writer;
    this.#search = new ReceiptSearch(db);
  }

  /** Newest first; `before`: the `next` of the page before it. */
  list(filter: HistoryFilter, before: number | null, count: number): HistoryPage {
    const { ids, next } = this.#search.page(filter, before, count);
    return { receipts: this.#receipts(ids), next };
  }

  count(filter: HistoryFilter): HistoryCount {
    return this.#search.count(filter);
  }

  /** Throws AppError `invalid-input` where there is none of that number. */
  receipt(id: number): Receipt {
    const [receipt] = this.#receipts([id]);
    if (receipt === undefined) throw new AppError('invalid-input', 'There is no such receipt');
    return receipt;
  }

  /** Of the last end of a transfer; null: it has none (any more). */
  ofTransfer(id: string): Receipt | null {
    const row = this.#db.get('SELECT max(id) AS id FROM receipts WHERE transfer_id = ?', id);
    return this.#receipts([Number(row?.['id'] ?? -1)])[0] ?? null;
  }

  /** The last time that this content went to the site, where it arrived or may have; null: it did not, or nobody knows. */
  sentBefore(siteId: string, sha256: string): SentBefore | null {
    return sentBefore(this.#db, siteId, sha256);
  }

  /** The last sending of each file of a folder of this computer, where it arrived or may have: by name. */
  sentFrom(siteId: string, folder: string): Promise<Readonly<Record<string, SentFile>>> {
    return sentFrom(this.#db, siteId, folder);
  }

  /** Returns its undo. */
  onChanged(listener: () => void): () => void {
    return this.#writer.onChanged(listener);
  }

  #receipts(ids: readonly number[]): readonly Receipt[] {
    return readRows(
      this.#db,
      {
        table: 'receipts',
        noun: ['receipt', 'receipts'],
        rest: 'WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id DESC',
        values: [JSON.stringify(ids)],
      },
      receiptOf,
    );
  }
}
