import { Upload } from 'lucide-react';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { isCiisSite, serverName } from '../../app/site-words.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import styles from './DropArea.module.css';

/** The large area to drop files on: it says what to do and why the folder may look empty. */
export function DropArea({
  site,
  why,
  onChoose,
  onSeeSent,
}: {
  readonly site: SiteView;
  readonly why: 'disconnected' | 'empty' | 'empty-below' | 'not-listable';
  readonly onChoose: () => void;
  /** Null: nothing was sent yet. */
  readonly onSeeSent: (() => void) | null;
}) {
  return (
    <div className={styles.area}>
      <EmptyState
        icon={Upload}
        title={`Drop files here to send them to ${serverName(site)}`}
        actions={
          <>
            <Button onPress={onChoose}>Choose files…</Button>
            {onSeeSent && (
              <Button variant="quiet" onPress={onSeeSent}>
                See what was sent
              </Button>
            )}
          </>
        }
      >
        {reason(site, why)}
      </EmptyState>
    </div>
  );
}

function reason(site: SiteView, why: 'disconnected' | 'empty' | 'empty-below' | 'not-listable') {
  switch (why) {
    case 'disconnected':
      return 'You are not connected yet. Drop your files anyway: we connect first, then send them.';
    case 'not-listable':
      return 'This account may send files but not look at them. That is usual, and nothing is missing.';
    case 'empty-below':
      return 'This folder is empty.';
    case 'empty':
      return isCiisSite(site)
        ? 'This folder usually looks empty. CIIS collects files as soon as they arrive, so nothing is missing.'
        : 'This folder is empty.';
  }
}
