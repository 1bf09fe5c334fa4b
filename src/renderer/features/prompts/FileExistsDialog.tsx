import { Files } from 'lucide-react';
import { useState } from 'react';
import { formatSize } from '../../app/format-size.ts';
import { formatWhen } from '../../app/format-time.ts';
import { useNow } from '../../app/use-now.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { answerPrompt } from './answer-prompt.ts';
import type { PromptOf } from './prompt-of.ts';
import styles from './Prompts.module.css';

export function FileExistsDialog({ prompt }: { readonly prompt: PromptOf<'file-exists'> }) {
  const [forAll, setForAll] = useState(false);
  const now = useNow();
  const when = (at: number | null) => (at === null ? 'time not known' : formatWhen(at, now));
  const answer = (choice: 'overwrite' | 'skip' | 'rename') =>
    answerPrompt(prompt.id, { kind: 'exists', choice, forAll });
  return (
    <Dialog
      title={`${prompt.name} is on the server already`}
      icon={Files}
      tone="warn"
      width={560}
      isOpen
      role="alertdialog"
      onClose={() => answerPrompt(prompt.id, { kind: 'no' })}
      footer={
        <>
          <Button onPress={() => answer('overwrite')}>Overwrite</Button>
          <Button onPress={() => answer('rename')}>Send under a new name</Button>
          <Button variant="primary" autoFocus onPress={() => answer('skip')}>
            Skip
          </Button>
        </>
      }
    >
      <dl className={styles.facts}>
        <dt>On the server</dt>
        <dd>
          {formatSize(prompt.remoteSize)}, {when(prompt.remoteModifiedAt)}
        </dd>
        <dt>Yours</dt>
        <dd>
          {formatSize(prompt.localSize)}, {when(prompt.localModifiedAt)}
        </dd>
      </dl>
      {prompt.more > 0 && (
        <div className={styles.tick}>
          <Checkbox isSelected={forAll} onChange={setForAll}>
            Do the same for{' '}
            {prompt.more === 1 ? 'the other file' : `the other ${prompt.more} files`}
          </Checkbox>
        </div>
      )}
    </Dialog>
  );
}
