import type { Outcome } from '../messages/message-ledger.ts';
import { receiptOfMessage, type SentMessageFacts, type Signature } from './new-receipt.ts';
import type { ReceiptWriter } from './receipt-writer.ts';

/** The receipts of messages that are sent in real time. */
export class MessageReceipts {
  readonly #writer: Pick<ReceiptWriter, 'add'>;
  readonly #signature: Signature;

  constructor(writer: Pick<ReceiptWriter, 'add'>, signature: Signature) {
    this.#writer = writer;
    this.#signature = signature;
  }

  /** Adds that of one that was sent, or that failed. Throws AppError `storage-failed`. */
  add(facts: SentMessageFacts, outcome: Outcome): void {
    const receipt = receiptOfMessage(facts, outcome, this.#signature);
    if (receipt !== null) this.#writer.add([receipt]);
  }
}
