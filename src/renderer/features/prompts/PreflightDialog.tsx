import { FileWarning } from 'lucide-react';
import { useState } from 'react';
import { isDuplicate } from '../../../shared/domain/sent-before.ts';
import { DuplicateLine } from '../../app/DuplicateLine.tsx';
import { InspectionView } from '../../app/InspectionView.tsx';
import { serverName } from '../../app/site-words.ts';
import { siteById, useSites } from '../../app/sites-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { answerPrompt } from './answer-prompt.ts';
import { introWords, matterOf, summaryWords, titleWords } from './preflight-words.ts';
import type { PromptOf } from './prompt-of.ts';
import styles from './Prompts.module.css';

const fewFiles = 3;
const mostFiles = 100;

/** Files that look unusual, or whose content the site has already: one question about all of them. */
export function PreflightDialog({ prompt }: { readonly prompt: PromptOf<'preflight'> }) {
  const { id, siteId, files } = prompt;
  const who = serverName(useSites(siteById(siteId)));
  const others = files.flatMap((file, index) => (isDuplicate(file) ? [] : [index]));
  const mayLeaveOut = matterOf(files) === 'mixed' && others.length > 0;
  const [leaveOut, setLeaveOut] = useState(mayLeaveOut);
  const more = files.length - mostFiles;
  const send = () => answerPrompt(id, leaveOut ? { kind: 'only', files: others } : { kind: 'yes' });
  return (
    <Dialog
      title={titleWords(files)}
      icon={FileWarning}
      tone="warn"
      width={640}
      isOpen
      role="alertdialog"
      onClose={() => answerPrompt(id, { kind: 'no' })}
      footer={
        <>
          <Button onPress={send}>{sendWords(prompt, leaveOut ? others.length : null)}</Button>
          <Button variant="primary" autoFocus onPress={() => answerPrompt(id, { kind: 'no' })}>
            Don&apos;t send
          </Button>
        </>
      }
    >
      <p>{introWords(files, who)}</p>
      {files.length > fewFiles && (
        <ul className={styles.names}>
          {summaryWords(files).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {/* Keyboards scroll what has the focus. */}
      <div className={styles.inspections} role="group" aria-label="What was found" tabIndex={0}>
        {files.slice(0, mostFiles).map((file, index) => (
          <Doubt key={`${index}`} file={file} />
        ))}
        {more > 0 && (
          <p className={styles.caption}>and {more.toLocaleString('en-US')} more files</p>
        )}
      </div>
      {mayLeaveOut && (
        <div className={styles.tick}>
          <Checkbox isSelected={leaveOut} onChange={setLeaveOut}>
            {leaveOutWords(files.length - others.length)}
          </Checkbox>
        </div>
      )}
    </Dialog>
  );
}

function Doubt({ file }: { readonly file: PromptOf<'preflight'>['files'][number] }) {
  const { name, inspection } = file;
  return (
    <div className={styles.doubt}>
      {inspection === null ? (
        <h3 className={styles.doubtName}>{name}</h3>
      ) : (
        <InspectionView name={name} inspection={inspection} brief />
      )}
      {isDuplicate(file) && <DuplicateLine name={name} duplicate={file} />}
    </div>
  );
}

const leaveOutWords = (count: number): string =>
  count === 1
    ? 'Leave out the one whose content was sent before'
    : `Leave out the ${count.toLocaleString('en-US')} whose content was sent before`;

/** `others`: how many go when the ones sent before are left out; null: all go. */
function sendWords({ files }: PromptOf<'preflight'>, others: number | null): string {
  if (others !== null)
    return others === 1 ? 'Send the other one' : `Send the other ${others.toLocaleString('en-US')}`;
  return matterOf(files) === 'duplicate' ? 'Send again' : 'Send anyway';
}
