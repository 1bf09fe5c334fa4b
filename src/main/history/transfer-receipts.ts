import { AppError } from '../../shared/domain/error.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { receiptOfTransfer, type Signature } from './new-receipt.ts';
import type { ReceiptWriter } from './receipt-writer.ts';

export interface TransferReceiptsParts {
  readonly writer: Pick<ReceiptWriter, 'add'>;
  /** Throws AppError `site-not-found`. */
  readonly site: (siteId: string) => Site;
  readonly signature: Signature;
}

/** The receipts of files. */
export class TransferReceipts {
  readonly #parts: TransferReceiptsParts;

  constructor(parts: TransferReceiptsParts) {
    this.#parts = parts;
  }

  /** Adds one for each that has ended and has none for that end. Throws AppError `storage-failed`. */
  add(transfers: readonly Transfer[]): void {
    const { writer, signature } = this.#parts;
    const sites = new Map<string, Site | undefined>();
    const siteOf = (id: string): Site | undefined => {
      if (!sites.has(id)) sites.set(id, this.#site(id));
      return sites.get(id);
    };
    writer.add(
      transfers.flatMap(
        (each) => receiptOfTransfer(each, () => siteOf(each.siteId), signature) ?? [],
      ),
    );
  }

  #site(id: string): Site | undefined {
    try {
      return this.#parts.site(id);
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'site-not-found') return undefined;
      throw thrown;
    }
  }
}
