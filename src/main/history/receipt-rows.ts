import { receiptSchema, type Receipt } from '../../shared/domain/receipt.ts';
import type { Row, SqlValue } from '../storage/database.ts';

/** Each field of a receipt and its column. */
const columns = {
  id: 'id',
  kind: 'kind',
  direction: 'direction',
  outcome: 'outcome',
  startedAt: 'started_at',
  endedAt: 'ended_at',
  siteId: 'site_id',
  siteLabel: 'site_label',
  protocol: 'protocol',
  host: 'host',
  port: 'port',
  username: 'username',
  fingerprint: 'fingerprint',
  name: 'name',
  localPath: 'local_path',
  localModifiedAt: 'local_modified_at',
  remotePath: 'remote_path',
  size: 'size',
  sha256: 'sha256',
  messages: 'messages',
  verifiedBy: 'verified_by',
  reply: 'reply',
  failure: 'failure',
  sentBy: 'sent_by',
  computer: 'computer',
  version: 'version',
} as const satisfies Readonly<Record<keyof Receipt, string>>;

const fields = Object.keys(columns) as (keyof Receipt)[];
const names = [...Object.values(columns), 'facet', 'transfer_id', 'folder_key'];

export const insertReceipt = `INSERT INTO receipts (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;

/** What is stored of a receipt besides what is shown. */
export interface ReceiptKeys {
  readonly facet: number;
  readonly transferId: string | null;
  readonly folderKey: number | null;
}

/** For `insertReceipt`. */
export const receiptValues = (receipt: Receipt, keys: ReceiptKeys): readonly SqlValue[] => [
  ...fields.map((field) => valueOf(receipt[field])),
  keys.facet,
  keys.transferId,
  keys.folderKey,
];

const valueOf = (value: Receipt[keyof Receipt]): SqlValue =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : value;

/** Throws where the row is none of ours. */
export function receiptOf(row: Row): Receipt {
  const { failure, ...rest } = Object.fromEntries(
    fields.map((field) => [field, row[columns[field]]]),
  );
  return receiptSchema.parse({
    ...rest,
    failure: failure === null ? null : (JSON.parse(String(failure)) as unknown),
  });
}
