import { Phone, ShieldQuestionMark } from 'lucide-react';
import { ciisSupportPhone } from '../../../shared/domain/presets.ts';
import { IdentityFacts } from '../../app/IdentityFacts.tsx';
import { isCiisSite } from '../../app/site-words.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { answerPrompt } from './answer-prompt.ts';
import type { PromptOf } from './prompt-of.ts';
import styles from './Prompts.module.css';

/** First connection to a host: its identity is shown, and kept once accepted. */
export function IdentityNewDialog({ prompt }: { readonly prompt: PromptOf<'identity-new'> }) {
  const { presented, host, port } = prompt;
  const who = isCiisSite({ host }) ? 'CIIS' : host;
  const shown = presented.certificate === null ? 'host key' : 'certificate';
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
      <div className={styles.gap}>
        <IdentityFacts host={host} port={port} identity={presented} />
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
