import { useEffect } from 'react';
import type { MessageFile } from '../../../shared/domain/message-file.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { fileById, runOf, useMessages } from '../../app/messages-store.ts';
import { takeMessagesIntent, useNavigation } from '../../app/navigation-store.ts';
import { useSites } from '../../app/sites-store.ts';
import { useOutsideDrop } from '../../app/use-outside-drop.ts';
import { onWindowCommand } from '../../app/window-commands.ts';
import { Screen } from '../../ui/Screen.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { narrowWindow, useMedia } from '../../ui/use-media.ts';
import { AnswerPane } from './AnswerPane.tsx';
import { FilePanel } from './FilePanel.tsx';
import { openFiles } from './message-actions.ts';
import { MessagePane } from './MessagePane.tsx';
import { MessagesToolbar } from './MessagesToolbar.tsx';
import styles from './MessagesScreen.module.css';
import { DropCover, NoFile, NoSite, UnreadableFile } from './NothingToShow.tsx';
import { isUnreadable, realTimeSites } from './open-file.ts';
import { ProductionBand } from './ProductionBand.tsx';
import { RunBand } from './RunBand.tsx';
import { SendDialogs } from './SendDialogs.tsx';
import { SendMenu } from './SendMenu.tsx';
import { useLiveRows } from './use-live-rows.ts';
import { setDragged, showFile, useView } from './view-store.ts';

const drop = (paths: readonly string[]): void => void openFiles(paths);

/** Messages of a file, sent one by one to a real-time site, and what came back for each. */
export function MessagesScreen() {
  const allSites = useSites((state) => state.sites);
  const sites = realTimeSites(allSites);
  const chosenSite = useView((state) => state.siteId);
  const site = sites.find(({ id }) => id === chosenSite) ?? sites[0];
  const file = useShownFile();
  useOutsideDrop({ onPaths: drop, onDragged: setDragged });
  useLiveRows(file);
  useEffect(
    () =>
      onWindowCommand('refresh', () => {
        if (file !== undefined) drop([file.path]);
      }),
    [file],
  );
  return (
    <Screen
      title="Messages"
      start={<MessagesToolbar sites={sites} site={site} />}
      actions={<SendMenu site={site} file={file} />}
    >
      <div className={styles.frame}>
        {site !== undefined && <ProductionBand site={site} />}
        {file !== undefined && <RunBand fileId={file.id} />}
        <div className={styles.content}>
          <Content site={site} file={file} />
          <DropCover />
        </div>
      </div>
      <SendDialogs />
    </Screen>
  );
}

function Content({
  site,
  file,
}: {
  readonly site: SiteView | undefined;
  readonly file: MessageFile | undefined;
}) {
  if (site === undefined && file === undefined) return <NoSite />;
  if (file === undefined) return <NoFile />;
  const unreadable = isUnreadable(file);
  return <Panes site={site} file={file} unreadable={unreadable} />;
}

function Panes({
  site,
  file,
  unreadable,
}: {
  readonly site: SiteView | undefined;
  readonly file: MessageFile;
  readonly unreadable: boolean;
}) {
  const narrow = useMedia(narrowWindow);
  const { listShare, answerShare, stackShare } = useShares();
  return (
    <SplitPane
      label="Size of the list of messages"
      direction="row"
      share={listShare ?? (narrow ? 0.34 : 0.275)}
      onShare={(share) => useView.setState({ listShare: share })}
      leastFirst={240}
      leastSecond={360}
      first={<FilePanel file={file} />}
      second={
        unreadable ? (
          <UnreadableFile file={file} />
        ) : (
          <SplitPane
            label="Size of the message"
            direction={narrow ? 'column' : 'row'}
            share={(narrow ? stackShare : answerShare) ?? (narrow ? 0.52 : 0.6)}
            onShare={(share) =>
              useView.setState(narrow ? { stackShare: share } : { answerShare: share })
            }
            leastFirst={narrow ? 120 : 240}
            leastSecond={narrow ? 120 : 220}
            first={<MessagePane file={file} />}
            second={<AnswerPane file={file} site={site} />}
          />
        )
      }
    />
  );
}

function useShares() {
  return {
    listShare: useView((state) => state.listShare),
    answerShare: useView((state) => state.answerShare),
    stackShare: useView((state) => state.stackShare),
  };
}

/** The file that was chosen or asked for by the menu, and another one when it is closed. */
function useShownFile(): MessageFile | undefined {
  const fileId = useView((state) => state.fileId);
  const file = useMessages(fileById(fileId));
  const last = useMessages((state) => state.files.at(-1)?.id ?? null);
  const run = useMessages(runOf(fileId));
  const intent = useNavigation((state) => state.messagesIntent);
  useEffect(() => {
    const asked = intent === null ? null : takeMessagesIntent();
    if (asked !== null) showFile(asked);
    else if (file === undefined && fileId !== last) showFile(last);
  }, [intent, file, fileId, last]);
  // A run goes on at its own site: that one is shown.
  const runSite = run?.siteId;
  useEffect(() => {
    if (runSite !== undefined) useView.setState({ siteId: runSite });
  }, [runSite]);
  return file;
}
