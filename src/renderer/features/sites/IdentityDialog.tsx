import { ShieldCheck } from 'lucide-react';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { call } from '../../app/api.ts';
import { formatDay } from '../../app/format-time.ts';
import { IdentityFacts } from '../../app/IdentityFacts.tsx';
import { reportFailure } from '../../app/report-failure.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './IdentityDialog.module.css';

/** The identity that was accepted for a site's address, and the way to forget it. */
export function IdentityDialog({
  site,
  onClose,
}: {
  readonly site: SiteView;
  readonly onClose: () => void;
}) {
  const { identity } = site;
  if (identity === null) return null;
  const forget = () => {
    call('sites.forgetIdentity', { id: site.id })
      .then(() => announce('The identity is forgotten'))
      .catch(reportFailure);
    onClose();
  };
  return (
    <Dialog
      title="Identity of this server"
      subtitle={`Accepted on ${formatDay(identity.acceptedAt)}`}
      icon={ShieldCheck}
      tone="accent"
      isOpen
      onClose={onClose}
      dismissable
      footer={
        <>
          <Button variant="danger" onPress={forget}>
            Forget this identity
          </Button>
          <Button variant="primary" autoFocus onPress={onClose}>
            Close
          </Button>
        </>
      }
    >
      <IdentityFacts host={identity.host} port={identity.port} identity={identity} />
      <p className={styles.hint}>
        Forget it only if you were told that it has changed. The next connection shows the new one
        and asks you again.
      </p>
    </Dialog>
  );
}
