import { CircleAlert, CircleCheck, CircleX, X } from 'lucide-react';
import { useState } from 'react';
import type { SendRun } from '../../../shared/domain/message-file.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { runOf, useMessages } from '../../app/messages-store.ts';
import { openSites, showCheck } from '../../app/navigation-store.ts';
import { siteById, useSites } from '../../app/sites-store.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import styles from './Bands.module.css';
import { FailureDialog } from './FailureDialog.tsx';
import { resumeRun, saveAnswers, saveSummary } from './message-actions.ts';
import { runBand, type BandAction } from './run-band.ts';
import { useRows } from './row-store.ts';
import { sendChoices } from './send-choice.ts';
import { purposeOf, send } from './send-store.ts';
import { useView } from './view-store.ts';

const icons = { good: CircleCheck, warn: CircleAlert, bad: CircleX } as const;

/** What became of sending: how it ended, or why it waits, and what to do next. */
export function RunBand({ fileId }: { readonly fileId: string }) {
  const run = useMessages(runOf(fileId));
  const site = useSites(siteById(run?.siteId ?? null));
  const closed = useView((state) => state.closedRun);
  const [details, setDetails] = useState(false);
  const words = run === undefined ? null : runBand(run, site);
  if (run === undefined || words === null || closed === run.id) return null;
  const Icon = icons[words.tone];
  return (
    <div
      className={classNames(styles.band, styles[words.tone])}
      data-region="How sending went"
      role="group"
      aria-label="How sending went"
    >
      <Icon aria-hidden />
      <div className={styles.words}>
        <div className={styles.title}>{words.title}</div>
        {words.text !== null && <div>{words.text}</div>}
      </div>
      <div className={styles.actions}>
        {words.actions.map((action) => (
          <Action key={action} action={action} run={run} site={site} />
        ))}
        <Refused site={site} run={run} />
        {words.failure !== null && (
          <Button variant="quiet" size="small" onPress={() => setDetails(true)}>
            Details
          </Button>
        )}
        {run.status !== 'paused' && (
          <IconButton
            icon={X}
            label="Close"
            size="small"
            onPress={() => useView.setState({ closedRun: run.id })}
          />
        )}
      </div>
      {details && words.failure !== null && (
        <FailureDialog
          title={words.title}
          failure={words.failure}
          site={site}
          onClose={() => setDetails(false)}
        />
      )}
    </div>
  );
}

const labels: Readonly<Record<BandAction, string>> = {
  'change-password': 'Change the password',
  'check-connection': 'Check connection',
  'go-on': 'Go on now',
  'send-rest': 'Go on',
  'save-answers': 'Save answers...',
  'save-summary': 'Save summary (CSV)...',
};

function Action({
  action,
  run,
  site,
}: {
  readonly action: BandAction;
  readonly run: SendRun;
  readonly site: SiteView | undefined;
}) {
  const act = () => {
    switch (action) {
      case 'change-password':
        openSites({ kind: 'edit', siteId: run.siteId, focus: 'password' });
        break;
      case 'check-connection':
        showCheck(run.siteId);
        break;
      case 'go-on':
        resumeRun(run.id);
        break;
      case 'send-rest':
        if (site !== undefined)
          void send(site, run.fileId, { label: '', selection: { kind: 'unsent' }, count: 0 });
        break;
      case 'save-answers':
        void saveAnswers(run.fileId);
        break;
      case 'save-summary':
        void saveSummary(run.fileId);
    }
  };
  return (
    <Button variant={boxed.has(action) ? 'secondary' : 'quiet'} size="small" onPress={act}>
      {labels[action]}
    </Button>
  );
}

/** The next step is the boxed one. */
const boxed: ReadonlySet<BandAction> = new Set(['change-password', 'go-on']);

function Refused({ site, run }: { readonly site: SiteView | undefined; readonly run: SendRun }) {
  const counts = useRows((state) => state.counts);
  if (site === undefined || run.status !== 'done' || counts.refused === 0) return null;
  const production = purposeOf(site) === 'gateway-production';
  const again = sendChoices({
    counts: { ...counts, 'not-sent': 0 },
    failed: 0,
    chosen: [],
    production,
  })[0];
  if (again === undefined) return null;
  return (
    <Button size="small" onPress={() => void send(site, run.fileId, again)}>
      {counts.refused === 1
        ? 'Send the refused one again'
        : `Send the ${counts.refused.toLocaleString('en-US')} refused again`}
    </Button>
  );
}
