import type { PresentedIdentity } from '../../shared/domain/identity.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { formatDay } from './format-time.ts';
import { fingerprintLines, identityKind } from './identity-words.ts';
import styles from './IdentityFacts.module.css';

/** What a server shows to prove who it is, with a fingerprint that can be read aloud. */
export function IdentityFacts({
  host,
  port,
  identity,
}: {
  readonly host: string;
  readonly port: number;
  readonly identity: PresentedIdentity;
}) {
  const { certificate } = identity;
  return (
    <>
      <dl className={styles.facts}>
        {certificate === null ? (
          <>
            <Fact name="Server" value={`${host}, port ${port}`} />
            <Fact name="Kind" value={identityKind(identity)} />
          </>
        ) : (
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
        <div className={styles.head}>
          <span>SHA-256 fingerprint</span>
          <CopyButton text={identity.fingerprint} />
        </div>
        <code className={styles.code}>
          {fingerprintLines(identity.fingerprint, 48).map((line) => (
            <span key={line}>{line}</span>
          ))}
        </code>
      </div>
    </>
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
