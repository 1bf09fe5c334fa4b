import { Pause, Play, RotateCw, Search, X } from 'lucide-react';
import type { Transfer } from '../../../shared/domain/transfer.ts';
import { call } from '../../app/api.ts';
import { formatSize, formatSpeed, formatTimeLeft } from '../../app/format-size.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { serverName } from '../../app/site-words.ts';
import { siteById, useSites } from '../../app/sites-store.ts';
import { useTransfers } from '../../app/transfers-store.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { queueListsOf } from './queue-lists-of.ts';
import { lookOnSite } from './look-on-site.ts';
import { transferIcon } from './transfer-icon.ts';
import styles from './TransferRow.module.css';
import { percentSent, transferWords } from './transfer-words.ts';

/** One file on its way. It subscribes to its own transfer and progress only. */
export function TransferRow({
  id,
  onDetails,
}: {
  readonly id: string;
  readonly onDetails: (id: string) => void;
}) {
  const transfer = useTransfers((state) => state.byId.get(id));
  const isNext = useTransfers((state) => queueListsOf(state).nextId === id);
  const queuePaused = useTransfers((state) => state.paused);
  const site = useSites(siteById(transfer?.siteId ?? null));
  if (transfer === undefined) return null;
  const { icon: Icon, tone } = transferIcon(transfer);
  const words = transferWords(transfer, { site, isNext, queuePaused });
  return (
    <div className={styles.row}>
      <Icon aria-hidden className={styles[tone]} />
      <span className={styles.name} title={transfer.name}>
        {transfer.name}
      </span>
      <span className={styles.size}>{formatSize(transfer.size)}</span>
      {transfer.status === 'sending' ? (
        <Progress transfer={transfer} server={serverName(site)} />
      ) : (
        <span
          className={classNames(styles.words, styles[words.tone])}
          title={`${words.strong} ${words.rest}`.trim()}
        >
          {words.strong !== '' && <strong>{words.strong}</strong>} <span>{words.rest}</span>
        </span>
      )}
      <span className={styles.actions}>
        <Actions
          transfer={transfer}
          server={serverName(site)}
          onDetails={() => onDetails(transfer.id)}
        />
      </span>
    </div>
  );
}

function Progress({ transfer, server }: { readonly transfer: Transfer; readonly server: string }) {
  const progress = useTransfers((state) => state.progress.get(transfer.id));
  const sent = progress?.sentBytes ?? transfer.sentBytes;
  const percent = percentSent(sent, transfer.size);
  const figures = [
    ...(progress?.speed == null ? [] : [formatSpeed(progress.speed)]),
    ...(progress?.secondsLeft == null ? [] : [formatTimeLeft(progress.secondsLeft)]),
  ].join(', ');
  const allSent = transfer.size > 0 && sent >= transfer.size && transfer.direction === 'upload';
  return (
    <span className={styles.progress}>
      <span className={styles.bar}>
        <ProgressBar label={`${transfer.name} sent`} value={percent} />
      </span>
      <strong>{percent}%</strong>
      <span className={styles.figures}>
        {allSent ? `Waiting for ${server} to confirm` : figures}
      </span>
    </span>
  );
}

function Actions({
  transfer,
  server,
  onDetails,
}: {
  readonly transfer: Transfer;
  readonly server: string;
  readonly onDetails: () => void;
}) {
  const { id, name, status } = transfer;
  const act = (command: 'pause' | 'resume' | 'cancel' | 'retry') =>
    void call(`transfers.${command}`, { ids: [id] }).catch(reportFailure);
  const cancel = (
    <IconButton size="small" icon={X} label={`Cancel ${name}`} onPress={() => act('cancel')} />
  );
  const details = (
    <Button variant="quiet" size="small" aria-label={`Details of ${name}`} onPress={onDetails}>
      Details
    </Button>
  );
  switch (status) {
    case 'waiting':
      return cancel;
    case 'sending':
      return (
        <>
          <IconButton
            size="small"
            icon={Pause}
            label={`Pause ${name}`}
            onPress={() => act('pause')}
          />
          {cancel}
        </>
      );
    case 'paused':
      return (
        <>
          <IconButton
            size="small"
            icon={Play}
            label={`Go on with ${name}`}
            onPress={() => act('resume')}
          />
          {cancel}
        </>
      );
    case 'unknown':
    case 'interrupted':
      return (
        <>
          {details}
          <Button size="small" icon={Search} onPress={() => void lookOnSite(transfer)}>
            {server === 'CIIS' ? 'Look on CIIS' : 'Look there'}
          </Button>
        </>
      );
    case 'failed':
    case 'cancelled':
    case 'skipped':
      return (
        <>
          {details}
          <Button
            size="small"
            icon={RotateCw}
            aria-label={`Retry ${name}`}
            onPress={() => act('retry')}
          >
            Retry
          </Button>
        </>
      );
    case 'verified':
    case 'accepted':
      return details;
  }
}
