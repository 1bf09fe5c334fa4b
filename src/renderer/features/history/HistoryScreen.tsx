import { Download } from 'lucide-react';
import { useEffect } from 'react';
import { takeHistoryIntent, useNavigation } from '../../app/navigation-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { countWords } from './count-words.ts';
import { HistoryFilters } from './HistoryFilters.tsx';
import styles from './HistoryScreen.module.css';
import { HistoryTable } from './HistoryTable.tsx';
import { exportCsv } from './receipt-actions.ts';
import { ReceiptPane } from './ReceiptPane.tsx';
import { useRows } from './row-store.ts';
import { useLiveHistory } from './use-live-history.ts';
import { showReceipt, useView } from './view-store.ts';

/** Every file and message that was sent, and the receipt of one of them. */
export function HistoryScreen() {
  useIntent();
  useLiveHistory();
  const open = useView((state) => state.open);
  const count = useRows((state) => state.count);
  const filter = useRows((state) => state.filter);
  return (
    <Screen
      title="History"
      start={
        <span className={styles.count} role="status">
          {countWords(count)}
        </span>
      }
      actions={
        <Button
          icon={Download}
          isDisabled={filter === null || count === null || count.count === 0}
          onPress={() => {
            if (filter !== null) void exportCsv(filter);
          }}
        >
          Export CSV...
        </Button>
      }
    >
      <Panel region="Files and messages">
        <HistoryFilters />
        <HistoryTable />
      </Panel>
      {open !== null && <ReceiptPane id={open} />}
    </Screen>
  );
}

/** The receipt that another screen leads to. */
function useIntent(): void {
  const intent = useNavigation((state) => state.historyIntent);
  useEffect(() => {
    const asked = intent === null ? null : takeHistoryIntent();
    if (asked !== null) showReceipt(asked);
  }, [intent]);
}
