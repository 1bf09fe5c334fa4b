import { X } from 'lucide-react';
import type { MessageFile } from '../../../shared/domain/message-file.ts';
import { runOf, useMessages } from '../../app/messages-store.ts';
import { isOver, messageCount } from '../../app/run-words.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import styles from './FilePanel.module.css';
import { ListFilter } from './ListFilter.tsx';
import { closeFile } from './message-actions.ts';
import { MessageList } from './MessageList.tsx';
import { footWords, isReading, isUnreadable } from './open-file.ts';
import { useRows } from './row-store.ts';
import { showFile, useView } from './view-store.ts';

/** The file and its messages. */
export function FilePanel({ file }: { readonly file: MessageFile }) {
  const unreadable = isUnreadable(file);
  return (
    <Panel region="Messages of the file">
      <div className={styles.head}>
        <FilePicker file={file} />
        <IconButton
          icon={X}
          label="Close the file"
          size="small"
          onPress={() => closeFile(file.id)}
        />
      </div>
      {!unreadable && <ListFilter />}
      {unreadable ? <div className={styles.rest} /> : <MessageList label={file.name} />}
      <Foot file={file} />
    </Panel>
  );
}

/** The name; where several files are open, a choice. */
function FilePicker({ file }: { readonly file: MessageFile }) {
  const files = useMessages((state) => state.files);
  if (files.length < 2)
    return (
      <h2 className={styles.name} title={file.path}>
        {file.name}
      </h2>
    );
  return (
    <div className={styles.picker}>
      <Select
        label="File"
        hideLabel
        options={files.map(({ id, name, messages }) => ({
          value: id,
          label: name,
          description: messageCount(messages),
        }))}
        value={file.id}
        onChange={showFile}
      />
    </div>
  );
}

function Foot({ file }: { readonly file: MessageFile }) {
  const counts = useRows((state) => state.counts);
  const chosen = useView((state) => state.chosen.size);
  const running = useMessages((state) => {
    const run = runOf(file.id)(state);
    return run !== undefined && !isOver(run);
  });
  if (isReading(file))
    return (
      <div className={styles.foot} role="status">
        <Spinner size={14} />
        <span>Reading, {messageCount(file.messages)} so far</span>
      </div>
    );
  if (isUnreadable(file)) return null;
  return <div className={styles.foot}>{footWords(counts, chosen, running)}</div>;
}
