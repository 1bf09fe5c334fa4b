import { outcomeSchema, type Receipt } from '../../shared/domain/receipt.ts';
import type { Site } from '../../shared/domain/site.ts';
import { hasArrived, type Transfer } from '../../shared/domain/transfer.ts';
import type { Outcome as MessageOutcome } from '../messages/message-ledger.ts';
import { safeLine } from '../log/safe-text.ts';
import type { Sender } from './this-computer.ts';

/** A receipt before it has its number. */
export interface NewReceipt {
  readonly receipt: Omit<Receipt, 'id'>;
  /** Whose end it records; null: it is of a message. */
  readonly transferId: string | null;
}

/** What is written on every receipt of this program. */
export interface Signature extends Sender {
  /** Of the program. */
  readonly version: string;
}

type SiteFacts = Pick<Receipt, 'siteId' | 'siteLabel' | 'protocol' | 'host' | 'port' | 'username'>;

const siteFacts = ({ id, label, protocol, host, port, username }: Site): SiteFacts => ({
  ...{ siteId: id, siteLabel: label },
  ...{ protocol, host, port, username },
});

/** A site that was removed meanwhile: an empty label and host say that nothing is known. */
const goneSite = (siteId: string): SiteFacts => ({
  ...{ siteId, siteLabel: '' },
  ...{ protocol: 'sftp', host: '', port: 0, username: '' },
});

/** Null: the transfer has not ended. `siteOf`: undefined where it was removed. */
export function receiptOfTransfer(
  transfer: Transfer,
  siteOf: () => Site | undefined,
  signature: Signature,
): NewReceipt | null {
  const outcome = outcomeSchema.safeParse(transfer.status).data;
  if (outcome === undefined) return null;
  const site = siteOf();
  const wasReadWhole = hasArrived(transfer.status) || outcome === 'unknown';
  return {
    transferId: transfer.id,
    receipt: {
      ...(site === undefined ? goneSite(transfer.siteId) : siteFacts(site)),
      ...signature,
      kind: 'file',
      direction: transfer.direction,
      outcome,
      startedAt: transfer.startedAt,
      endedAt: transfer.endedAt ?? transfer.startedAt ?? transfer.queuedAt,
      fingerprint: transfer.fingerprint,
      name: transfer.name,
      localPath: transfer.localPath,
      localModifiedAt: transfer.localModifiedAt,
      remotePath: transfer.remotePath,
      size: transfer.size,
      sha256: wasReadWhole ? transfer.sha256 : null,
      messages: transfer.messages,
      verifiedBy: transfer.verifiedBy,
      reply: transfer.reply,
      failure: transfer.failure,
    },
  };
}

/** Of a file that was taken off the list with its end open: it is not sent any more. */
export const givenUp = (interrupted: Transfer): Transfer => ({
  ...interrupted,
  status: 'cancelled',
});

export interface SentMessageFacts {
  readonly site: Site;
  readonly controlId: string;
  /** The file that it was in. */
  readonly path: string;
  readonly fingerprint: string | null;
  /** Milliseconds since 1970. */
  readonly endedAt: number;
}

/** Null: it was not sent, and did not fail. Codes only: what the registry says in words may name patients. */
export function receiptOfMessage(
  { site, controlId, path, fingerprint, endedAt }: SentMessageFacts,
  { state, verdict, acknowledgement, codes, failure, sentAt }: MessageOutcome,
  signature: Signature,
): NewReceipt | null {
  if (state === 'cancelled') return null;
  const said = [acknowledgement, ...codes].filter((code) => code !== null).join(' ');
  return {
    transferId: null,
    receipt: {
      ...siteFacts(site),
      ...signature,
      kind: 'message',
      direction: 'upload',
      outcome: state === 'answered' ? (verdict ?? 'no-proper-answer') : state,
      startedAt: sentAt,
      endedAt,
      fingerprint,
      name: safeLine(controlId, 199),
      localPath: path,
      localModifiedAt: null,
      remotePath: null,
      size: null,
      sha256: null,
      messages: 1,
      verifiedBy: null,
      reply: said === '' ? null : said,
      failure:
        failure === null
          ? null
          : { ...failure, detail: fromGateway(failure.code) ? '' : failure.detail },
    },
  };
}

const fromGateway = (code: string): boolean => code.startsWith('gateway-');
