import type { Failure } from '../../shared/domain/error.ts';
import type { Clock } from '../clock.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { SiteStore } from '../sites/site-store.ts';
import type { Database } from '../storage/database.ts';
import { HistoryPruning } from './history-pruning.ts';
import { History } from './history.ts';
import { MessageReceipts } from './message-receipts.ts';
import { ReceiptWriter } from './receipt-writer.ts';
import { thisComputer } from './this-computer.ts';
import { TransferReceipts } from './transfer-receipts.ts';

interface RecordingParts {
  readonly database: Database;
  readonly sites: Pick<SiteStore, 'get'>;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly clock: Clock;
  readonly notice: (failure: Failure) => void;
  /** Of the program. */
  readonly version: string;
}

/** The receipts of what is sent, and what writes and prunes them. */
export function recordHistory(parts: RecordingParts) {
  const { database, sites, settings, clock, notice, version } = parts;
  const signature = { ...thisComputer(), version };
  const writer = new ReceiptWriter(database);
  const history = new History(database, writer);
  const receipts = {
    ofTransfers: new TransferReceipts({ writer, site: (id) => sites.get(id), signature }),
    ofMessages: new MessageReceipts(writer, signature),
  };
  const years = (): number => settings.get().historyYears;
  const pruning = new HistoryPruning({ history, receipts: writer, years, clock, notice });
  return { history, receipts, pruning };
}
