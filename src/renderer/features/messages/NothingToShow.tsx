import { ArrowUp, FileWarning, MessagesSquare, Upload } from 'lucide-react';
import { describeFailure } from '../../../shared/domain/error-text.ts';
import { describeFinding } from '../../../shared/domain/inspection.ts';
import type { MessageFile } from '../../../shared/domain/message-file.ts';
import { openSites } from '../../app/navigation-store.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { chooseFiles, closeFile, openFiles } from './message-actions.ts';
import styles from './NothingToShow.module.css';
import { useView } from './view-store.ts';

export function NoSite() {
  return (
    <Panel region="Messages">
      <EmptyState
        icon={MessagesSquare}
        title="No real-time site yet"
        actions={
          <Button variant="primary" onPress={() => openSites({ kind: 'new', protocol: 'soap' })}>
            Make a real-time site
          </Button>
        }
      >
        Messages are sent one by one to a real-time gateway, and each is answered at once. Make a
        site for it first. Files can be opened and read without one: drop them here.
      </EmptyState>
    </Panel>
  );
}

export function NoFile() {
  return (
    <Panel region="Messages">
      <EmptyState
        icon={Upload}
        title="Drop a file of HL7 messages here"
        actions={<Button onPress={() => void chooseFiles()}>Open files...</Button>}
      >
        You see each message before it goes, and the registry&apos;s answer beside it. Nothing is
        sent until you press Send.
      </EmptyState>
    </Panel>
  );
}

/** A file that can't be read, or holds no messages. */
export function UnreadableFile({ file }: { readonly file: MessageFile }) {
  const { title, text } = whyUnreadable(file);
  return (
    <Panel region="File">
      <EmptyState
        icon={FileWarning}
        tone={file.failure === null ? 'warn' : 'bad'}
        title={title}
        actions={
          <>
            <Button onPress={() => void openFiles([file.path])}>Read it again</Button>
            <Button variant="quiet" onPress={() => closeFile(file.id)}>
              Close the file
            </Button>
          </>
        }
      >
        {text}
      </EmptyState>
    </Panel>
  );
}

function whyUnreadable({ failure, inspection, name }: MessageFile): {
  readonly title: string;
  readonly text: string;
} {
  if (failure !== null) {
    const { sentence, nextStep } = describeFailure(failure, { file: name });
    return { title: sentence, text: nextStep };
  }
  const stop = inspection?.findings.find(({ level }) => level === 'stop');
  return {
    title: stop === undefined ? 'This file holds no HL7 messages.' : describeFinding(stop),
    text: 'Export it again from your record system, or choose another file.',
  };
}

/** Over everything while files are dragged: it says what will happen. It takes no pointer itself. */
export function DropCover() {
  const dragged = useView((state) => state.dragged);
  if (dragged === null) return null;
  return (
    <div className={styles.cover}>
      <EmptyState
        icon={ArrowUp}
        tone="strong"
        title={dragged === 1 ? 'Drop to open this file' : `Drop to open ${dragged} files`}
      >
        Nothing is sent until you press Send.
      </EmptyState>
    </div>
  );
}
