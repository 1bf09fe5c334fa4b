import { ShieldCheck } from 'lucide-react';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { call } from '../../app/api.ts';
import { formatDay } from '../../app/format-time.ts';
import { fingerprintLines, identityKind } from '../../app/identity-words.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
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
  const { certificate } = identity;
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
      <dl className={styles.facts}>
        <Fact name="Server" value={`${identity.host}, port ${identity.port}`} />
        <Fact name="Kind" value={identityKind(identity)} />
        {certificate && (
          <>
            <Fact name="Issued to" value={certificate.subject} />
            <Fact
              name="Issued by"
              value={
                certificate.issuer === certificate.subject
                  ? 'Itself (self-signed certificate)'
                  : certificate.issuer
              }
            />
            <Fact
              name="Valid"
              value={`${formatDay(certificate.validFrom)} to ${formatDay(certificate.validTo)}`}
            />
            {certificate.problems.length > 0 && (
              <Fact name="Note" value={certificate.problems.join(' ')} />
            )}
          </>
        )}
      </dl>
      <div className={styles.fingerprint}>
        <div className={styles.fingerprintHead}>
          <span>SHA-256 fingerprint</span>
          <CopyButton text={identity.fingerprint} />
        </div>
        <code className={styles.code}>
          {fingerprintLines(identity.fingerprint, 48).map((line) => (
            <span key={line}>{line}</span>
          ))}
        </code>
      </div>
      <p className={styles.hint}>
        Forget it only if you were told that it has changed. The next connection shows the new one
        and asks you again.
      </p>
    </Dialog>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
