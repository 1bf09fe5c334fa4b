import { FileWarning } from 'lucide-react';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { answerPrompt } from './answer-prompt.ts';
import type { PromptOf } from './prompt-of.ts';
import styles from './Prompts.module.css';

const mostNames = 8;

export function EmptyFilesDialog({ prompt }: { readonly prompt: PromptOf<'empty-files'> }) {
  const { names } = prompt;
  const one = names.length === 1;
  const more = names.length - mostNames;
  return (
    <Dialog
      title={one ? 'This file is empty' : `${names.length} files are empty`}
      icon={FileWarning}
      tone="warn"
      width={480}
      isOpen
      role="alertdialog"
      onClose={() => answerPrompt(prompt.id, { kind: 'no' })}
      footer={
        <>
          <Button onPress={() => answerPrompt(prompt.id, { kind: 'yes' })}>Send anyway</Button>
          <Button
            variant="primary"
            autoFocus
            onPress={() => answerPrompt(prompt.id, { kind: 'no' })}
          >
            {one ? 'Leave it out' : 'Leave them out'}
          </Button>
        </>
      }
    >
      <p>
        The record system may still be writing {one ? 'it' : 'them'}, or the export failed. An empty
        file holds no messages.
      </p>
      <ul className={styles.names}>
        {names.slice(0, mostNames).map((name, index) => (
          <li key={`${index}`}>{name}</li>
        ))}
        {more > 0 && <li className={styles.caption}>and {more} more</li>}
      </ul>
    </Dialog>
  );
}
