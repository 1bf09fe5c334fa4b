import type { HistoryFilter } from '../../../shared/domain/receipt.ts';
import { call } from '../../app/api.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { notify } from '../../ui/notices.ts';

/** What the buttons of the screen do. Each failure becomes a notice. */

export async function exportCsv(filter: HistoryFilter): Promise<void> {
  await saved('The table is saved.', call('history.saveCsv', { filter }));
}

export async function savePdf(id: number): Promise<void> {
  await saved('The receipt is saved.', call('history.savePdf', { id }));
}

export function printReceipt(id: number): void {
  // The printer's own window says how it went on.
  call('history.print', { id }).catch(reportFailure);
}

async function saved(title: string, asked: Promise<string | null>): Promise<void> {
  try {
    const path = await asked;
    if (path !== null) notify({ tone: 'info', title, text: path });
  } catch (thrown) {
    reportFailure(thrown);
  }
}
