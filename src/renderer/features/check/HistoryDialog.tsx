import { ChevronDown, ChevronRight, ChevronUp } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { Check } from '../../../shared/domain/check.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { call } from '../../app/api.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { useNow } from '../../app/use-now.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { CheckFacts } from './CheckFacts.tsx';
import { pastCheck } from './check-words.ts';
import styles from './HistoryDialog.module.css';
import { StepList } from './StepList.tsx';
import { stepRows } from './step-rows.ts';
import { verdictChip } from './verdict-chip.ts';

/** The last checks of a site, newest first; one of them can be opened. */
export function HistoryDialog({
  site,
  onClose,
}: {
  readonly site: SiteView;
  readonly onClose: () => void;
}) {
  const history = useHistory(site.id);
  const [openId, setOpenId] = useState<string | null>(null);
  return (
    <Dialog
      title={`Checks of ${site.label}`}
      subtitle="The last 50, newest first"
      width={680}
      isOpen
      onClose={onClose}
      dismissable
      footer={
        <Button variant="primary" autoFocus onPress={onClose}>
          Close
        </Button>
      }
    >
      <div className={styles.body}>
        {history.status === 'loading' && <Spinner />}
        {history.status === 'failed' && <p className={styles.none}>They could not be read.</p>}
        {history.status === 'ready' && history.checks.length === 0 && (
          <p className={styles.none}>Not checked yet.</p>
        )}
        <ul className={styles.list}>
          {(history.status === 'ready' ? history.checks : []).map((check) => (
            <li key={check.id} className={styles.item}>
              <PastCheck
                site={site}
                check={check}
                isOpen={check.id === openId}
                onToggle={() => setOpenId(check.id === openId ? null : check.id)}
              />
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

type History =
  | { readonly status: 'loading' | 'failed' }
  | { readonly status: 'ready'; readonly checks: readonly Check[] };

function useHistory(siteId: string): History {
  const [history, setHistory] = useState<History>({ status: 'loading' });
  useEffect(() => {
    let wanted = true;
    void readHistory(siteId).then((read) => {
      if (wanted) setHistory(read);
    });
    return () => {
      wanted = false;
    };
  }, [siteId]);
  return history;
}

async function readHistory(siteId: string): Promise<History> {
  try {
    return { status: 'ready', checks: await call('checks.history', { siteId }) };
  } catch (thrown) {
    reportFailure(thrown);
    return { status: 'failed' };
  }
}

function PastCheck({
  site,
  check,
  isOpen,
  onToggle,
}: {
  readonly site: SiteView;
  readonly check: Check;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) {
  const now = useNow();
  const { when, text } = pastCheck(check, now);
  const { tone, icon, words } = verdictChip(check, site.protocol);
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <>
      <AriaButton className={styles.row ?? ''} aria-expanded={isOpen} onPress={onToggle}>
        <Chevron aria-hidden />
        <span className={styles.when}>{when}</span>
        <span className={styles.text}>{text}</span>
        <Chip tone={tone} icon={icon}>
          {words}
        </Chip>
      </AriaButton>
      {isOpen && (
        <div className={styles.steps}>
          <StepList site={site} rows={stepRows(site, check)} />
          <FoldedFacts check={check} site={site} />
        </div>
      )}
    </>
  );
}

function FoldedFacts({ check, site }: { readonly check: Check; readonly site: SiteView }) {
  const [isOpen, setOpen] = useState(false);
  const foldId = useId();
  return (
    <>
      <div className={styles.fold}>
        <Button
          variant="quiet"
          iconAfter={isOpen ? ChevronUp : ChevronDown}
          aria-expanded={isOpen}
          aria-controls={foldId}
          onPress={() => setOpen(!isOpen)}
        >
          All details
        </Button>
      </div>
      {isOpen && (
        <div id={foldId}>
          <CheckFacts check={check} site={site} />
        </div>
      )}
    </>
  );
}
