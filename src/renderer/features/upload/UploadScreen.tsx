import { useCallback, useEffect, useMemo } from 'react';
import { useNavigation } from '../../app/navigation-store.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { sessionOf, useSessions } from '../../app/sessions-store.ts';
import { fileSiteById, useSites } from '../../app/sites-store.ts';
import { useTransfers } from '../../app/transfers-store.ts';
import { onWindowCommand } from '../../app/window-commands.ts';
import { Screen } from '../../ui/Screen.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { LocalPane } from './LocalPane.tsx';
import {
  loadRoots,
  openLocal,
  refreshLocal,
  selectedEntries,
  startLocal,
  useLocal,
} from './local-store.ts';
import { QueuePanel } from './QueuePanel.tsx';
import { chooseAndSend, sendFiles } from './send-files.ts';
import { sendBlock } from './session-words.ts';
import { refreshRemote } from './site-folder-store.ts';
import { SitePane } from './SitePane.tsx';
import { UploadToolbar } from './UploadToolbar.tsx';
import { useFreshFolder } from './use-fresh-folder.ts';
import { useOutsideDrop } from './use-outside-drop.ts';
import { useUploadView } from './upload-view-store.ts';

/** Local Drives and the site's folder side by side, the queue below. */
export function UploadScreen() {
  const siteId = useNavigation((state) => state.siteId);
  const site = useSites(fileSiteById(siteId));
  const session = useSessions(sessionOf(siteId));
  const panesShare = useUploadView((state) => state.panesShare);
  const queueShare = useUploadView((state) => state.queueShare);
  const hasWork = useTransfers(({ summary }) => summary.active + summary.needLook > 0);

  const send = useCallback((paths: readonly string[]) => void sendFiles(siteId, paths), [siteId]);
  const choose = useCallback(() => {
    chooseAndSend(siteId).catch(reportFailure);
  }, [siteId]);
  const onSend = useMemo(
    () => (site !== undefined && sendBlock(session) === null ? send : null),
    [site, session, send],
  );

  useFreshFolder(site?.id ?? null, session);
  useOutsideDrop(send);
  useLocalFolderOf(site?.id ?? null, site?.localFolder ?? '');
  useEffect(() => {
    const stop = [
      onWindowCommand('upload-selection', () =>
        send(selectedEntries(useLocal.getState()).map(({ path }) => path)),
      ),
      onWindowCommand('choose-files', choose),
      onWindowCommand('refresh', () => {
        refreshLocal();
        void refreshRemote();
      }),
    ];
    return () => stop.forEach((undo) => undo());
  }, [send, choose]);

  return (
    <Screen title="Upload" hideTitle start={<UploadToolbar site={site} session={session} />}>
      <SplitPane
        label="Size of the queue"
        direction="column"
        share={queueShare}
        secondSize={hasWork ? 268 : 180}
        onShare={(share) => useUploadView.setState({ queueShare: share })}
        leastFirst={200}
        leastSecond={80}
        first={
          <SplitPane
            label="Size of Local Drives"
            direction="row"
            share={panesShare}
            onShare={(share) => useUploadView.setState({ panesShare: share })}
            leastFirst={260}
            leastSecond={240}
            first={
              <LocalPane
                siteId={site?.id ?? null}
                siteLabel={site?.label ?? null}
                lookFor={site?.preflight === true ? site.id : null}
                onSend={onSend}
              />
            }
            second={<SitePane site={site} session={session} onSend={onSend} onChoose={choose} />}
          />
        }
        second={<QueuePanel siteId={siteId} />}
      />
    </Screen>
  );
}

/** Opens Local Drives once, and a site's own start folder when the site is chosen. */
function useLocalFolderOf(siteId: string | null, localFolder: string): void {
  useEffect(() => {
    if (siteId !== null && localFolder !== '') void openLocal(localFolder);
    else if (useLocal.getState().folder === null) void startLocal();
    if (useLocal.getState().roots.length === 0) void loadRoots();
  }, [siteId, localFolder]);
}
