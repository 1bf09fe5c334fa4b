import type { Transfer } from '../../../shared/domain/transfer.ts';
import { openReceipt } from '../../app/open-receipt.ts';
import { actOn } from '../../app/queue-actions.ts';
import { needsLook } from '../../app/queue-summary.ts';
import { serverName } from '../../app/site-words.ts';
import { siteById, useSites } from '../../app/sites-store.ts';
import { useTransfers } from '../../app/transfers-store.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DetailList, detailsText } from './DetailList.tsx';
import { lookOnSite } from './look-on-site.ts';
import { lookWords } from './queue-menu.ts';
import { transferDetails } from './transfer-details.ts';
import { transferIcon } from './transfer-icon.ts';
import { transferWords } from './transfer-words.ts';
import { useSecondsUntil } from './use-seconds-until.ts';

const dialogTones = {
  accent: 'accent',
  muted: 'info',
  good: 'accent',
  warn: 'warn',
  bad: 'bad',
} as const;

/** Everything about one transfer. Where CIIS may have the file, main looks there and asks before it is sent again. */
export function TransferDetails({
  id,
  onClose,
}: {
  readonly id: string;
  readonly onClose: () => void;
}) {
  const transfer = useTransfers((state) => state.byId.get(id));
  const queuePaused = useTransfers((state) => state.paused);
  const site = useSites(siteById(transfer?.siteId ?? null));
  const secondsLeft = useSecondsUntil(queuePaused ? null : (transfer?.retryAt ?? null));
  if (transfer === undefined) return null;
  const server = serverName(site);
  const { icon, tone } = transferIcon(transfer);
  const words = transferWords(transfer, { site, isNext: false, queuePaused, secondsLeft });
  const details = transferDetails(transfer, site);
  const sentence = `${words.strong} ${words.rest}`.trim();
  const retry = () => {
    actOn('transfers.retry', [id]);
    onClose();
  };
  const takeOff = () => {
    actOn('transfers.clear', [id]);
    onClose();
  };
  return (
    <Dialog
      icon={icon}
      tone={dialogTones[tone]}
      title={transfer.name}
      subtitle={sentence}
      width={640}
      isOpen
      onClose={onClose}
      dismissable
      footerStart={
        <>
          <CopyButton
            label="Copy details"
            text={() => `${transfer.name}\n${sentence}\n${detailsText(details)}`}
          />
          {transfer.status === 'unknown' && (
            <Button variant="quiet" onPress={retry}>
              Send again…
            </Button>
          )}
          {needsLook(transfer) && (
            <Button variant="quiet" onPress={takeOff}>
              Take off the list
            </Button>
          )}
        </>
      }
      footer={
        <>
          <NextStep transfer={transfer} server={server} onRetry={retry} onClose={onClose} />
          <Button variant="primary" autoFocus onPress={onClose}>
            Close
          </Button>
        </>
      }
    >
      <DetailList details={details} />
    </Dialog>
  );
}

function NextStep({
  transfer,
  server,
  onRetry,
  onClose,
}: {
  readonly transfer: Transfer;
  readonly server: string;
  readonly onRetry: () => void;
  readonly onClose: () => void;
}) {
  switch (transfer.status) {
    case 'interrupted':
      return <Button onPress={onRetry}>Go on</Button>;
    case 'verified':
    case 'accepted':
      return <Button onPress={() => void openReceipt(transfer.id)}>Receipt</Button>;
    case 'unknown':
      return (
        <Button
          onPress={() => {
            onClose();
            void lookOnSite(transfer);
          }}
        >
          {lookWords(server)}
        </Button>
      );
    case 'failed':
    case 'cancelled':
    case 'skipped':
      return <Button onPress={onRetry}>Retry</Button>;
    default:
      return null;
  }
}
