import { Phone, ShieldQuestionMark } from 'lucide-react';
import { ciisSupportPhone } from '../../../shared/domain/presets.ts';
import { formatDay } from '../../app/format-time.ts';
import { fingerprintLines, identityKind } from '../../app/identity-words.ts';
import { isCiisSite } from '../../app/site-words.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { answerPrompt } from './answer-prompt.ts';
import type { PromptOf } from './prompt-of.ts';
import styles from './Prompts.module.css';

/** First connection to a host: its identity is shown, and kept once accepted. */
export function IdentityNewDialog({ prompt }: { readonly prompt: PromptOf<'identity-new'> }) {
  const { presented, host, port } = prompt;
  const { certificate } = presented;
  const who = isCiisSite({ host }) ? 'CIIS' : host;
  const shown = certificate === null ? 'host key' : 'certificate';
  return (
    <Dialog
      title={`Is this ${who}?`}
      icon={ShieldQuestionMark}
      isOpen
      role="alertdialog"
      onClose={() => answerPrompt(prompt.id, { kind: 'no' })}
      footer={
        <>
          <Button onPress={() => answerPrompt(prompt.id, { kind: 'no' })}>Cancel</Button>
          <Button
            variant="primary"
            autoFocus
            onPress={() => answerPrompt(prompt.id, { kind: 'yes' })}
          >
            Accept and connect
          </Button>
        </>
      }
    >
      <p>
        This is your first connection to <strong>{host}</strong>. The server showed the {shown}{' '}
        below.{' '}
        {isCiisSite({ host })
          ? 'If CIIS gave you a fingerprint, compare the two. If you are not sure, call CIIS and read this one to them.'
          : 'If you were given a fingerprint, compare the two. If you are not sure, ask whoever runs this server.'}
      </p>
      <dl className={styles.facts}>
        {certificate === null ? (
          <>
            <dt>Server</dt>
            <dd>
              {host}, port {port}
            </dd>
            <dt>Kind</dt>
            <dd>{identityKind(presented)}</dd>
          </>
        ) : (
          <>
            <dt>Issued to</dt>
            <dd>{certificate.subject}</dd>
            <dt>Issued by</dt>
            <dd>
              {certificate.issuer === certificate.subject
                ? 'Itself (self-signed certificate)'
                : certificate.issuer}
            </dd>
            <dt>Valid</dt>
            <dd>
              {formatDay(certificate.validFrom)} to {formatDay(certificate.validTo)}
            </dd>
            {certificate.problems.length > 0 && (
              <>
                <dt>Note</dt>
                <dd>{certificate.problems.join(' ')}</dd>
              </>
            )}
          </>
        )}
      </dl>
      <div className={styles.fingerprint}>
        <div className={styles.fingerprintHead}>
          <span>SHA-256 fingerprint</span>
          <CopyButton text={presented.fingerprint} />
        </div>
        <code className={styles.fingerprintLarge}>
          {fingerprintLines(presented.fingerprint, 48).map((line) => (
            <span key={line}>{line}</span>
          ))}
        </code>
      </div>
      {isCiisSite({ host }) && (
        <p className={styles.phone}>
          <Phone aria-hidden />
          <span>
            CIIS user support: <strong>{ciisSupportPhone}</strong>
          </span>
        </p>
      )}
    </Dialog>
  );
}
