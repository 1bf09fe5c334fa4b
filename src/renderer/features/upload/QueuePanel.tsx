import { ListX, Pause, Play } from 'lucide-react';
import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { call } from '../../app/api.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { useSessions } from '../../app/sessions-store.ts';
import { useTransfers } from '../../app/transfers-store.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { queueListsOf } from './queue-lists-of.ts';
import { logText, SessionLog } from './SessionLog.tsx';
import { TransferDetails } from './TransferDetails.tsx';
import { TransferList } from './TransferList.tsx';
import { showTab, useUploadView, type QueueTab } from './upload-view-store.ts';

/** The queue, what is done, what failed, and the session log of the chosen site. */
export function QueuePanel({ siteId }: { readonly siteId: string | null }) {
  // The rows are built anew only when they are others, or in another order.
  const queue = useTransfers(useShallow((state) => queueListsOf(state).queue));
  const done = useTransfers(useShallow((state) => queueListsOf(state).done));
  const failed = useTransfers(useShallow((state) => queueListsOf(state).failed));
  const tab = useUploadView((state) => state.tab);
  const [detailsOf, setDetailsOf] = useState<string | null>(null);
  const rows = (label: string, ids: readonly string[], empty: string) => (
    <TransferList label={label} ids={ids} empty={empty} onDetails={setDetailsOf} />
  );
  return (
    <Panel region="Queue">
      <Tabs
        label="Queue and session log"
        selected={tab}
        onSelect={showTab}
        tabs={[
          {
            id: 'queue',
            label: 'Queue',
            count: queue.length,
            content: rows('Queue', queue, 'Nothing is waiting. Files that you send show up here.'),
          },
          {
            id: 'done',
            label: 'Done',
            count: done.length,
            content: rows('Done', done, 'Nothing was sent yet.'),
          },
          {
            id: 'failed',
            label: 'Failed',
            count: failed.length,
            content: rows('Failed', failed, 'Nothing failed.'),
          },
          { id: 'log', label: 'Session log', content: <SessionLog siteId={siteId} /> },
        ]}
        actions={
          tab === 'log' ? (
            <CopyButton
              label="Copy all"
              text={() =>
                useSessions
                  .getState()
                  .log.filter((line) => line.siteId === siteId)
                  .map(logText)
                  .join('\n')
              }
            />
          ) : (
            <QueueActions tab={tab} />
          )
        }
      />
      {detailsOf !== null && <TransferDetails id={detailsOf} onClose={() => setDetailsOf(null)} />}
    </Panel>
  );
}

function QueueActions({ tab }: { readonly tab: Exclude<QueueTab, 'log'> }) {
  const paused = useTransfers((state) => state.paused);
  const lists = useTransfers(queueListsOf);
  const clearable = tab === 'failed' ? lists.plainlyFailed : lists.clearable[tab];
  return (
    <>
      {tab === 'queue' && (lists.queue.length > 0 || paused) && (
        <Button
          variant="quiet"
          icon={paused ? Play : Pause}
          onPress={() => void call('transfers.setPaused', { paused: !paused }).catch(reportFailure)}
        >
          {paused ? 'Go on' : 'Pause queue'}
        </Button>
      )}
      {clearable.length > 0 && (
        <Button
          variant="quiet"
          icon={ListX}
          onPress={() => void call('transfers.clear', { ids: [...clearable] }).catch(reportFailure)}
        >
          {tab === 'failed' ? 'Clear failed' : 'Clear done'}
        </Button>
      )}
    </>
  );
}
