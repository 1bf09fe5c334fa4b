import { RefreshCw, Save, Square } from 'lucide-react';
import type { Check } from '../../../shared/domain/check.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { call } from '../../app/api.ts';
import { runChecks, stopChecks } from '../../app/checks-store.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { notify } from '../../ui/notices.ts';
import styles from './ScreenActions.module.css';

/** The report, and Check all: Stop while something runs. */
export function ScreenActions({
  sites,
  checks,
}: {
  readonly sites: readonly SiteView[];
  readonly checks: readonly Check[];
}) {
  const checked = checks.map(({ siteId }) => siteId);
  const running = checks.filter(({ verdict }) => verdict === null).map(({ siteId }) => siteId);
  const busy = running.length > 0;
  return (
    <div className={styles.actions}>
      <CopyButton
        variant="secondary"
        label="Copy report"
        isDisabled={checked.length === 0}
        text={() => reportOf(checked)}
      />
      <Button
        icon={Save}
        isDisabled={checked.length === 0}
        onPress={() => void saveReport(checked)}
      >
        Save report...
      </Button>
      {/* One button that changes its words: the focus stays on it. */}
      <span className={styles.main}>
        <Button
          variant="primary"
          icon={busy ? Square : RefreshCw}
          onPress={() => void (busy ? stopChecks(running) : runChecks(sites.map(({ id }) => id)))}
        >
          {busy ? 'Stop' : 'Check all'}
        </Button>
      </span>
    </div>
  );
}

async function reportOf(siteIds: readonly string[]): Promise<string | null> {
  try {
    return await call('checks.report', { siteIds: [...siteIds] });
  } catch (thrown) {
    reportFailure(thrown);
    return null;
  }
}

async function saveReport(siteIds: readonly string[]): Promise<void> {
  try {
    const path = await call('checks.saveReport', { siteIds: [...siteIds] });
    if (path !== null) notify({ tone: 'info', title: 'The report is saved.', text: path });
  } catch (thrown) {
    reportFailure(thrown);
  }
}
