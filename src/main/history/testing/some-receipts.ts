import type { Receipt } from '../../../shared/domain/receipt.ts';
import { tempDatabase } from '../../storage/testing/temp-database.ts';
import { History } from '../history.ts';
import type { NewReceipt } from '../new-receipt.ts';
import { ReceiptWriter } from '../receipt-writer.ts';

/** The receipt of a file that arrived, but for what the test changes. */
export const someReceipt = (
  change: Partial<Receipt> = {},
  transferId: string | null = null,
): NewReceipt => ({
  transferId,
  receipt: {
    kind: 'file',
    direction: 'upload',
    outcome: 'verified',
    startedAt: 1_700_000_000_000,
    endedAt: 1_700_000_001_000,
    siteId: 'site-1',
    siteLabel: 'CIIS SFTP',
    protocol: 'sftp',
    host: 'sshftp.example.org',
    port: 22,
    username: 'riverside',
    fingerprint: 'SHA256:made-up',
    name: 'batch.hl7',
    localPath: '/exports/batch.hl7',
    localModifiedAt: 1_690_000_000_000,
    remotePath: '/in/batch.hl7',
    size: 100,
    sha256: 'ab'.repeat(32),
    messages: 3,
    verifiedBy: 'size',
    reply: '226 Transfer complete',
    failure: null,
    sentBy: 'nurse',
    computer: 'FRONT-DESK',
    version: '1.0.0',
    ...change,
  },
});

/** An empty history, and what writes into it. */
export function emptyHistory() {
  const db = tempDatabase();
  const writer = new ReceiptWriter(db);
  return { db, writer, history: new History(db, writer) };
}
