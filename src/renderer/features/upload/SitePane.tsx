import { FolderPlus, Folder, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { DropZone, isTextDropItem } from 'react-aria-components';
import type { SessionState } from '../../../shared/domain/session.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { showCheck } from '../../app/navigation-store.ts';
import { usePrompts } from '../../app/prompts-store.ts';
import { describeSiteFailure } from '../../app/site-words.ts';
import { useTransfers } from '../../app/transfers-store.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { ConnectFailed } from './ConnectFailed.tsx';
import { checkHelps } from './check-helps.ts';
import { dragWords } from './drag-words.ts';
import { DropArea } from './DropArea.tsx';
import { DropTarget } from './DropTarget.tsx';
import { localPathType, pathsOfDrag } from './local-path-type.ts';
import { NoSite } from './NoSite.tsx';
import { PaneHead } from './PaneHead.tsx';
import { PathBar } from './PathBar.tsx';
import { remoteCrumbs, remoteParent } from './remote-path.ts';
import { RemoteQuestions, type RemoteQuestion } from './RemoteQuestions.tsx';
import { SiteFoot } from './SiteFoot.tsx';
import { sitePaneView, type SitePaneView } from './site-pane-view.ts';
import styles from './SitePane.module.css';
import { openRemote, refreshRemote, useSiteFolder } from './site-folder-store.ts';
import { SiteTable } from './SiteTable.tsx';
import { showTab, useUploadView } from './upload-view-store.ts';

export interface SitePaneProps {
  readonly site: SiteView | undefined;
  readonly session: SessionState;
  /** Null while nothing may be sent. */
  readonly onSend: ((paths: readonly string[]) => void) | null;
  readonly onChoose: () => void;
}

/** The site's folder, or why it is not there; always the place to drop files on. */
export function SitePane({ site, session, onSend, onChoose }: SitePaneProps) {
  const folder = useSiteFolder();
  const asking = usePrompts((state) => state.prompts.some((prompt) => prompt.siteId === site?.id));
  const dragged = useUploadView((state) => state.dragged);
  const [question, setQuestion] = useState<RemoteQuestion | null>(null);
  const view = sitePaneView({ hasSite: site !== undefined, session, asking, folder });
  const connected = session.status === 'connected' ? session : null;
  const crumbs = connected ? remoteCrumbs(connected.home, folder.path) : [];
  const here = crumbs.at(-1)?.name ?? 'your folder';
  const lit = site && dragged && onSend && view.kind !== 'asking';

  return (
    <Panel region="Site">
      <PaneHead
        title={site?.label ?? 'Site'}
        path={
          <PathBar
            label="Folder on the site"
            icon={Folder}
            crumbs={crumbs}
            placeholder="Not open yet"
            onOpen={(path) => {
              if (site) void openRemote(site.id, path);
            }}
          />
        }
        actions={
          <>
            {connected?.abilities.makeFolder === true && folder.entries !== null && (
              <IconButton
                icon={FolderPlus}
                label="New folder"
                onPress={() => setQuestion({ kind: 'new-folder' })}
              />
            )}
            <IconButton
              icon={RefreshCw}
              label="Refresh the site's folder"
              isDisabled={connected === null || folder.loading}
              onPress={() => void refreshRemote()}
            />
          </>
        }
      />
      <DropZone
        aria-label={site ? `Send files to ${site.label}` : 'No site is chosen'}
        isDisabled={onSend === null}
        getDropOperation={(types) => (types.has(localPathType) ? 'copy' : 'cancel')}
        onDrop={({ items }) => {
          const texts = items
            .filter(isTextDropItem)
            .filter(({ types }) => types.has(localPathType));
          void Promise.all(texts.map((item) => item.getText(localPathType))).then((lists) =>
            onSend?.(lists.flatMap(pathsOfDrag)),
          );
        }}
        className={styles.body ?? ''}
      >
        {site === undefined ? (
          <NoSite />
        ) : (
          <SitePaneBody
            view={view}
            site={site}
            session={session}
            onChoose={onChoose}
            onQuestion={setQuestion}
          />
        )}
        {lit && (
          <DropTarget
            {...dragWords(dragged, site, here === 'Your folder' ? 'your folder' : here)}
          />
        )}
      </DropZone>
      <SiteFoot site={site} entries={view.kind === 'table' ? folder.entries : null} />
      {site && connected && question && (
        <RemoteQuestions site={site} question={question} onClose={() => setQuestion(null)} />
      )}
    </Panel>
  );
}

function SitePaneBody({
  view,
  site,
  session,
  onChoose,
  onQuestion,
}: {
  readonly view: SitePaneView;
  readonly site: SiteView;
  readonly session: SessionState;
  readonly onChoose: () => void;
  readonly onQuestion: (question: RemoteQuestion) => void;
}) {
  const path = useSiteFolder((state) => state.path);
  const finding = useSiteFolder((state) => state.finding);
  const someSent = useTransfers((state) => state.lists.done.length > 0);
  const onSeeSent = someSent ? () => showTab('done') : null;
  const home = session.status === 'connected' ? session.home : null;
  const found = finding !== null && (
    <p className={styles.finding} role="status">
      {finding}
    </p>
  );
  switch (view.kind) {
    case 'no-site':
      return <NoSite />;
    case 'disconnected':
      return <DropArea site={site} why="disconnected" onChoose={onChoose} onSeeSent={onSeeSent} />;
    case 'connecting':
    case 'loading':
      return (
        <div className={styles.waiting} role="status">
          <Spinner />
          {view.kind === 'connecting' ? `Connecting to ${site.host}` : 'Opening the folder'}
        </div>
      );
    case 'asking':
      return (
        <div className={styles.waiting} role="status">
          Waiting for your answer
        </div>
      );
    case 'failed':
      return <ConnectFailed site={site} failure={view.failure} />;
    case 'drop':
      return (
        <>
          {found}
          <DropArea
            site={site}
            why={view.why === 'empty' && path !== home ? 'empty-below' : view.why}
            onChoose={onChoose}
            onSeeSent={onSeeSent}
          />
        </>
      );
    case 'folder-failed': {
      const { sentence, nextStep } = describeSiteFailure(view.failure, site);
      const parent = remoteParent(path);
      return (
        <EmptyState
          icon={Folder}
          tone="bad"
          title={sentence.replace(/\.$/, '')}
          actions={
            <>
              <Button onPress={() => void refreshRemote()}>Try again</Button>
              {parent !== null && (
                <Button variant="quiet" onPress={() => void openRemote(site.id, parent)}>
                  Up one folder
                </Button>
              )}
              {checkHelps(view.failure.code) && (
                <Button variant="quiet" onPress={() => showCheck(site.id)}>
                  Check connection
                </Button>
              )}
            </>
          }
        >
          {nextStep}
        </EmptyState>
      );
    }
    case 'table':
      return (
        <>
          {found}
          <SiteTable site={site} session={session} onQuestion={onQuestion} />
        </>
      );
  }
}
