import { call } from '../../app/api.ts';
import { describeSiteFailure, isCiisSite } from '../../app/site-words.ts';
import { failureOf } from '../../app/call-error.ts';
import { sessionOf, useSessions } from '../../app/sessions-store.ts';
import { fileSiteById, useSites } from '../../app/sites-store.ts';
import { announce } from '../../ui/announce.ts';
import { notify } from '../../ui/notices.ts';
import { sendBlock } from './session-words.ts';
import { useSiteFolder } from './site-folder-store.ts';
import { showTab } from './upload-view-store.ts';

/** Puts files and folders into the queue for a site's open folder. Not connected: main connects first. */
export async function sendFiles(siteId: string | null, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const site = fileSiteById(siteId)(useSites.getState());
  if (site === undefined) {
    notify({
      tone: 'warn',
      title: 'No site is chosen, so nothing was sent.',
      text: 'Choose a site at the top of the Upload screen, then send again.',
    });
    return;
  }
  const block = sendBlock(sessionOf(site.id)(useSessions.getState()));
  if (block !== null) {
    notify({
      tone: 'warn',
      title: 'Nothing was sent.',
      text:
        block === 'sign-in'
          ? `Sign in to ${site.label} first: change the password, or press Connect once.`
          : `The identity of ${site.label} has changed. Do not go on unless ${isCiisSite(site) ? 'CIIS told you' : 'you were told'} about it.`,
    });
    return;
  }
  try {
    const ids = await call('transfers.upload', {
      siteId: site.id,
      paths: [...paths],
      to: openFolderOf(site.id),
    });
    showTab('queue');
    announce(
      ids.length === 1 ? '1 file is in the queue.' : `${ids.length} files are in the queue.`,
    );
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.code === 'cancelled') return;
    const { sentence, nextStep } = describeSiteFailure(failure, site);
    notify({
      tone: 'bad',
      title: sentence,
      text: nextStep,
      detail: failure.detail === '' ? '' : `${failure.code}: ${failure.detail}`,
    });
  }
}

/** Null is the folder that the site opens by itself: right also before there is a connection. */
function openFolderOf(siteId: string): string | null {
  const folder = useSiteFolder.getState();
  const session = sessionOf(siteId)(useSessions.getState());
  if (folder.siteId !== siteId || session.status !== 'connected') return null;
  return folder.path === session.home ? null : folder.path;
}

/** The system's file chooser, then the queue. */
export async function chooseAndSend(siteId: string | null): Promise<void> {
  const paths = await call('local.chooseFiles');
  await sendFiles(siteId, paths);
}
