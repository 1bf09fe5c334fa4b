import { KeyRound, Phone } from 'lucide-react';
import { ciisSupportPhone } from '../../../shared/domain/presets.ts';
import { signInAgainWords } from '../../../shared/domain/prompt-words.ts';
import { isCiisSite } from '../../app/site-words.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { answerPrompt } from './answer-prompt.ts';
import type { PromptOf } from './prompt-of.ts';
import styles from './Prompts.module.css';

/** Sign-ins were refused lately: whether it is tried once more before the password goes out. */
export function SignInAgainDialog({ prompt }: { readonly prompt: PromptOf<'sign-in-again'> }) {
  const { id, host, username, refused } = prompt;
  return (
    <Dialog
      title="Try to sign in once more?"
      icon={KeyRound}
      tone="warn"
      width={520}
      isOpen
      role="alertdialog"
      onClose={() => answerPrompt(id, { kind: 'no' })}
      footer={
        <>
          <Button onPress={() => answerPrompt(id, { kind: 'yes' })}>Try once more</Button>
          <Button variant="primary" autoFocus onPress={() => answerPrompt(id, { kind: 'no' })}>
            Don&apos;t
          </Button>
        </>
      }
    >
      <p>{signInAgainWords(refused)}</p>
      <dl className={styles.facts}>
        <dt>Username</dt>
        <dd>{username}</dd>
        <dt>Server</dt>
        <dd>{host}</dd>
      </dl>
      <p className={styles.gap}>
        Check the password in Site Manager first, or wait five minutes. Your password has not been
        sent this time.
      </p>
      {isCiisSite({ host }) && (
        <p className={styles.phone}>
          <Phone aria-hidden />
          <span>
            CIIS user support can unlock the account: <strong>{ciisSupportPhone}</strong>
          </span>
        </p>
      )}
    </Dialog>
  );
}
