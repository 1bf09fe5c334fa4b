import { notify } from '../ui/notices.ts';
import { call } from './api.ts';
import { showReceipt } from './navigation-store.ts';
import { reportFailure } from './report-failure.ts';

/** Shows the receipt of a transfer that has ended. */
export async function openReceipt(transferId: string): Promise<void> {
  try {
    const receipt = await call('history.ofTransfer', { id: transferId });
    if (receipt !== null) showReceipt(receipt.id);
    else
      notify({
        tone: 'info',
        title: 'There is no receipt of this file.',
        text: 'It may have been kept as long as Settings say.',
      });
  } catch (thrown) {
    reportFailure(thrown);
  }
}
