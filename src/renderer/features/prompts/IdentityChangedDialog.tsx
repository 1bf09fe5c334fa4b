import { Phone, ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import type { PresentedIdentity } from '../../../shared/domain/identity.ts';
import { ciisSupportPhone } from '../../../shared/domain/presets.ts';
import { formatDay, formatWhenInside } from '../../app/format-time.ts';
import { fingerprintLines, identityKind } from '../../app/identity-words.ts';
import { isCiisSite } from '../../app/site-words.ts';
import { useNow } from '../../app/use-now.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { classNames } from '../../ui/class-names.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { answerPrompt } from './answer-prompt.ts';
import type { PromptOf } from './prompt-of.ts';
import styles from './Prompts.module.css';

/** Stops everything: old and new side by side. Going on takes a tick and a danger button. */
export function IdentityChangedDialog({
  prompt,
}: {
  readonly prompt: PromptOf<'identity-changed'>;
}) {
  const { accepted, presented, host } = prompt;
  const [told, setTold] = useState(false);
  const [shownAt] = useState(() => Date.now());
  const now = useNow();
  const who = isCiisSite({ host }) ? 'CIIS' : 'whoever runs this server';
  return (
    <Dialog
      title="This server's identity has changed"
      subtitle={`Do not go on unless ${who} told you about it`}
      icon={ShieldAlert}
      tone="alarm"
      width={640}
      isOpen
      role="alertdialog"
      onClose={() => answerPrompt(prompt.id, { kind: 'no' })}
      footerStart={
        <CopyButton
          label="Copy both"
          text={`${host}\nAccepted before: ${accepted.fingerprint}\nShown now: ${presented.fingerprint}`}
        />
      }
      footer={
        <>
          <Button
            variant="danger"
            isDisabled={!told}
            onPress={() => answerPrompt(prompt.id, { kind: 'yes' })}
          >
            Accept new identity
          </Button>
          <Button
            variant="primary"
            autoFocus
            onPress={() => answerPrompt(prompt.id, { kind: 'no' })}
          >
            Stay disconnected
          </Button>
        </>
      }
    >
      <p>
        <strong>{host}</strong> is not showing the identity that you accepted on{' '}
        {formatDay(accepted.acceptedAt)}. Someone may be pretending to be{' '}
        {isCiisSite({ host }) ? 'CIIS' : 'this server'}. Your password and files were not sent.
      </p>
      <div className={styles.sides}>
        <Side title="Accepted before" identity={accepted} when={formatDay(accepted.acceptedAt)} />
        <Side title="Shown now" identity={presented} when={formatWhenInside(shownAt, now)} isNew />
      </div>
      <p className={styles.phone}>
        <Phone aria-hidden />
        {isCiisSite({ host }) ? (
          <span>
            Call CIIS user support at <strong>{ciisSupportPhone}</strong> and ask whether the key
            was changed.
          </span>
        ) : (
          <span>Ask whoever runs this server whether the key was changed.</span>
        )}
      </p>
      <div className={styles.tick}>
        <Checkbox isSelected={told} onChange={setTold}>
          {isCiisSite({ host }) ? 'CIIS told me about this change' : 'I was told about this change'}
        </Checkbox>
      </div>
    </Dialog>
  );
}

function Side({
  title,
  identity,
  when,
  isNew = false,
}: {
  readonly title: string;
  readonly identity: PresentedIdentity;
  readonly when: string;
  readonly isNew?: boolean;
}) {
  return (
    <section className={classNames(styles.side, isNew && styles.sideNew)} aria-label={title}>
      <h3>{title}</h3>
      <p className={styles.caption}>
        {identityKind(identity)}, {when}
      </p>
      <code className={styles.fingerprintSmall}>
        {fingerprintLines(identity.fingerprint, identity.certificate === null ? 16 : 24).map(
          (line, index) => (
            <span key={`${index}`}>{line}</span>
          ),
        )}
      </code>
    </section>
  );
}
