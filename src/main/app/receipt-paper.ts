import { basename, join } from 'node:path';
import type { Receipt } from '../../shared/domain/receipt.ts';
import type { HandlerParts } from '../ipc/handlers.ts';
import { saveWhole } from './save-report.ts';

interface ReceiptPaperParts {
  /** Throws AppError `invalid-input` where there is none of that number. */
  readonly receipt: (id: number) => Receipt;
  /** Answers whether it was printed. */
  readonly print: (receipt: Receipt) => Promise<boolean>;
  readonly pdf: (receipt: Receipt) => Promise<Uint8Array>;
  /** Asks where to. Null: nowhere. */
  readonly saveAs: (suggested: string) => Promise<string | null>;
  /** The folder that is suggested. */
  readonly documents: string;
}

/** What the History screen asks printer and dialogs for. */
export function receiptPaper({
  receipt,
  print,
  pdf,
  saveAs,
  documents,
}: ReceiptPaperParts): HandlerParts['paper'] {
  return {
    print: (id) => print(receipt(id)),
    savePdf: async (id) => {
      const found = receipt(id);
      const file = await saveAs(join(documents, pdfName(found)));
      if (file === null) return null;
      await saveWhole(file, await pdf(found));
      return file;
    },
  };
}

/** "Receipt batch_1119.hl7 2026-11-20.pdf", with nothing that a file system does not take. */
export function pdfName({ name, endedAt }: Pick<Receipt, 'name' | 'endedAt'>): string {
  const at = new Date(endedAt);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const safe = basename(name.replaceAll('\\', '/'))
    // eslint-disable-next-line no-control-regex -- control characters are what a name must not have
    .replace(/[\u0000-\u001f<>:"/\\|?*]/g, '_')
    .slice(0, 100);
  return `Receipt ${safe} ${day}.pdf`;
}
