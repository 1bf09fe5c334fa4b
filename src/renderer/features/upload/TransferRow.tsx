import { Ellipsis, Pause, Play, RotateCw, Search, X } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { Transfer } from '../../../shared/domain/transfer.ts';
import { formatSize, formatSpeed, formatTimeLeft } from '../../app/format-size.ts';
import { openReceipt } from '../../app/open-receipt.ts';
import { actOn } from '../../app/queue-actions.ts';
import { serverName } from '../../app/site-words.ts';
import { siteById, useSites } from '../../app/sites-store.ts';
import { useTransfers } from '../../app/transfers-store.ts';
import { classNames } from '../../ui/class-names.ts';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { useRowPart } from '../../ui/row-parts.ts';
import { RowButton } from '../../ui/RowButton.tsx';
import { lookOnSite } from './look-on-site.ts';
import { lookWords } from './queue-menu.ts';
import { transferIcon } from './transfer-icon.ts';
import styles from './TransferRow.module.css';
import { percentSent, transferWords } from './transfer-words.ts';
import { useSecondsUntil } from './use-seconds-until.ts';

export interface TransferRowProps {
  readonly id: string;
  readonly onDetails: (id: string) => void;
  /** Opens the menu of the row at the control that was pressed. */
  readonly onMenu: (id: string, event: MouseEvent<HTMLElement>) => void;
}

/** One file on its way. It subscribes to its own transfer and progress only. */
export function TransferRow({ id, onDetails, onMenu }: TransferRowProps) {
  const transfer = useTransfers((state) => state.byId.get(id));
  const isNext = useTransfers((state) => state.lists.nextId === id);
  const queuePaused = useTransfers((state) => state.paused);
  const site = useSites(siteById(transfer?.siteId ?? null));
  const spoken = useRowPart('first');
  const secondsLeft = useSecondsUntil(queuePaused ? null : (transfer?.retryAt ?? null));
  if (transfer === undefined) return <span role="gridcell" />;
  const { icon: Icon, tone } = transferIcon(transfer);
  const words = transferWords(transfer, { site, isNext, queuePaused, secondsLeft });
  return (
    <div role="gridcell" className={styles.row}>
      <Icon aria-hidden className={styles[tone]} />
      <span className={styles.name} title={transfer.name}>
        {transfer.name}
      </span>
      <span className={styles.size}>{formatSize(transfer.size)}</span>
      {transfer.status === 'sending' ? (
        <Progress transfer={transfer} server={serverName(site)} />
      ) : (
        <span
          id={spoken}
          className={classNames(styles.words, styles[words.tone])}
          title={`${words.strong} ${words.rest}`.trim()}
        >
          {words.strong !== '' && <strong>{words.strong}</strong>} <span>{words.rest}</span>
        </span>
      )}
      <span className={styles.actions}>
        <span className={styles.more}>
          <RowButton
            icon={Ellipsis}
            label={`More for ${transfer.name}`}
            onPress={(event) => onMenu(id, event)}
          />
        </span>
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
  const spoken = useRowPart('first');
  const progress = useTransfers((state) => state.progress.get(transfer.id));
  const sent = progress?.sentBytes ?? transfer.sentBytes;
  const percent = percentSent(sent, transfer.size);
  const figures = [
    ...(progress?.speed == null ? [] : [formatSpeed(progress.speed)]),
    ...(progress?.secondsLeft == null ? [] : [formatTimeLeft(progress.secondsLeft)]),
  ].join(', ');
  const allSent = transfer.size > 0 && sent >= transfer.size && transfer.direction === 'upload';
  return (
    <span id={spoken} className={styles.progress}>
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
  const cancel = (
    <RowButton icon={X} label={`Cancel ${name}`} onPress={() => actOn('transfers.cancel', [id])} />
  );
  const details = <RowButton text="Details" label={`Details of ${name}`} onPress={onDetails} />;
  switch (status) {
    case 'waiting':
      return (
        <>
          {transfer.retryAt !== null && (
            <RowButton
              text="Try now"
              label={`Try ${name} now`}
              onPress={() => actOn('transfers.retry', [id])}
            />
          )}
          {cancel}
        </>
      );
    case 'sending':
      return (
        <>
          <RowButton
            icon={Pause}
            label={`Pause ${name}`}
            onPress={() => actOn('transfers.pause', [id])}
          />
          {cancel}
        </>
      );
    case 'paused':
      return (
        <>
          <RowButton
            icon={Play}
            label={`Go on with ${name}`}
            onPress={() => actOn('transfers.resume', [id])}
          />
          {cancel}
        </>
      );
    case 'interrupted':
      return (
        <>
          {details}
          <RowButton
            boxed
            icon={Play}
            text="Go on"
            label={`Go on with ${name}`}
            onPress={() => actOn('transfers.retry', [id])}
          />
        </>
      );
    case 'unknown':
      return (
        <>
          {details}
          <RowButton
            boxed
            icon={Search}
            text={lookWords(server)}
            label={`${lookWords(server)} for ${name}`}
            onPress={() => void lookOnSite(transfer)}
          />
        </>
      );
    case 'failed':
    case 'cancelled':
    case 'skipped':
      return (
        <>
          {details}
          <RowButton
            boxed
            icon={RotateCw}
            text="Retry"
            label={`Retry ${name}`}
            onPress={() => actOn('transfers.retry', [id])}
          />
        </>
      );
    case 'verified':
    case 'accepted':
      return (
        <>
          {transfer.failure !== null && details}
          <RowButton
            text="Receipt"
            label={`Receipt of ${name}`}
            onPress={() => void openReceipt(id)}
          />
        </>
      );
  }
}
