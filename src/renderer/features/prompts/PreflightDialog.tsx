import { FileWarning } from 'lucide-react';
import { InspectionView } from '../../app/InspectionView.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { answerPrompt } from './answer-prompt.ts';
import { summaryWords, titleWords } from './preflight-words.ts';
import type { PromptOf } from './prompt-of.ts';
import styles from './Prompts.module.css';

const fewFiles = 3;
const mostFiles = 100;

export function PreflightDialog({ prompt }: { readonly prompt: PromptOf<'preflight'> }) {
  const { files } = prompt;
  const one = files.length === 1;
  const more = files.length - mostFiles;
  return (
    <Dialog
      title={titleWords(files.length)}
      icon={FileWarning}
      tone="warn"
      width={640}
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
            Don&apos;t send
          </Button>
        </>
      }
    >
      <p>
        {one ? 'It goes' : 'They go'} byte for byte as {one ? 'it is' : 'they are'}, if you say so.
        If you are not sure, export {one ? 'it' : 'them'} again from the record system.
      </p>
      {files.length > fewFiles && (
        <ul className={styles.names}>
          {summaryWords(files).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {/* Keyboards scroll what has the focus. */}
      <div className={styles.inspections} role="group" aria-label="What was found" tabIndex={0}>
        {files.slice(0, mostFiles).map(({ name, inspection }, index) => (
          <InspectionView key={`${index}`} name={name} inspection={inspection} brief />
        ))}
        {more > 0 && (
          <p className={styles.caption}>and {more.toLocaleString('en-US')} more files</p>
        )}
      </div>
    </Dialog>
  );
}
