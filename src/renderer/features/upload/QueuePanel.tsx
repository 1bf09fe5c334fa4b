import { ListX, Pause, Play, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import {
  clearAllFailed,
  clearDone,
  goOnWithAll,
  retryAllFailed,
  setQueuePaused,
} from '../../app/queue-actions.ts';
import { useSessions } from '../../app/sessions-store.ts';
import { useTransfers } from '../../app/transfers-store.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { goOnWords } from './go-on-words.ts';
import { logText, SessionLog } from './SessionLog.tsx';
import { TransferDetails } from './TransferDetails.tsx';
import { TransferList } from './TransferList.tsx';
import { showTab, useUploadView, type QueueTab } from './upload-view-store.ts';

/** The queue, what is done, what failed, and the session log of the chosen site. */
export function QueuePanel({ siteId }: { readonly siteId: string | null }) {
  // The rows are built anew only when they are others, or in another order.
  const queue = useTransfers(useShallow(({ lists }) => lists.queue));
  const done = useTransfers(useShallow(({ lists }) => lists.done));
  const failed = useTransfers(useShallow(({ lists }) => lists.failed));
  const tab = useUploadView((state) => state.tab);
  const [detailsOf, setDetailsOf] = useState<string | null>(null);
  const rows = (label: string, ids: readonly string[], empty: string) => (
    <TransferList
      label={label}
      ids={ids}
      empty={empty}
      inLine={label === 'Queue'}
      onDetails={setDetailsOf}
    />
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
  switch (tab) {
    case 'queue':
      return <ActionsOfQueue />;
    case 'done':
      return <ClearDone />;
    case 'failed':
      return <ActionsOfFailed />;
  }
}

function ActionsOfQueue() {
  const paused = useTransfers((state) => state.paused);
  const isEmpty = useTransfers(({ lists }) => lists.queue.length === 0);
  const interrupted = useTransfers(({ counts }) => counts.interrupted);
  const waiting = useTransfers(({ counts }) => counts.waiting);
  const held = useTransfers(({ counts }) => counts.paused);
  const isOver = useTransfers(({ lists }) => lists.over.length > 0);
  return (
    <>
      {(paused || interrupted > 0 || held > 0) && (
        <Button variant={interrupted > 0 ? 'secondary' : 'quiet'} icon={Play} onPress={goOnWithAll}>
          {goOnWords({ interrupted, waiting: held + (paused ? waiting : 0) })}
        </Button>
      )}
      {!paused && !isEmpty && (
        <Button variant="quiet" icon={Pause} onPress={() => setQueuePaused(true)}>
          Pause queue
        </Button>
      )}
      {isOver && <ClearDone />}
    </>
  );
}

function ClearDone() {
  const isAny = useTransfers(({ lists }) => lists.over.length + lists.done.length > 0);
  if (!isAny) return null;
  return (
    <Button variant="quiet" icon={ListX} onPress={clearDone}>
      Clear done
    </Button>
  );
}

function ActionsOfFailed() {
  const failed = useTransfers(({ counts }) => counts.failed);
  if (failed === 0) return null;
  return (
    <>
      <Button variant="quiet" icon={RotateCw} onPress={retryAllFailed}>
        Retry all failed
      </Button>
      <Button variant="quiet" icon={ListX} onPress={clearAllFailed}>
        Clear failed
      </Button>
    </>
  );
}
