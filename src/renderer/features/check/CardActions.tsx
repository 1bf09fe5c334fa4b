import { ChevronDown, ChevronUp, ExternalLink, History, RefreshCw, Square } from 'lucide-react';
import { useState } from 'react';
import type { Check, Sweep } from '../../../shared/domain/check.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { runChecks, startSweep, stopChecks } from '../../app/checks-store.ts';
import { openPage } from '../../app/current-site.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './CardActions.module.css';
import { HistoryDialog } from './HistoryDialog.tsx';
import { mayTryPorts } from './sweep-words.ts';

/** The line of buttons at the foot of a card. */
export function CardActions({
  site,
  check,
  sweep,
  foldId,
  open,
  onFold,
}: {
  readonly site: SiteView;
  readonly check: Check | undefined;
  readonly sweep: Sweep | undefined;
  readonly foldId: string;
  readonly open: boolean;
  readonly onFold: () => void;
}) {
  const [historyOpen, setHistoryOpen] = useState(false);
  const { id, label, protocol } = site;
  const running = check?.verdict === null || sweep?.done === false;
  return (
    <div className={styles.actions}>
      {/* One button that changes its words: the focus stays on it. */}
      <Button
        variant="quiet"
        icon={running ? Square : RefreshCw}
        aria-label={running ? `Stop checking ${label}` : `Check ${label}`}
        onPress={() => void (running ? stopChecks([id]) : runChecks([id]))}
      >
        {running ? 'Stop' : 'Check'}
      </Button>
      {!running && mayTryPorts(site, check) && (
        <Button variant="quiet" onPress={() => void startSweep(id)}>
          Try all data ports
        </Button>
      )}
      {protocol === 'web' && (
        <Button variant="quiet" icon={ExternalLink} onPress={() => openPage(id)}>
          Open in browser
        </Button>
      )}
      {check !== undefined && (
        <span className={styles.end}>
          <Button
            variant="quiet"
            icon={History}
            aria-label={`History of ${label}`}
            onPress={() => setHistoryOpen(true)}
          >
            History
          </Button>
          <Button
            variant="quiet"
            iconAfter={open ? ChevronUp : ChevronDown}
            aria-label={`All details of ${label}`}
            aria-expanded={open}
            aria-controls={foldId}
            onPress={onFold}
          >
            All details
          </Button>
        </span>
      )}
      {historyOpen && <HistoryDialog site={site} onClose={() => setHistoryOpen(false)} />}
    </div>
  );
}
