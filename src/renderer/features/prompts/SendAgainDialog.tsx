import { FileQuestionMark } from 'lucide-react';
import { thereWords } from '../../../shared/domain/prompt-words.ts';
import { formatSize } from '../../app/format-size.ts';
import { formatWhenInside } from '../../app/format-time.ts';
import { serverName } from '../../app/site-words.ts';
import { siteById, useSites } from '../../app/sites-store.ts';
import { useNow } from '../../app/use-now.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { answerPrompt } from './answer-prompt.ts';
import type { PromptOf } from './prompt-of.ts';
import { thereMark } from './there-mark.ts';
import styles from './Prompts.module.css';

const mostFiles = 100;

/** Files whose end is unknown are to be sent again: what the server says about their names now. */
export function SendAgainDialog({ prompt }: { readonly prompt: PromptOf<'send-again'> }) {
  const { id, siteId, files } = prompt;
  const who = serverName(useSites(siteById(siteId)));
  const now = useNow();
  const telling = { size: formatSize, when: (at: number) => formatWhenInside(at, now) };
  const one = files.length === 1;
  const more = files.length - mostFiles;
  return (
    <Dialog
      title={one ? `${who} may have this file` : `${who} may have these ${files.length} files`}
      icon={FileQuestionMark}
      tone="warn"
      width={600}
      isOpen
      role="alertdialog"
      onClose={() => answerPrompt(id, { kind: 'no' })}
      footer={
        <>
          <Button variant="danger" onPress={() => answerPrompt(id, { kind: 'yes' })}>
            Send again
          </Button>
          <Button variant="primary" autoFocus onPress={() => answerPrompt(id, { kind: 'no' })}>
            Don&apos;t send
          </Button>
        </>
      }
    >
      <p>
        The server&apos;s last word on {one ? 'it' : 'them'} was lost. If {one ? 'it' : 'they'}{' '}
        arrived, sending again makes {one ? 'a second copy' : 'second copies'} of the same records.
      </p>
      <div
        className={styles.inspections}
        role="group"
        aria-label="What the server says"
        tabIndex={0}
      >
        {files.slice(0, mostFiles).map((file, index) => {
          const { icon: Icon, tone } = thereMark(file);
          return (
            <div key={`${index}`} className={styles.doubt}>
              <h3 className={styles.doubtName}>{file.name}</h3>
              <p className={styles.there}>
                <Icon aria-hidden className={styles[tone]} />
                <span>{thereWords(file, who, telling)}</span>
              </p>
            </div>
          );
        })}
        {more > 0 && (
          <p className={styles.caption}>and {more.toLocaleString('en-US')} more files</p>
        )}
      </div>
    </Dialog>
  );
}
