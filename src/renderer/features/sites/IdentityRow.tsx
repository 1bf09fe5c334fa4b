import { Shield, ShieldCheck } from 'lucide-react';
import type { Protocol } from '../../../shared/domain/protocol.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { formatDay } from '../../app/format-time.ts';
import { Button } from '../../ui/Button.tsx';
import type { SiteForm } from './site-draft.ts';
import styles from './SiteForm.module.css';
import type { AskSites } from './SiteQuestions.tsx';

/** The identity that was accepted for the address of the form, and the way to look at it. */
export function IdentityRow({
  form: { draft, saved },
  site,
  ask,
}: {
  readonly form: SiteForm;
  readonly site: SiteView | undefined;
  readonly ask: AskSites;
}) {
  const sameAddress = draft.host === saved.host && draft.port === saved.port;
  const identity = sameAddress ? (site?.identity ?? null) : null;
  return (
    <div className={styles.row} role="group" aria-label="Identity">
      <span className={styles.name}>Identity</span>
      <div className={styles.identity}>
        {identity === null ? (
          <Shield aria-hidden />
        ) : (
          <ShieldCheck aria-hidden className={styles.accepted} />
        )}
        <span>
          {identity === null
            ? whenAsked(draft.protocol)
            : `Accepted on ${formatDay(identity.acceptedAt)}`}
        </span>
        {identity !== null && site && (
          <Button variant="quiet" onPress={() => ask({ kind: 'identity', site })}>
            View
          </Button>
        )}
      </div>
    </div>
  );
}

function whenAsked(protocol: Protocol): string {
  switch (protocol) {
    case 'sftp':
    case 'ftps':
      return 'You are asked when you first connect';
    case 'soap':
    case 'web':
      return 'You are asked only if this computer does not trust it';
  }
}
