import { useState } from 'react';
import type { Transfer } from '../../../shared/domain/transfer.ts';
import { call } from '../../app/api.ts';
import { needsLook } from '../../app/queue-summary.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { serverName } from '../../app/site-words.ts';
import { siteById, useSites } from '../../app/sites-store.ts';
import { useTransfers } from '../../app/transfers-store.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DetailList, detailsText } from './DetailList.tsx';
import { lookOnSite } from './look-on-site.ts';
import { transferDetails } from './transfer-details.ts';
import { transferIcon } from './transfer-icon.ts';
import { transferWords } from './transfer-words.ts';

const dialogTones = {
  accent: 'accent',
  muted: 'info',
  good: 'accent',
  warn: 'warn',
  bad: 'bad',
} as const;

/** Everything about one transfer. Where CIIS may have the file, sending again is asked about twice. */
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
  const [confirming, setConfirming] = useState(false);
  if (transfer === undefined) return null;
  const server = serverName(site);
  const { icon, tone } = transferIcon(transfer);
  const words = transferWords(transfer, { site, isNext: false, queuePaused });
  const details = transferDetails(transfer, site);
  const sentence = `${words.strong} ${words.rest}`.trim();
  const retry = () => {
    call('transfers.retry', { ids: [id] }).catch(reportFailure);
    onClose();
  };
  const takeOff = () => {
    call('transfers.clear', { ids: [id] }).catch(reportFailure);
    onClose();
  };
  if (confirming)
    return (
      <Dialog
        key="confirm"
        role="alertdialog"
        icon={icon}
        tone="warn"
        title={`Send ${transfer.name} again?`}
        width={520}
        isOpen
        onClose={() => setConfirming(false)}
        footer={
          <>
            <Button variant="danger" onPress={retry}>
              Send again
            </Button>
            <Button variant="primary" autoFocus onPress={() => setConfirming(false)}>
              Don&apos;t send
            </Button>
          </>
        }
      >
        {server} may have this file already. If it has, sending it again may record the same
        vaccinations twice. Look there, or ask, before you go on.
      </Dialog>
    );
  return (
    <Dialog
      key="details"
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
          {(transfer.status === 'unknown' || transfer.status === 'interrupted') && (
            <Button variant="quiet" onPress={() => setConfirming(true)}>
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
    case 'unknown':
    case 'interrupted':
      return (
        <Button
          onPress={() => {
            onClose();
            void lookOnSite(transfer);
          }}
        >
          {server === 'CIIS' ? 'Look on CIIS' : 'Look there'}
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
