import { hasEnded, type Transfer } from '../../../shared/domain/transfer.ts';
import { call } from '../../app/api.ts';
import { chooseSite } from '../../app/current-site.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { serverName } from '../../app/site-words.ts';
import { useSites } from '../../app/sites-store.ts';
import { announce } from '../../ui/announce.ts';
import { formatSize } from '../../app/format-size.ts';
import { remoteParent } from './remote-path.ts';
import { openRemote, useSiteFolder } from './site-folder-store.ts';

/** What looking came to, in one or two sentences; it never claims more than was seen. */
export function findingWords(
  transfer: Pick<Transfer, 'name' | 'size'>,
  server: string,
  found: { readonly size: number } | 'absent' | 'not-listable',
): string {
  const { name, size } = transfer;
  if (found === 'not-listable')
    return `The folder can't be listed, so whether ${server} has ${name} can't be seen here. Ask before you send it again.`;
  if (found === 'absent')
    return server === 'CIIS'
      ? `${name} is not in this folder. CIIS collects files as soon as they arrive, so it may have it all the same. Ask before you send it again.`
      : `${name} is not in this folder.`;
  if (found.size === size) return `${name} is there, with all of its ${formatSize(size)}.`;
  return `${name} is there, but with ${formatSize(found.size)} instead of ${formatSize(size)}: it is not complete.`;
}

/** Shows the folder that a transfer went to, selects the file if it is there, and says what was seen. */
export async function lookOnSite(transfer: Transfer): Promise<void> {
  const site = useSites.getState().sites.find(({ id }) => id === transfer.siteId);
  if (site === undefined || !hasEndedOrInterrupted(transfer)) return;
  chooseSite(site.id);
  try {
    const session = await call('sessions.connect', { siteId: site.id });
    // Not connected: the site's pane says why.
    if (session.status !== 'connected') return;
    useSiteFolder.setState({ siteId: site.id, since: session.since });
    await openRemote(site.id, remoteParent(transfer.remotePath) ?? session.home);
  } catch (thrown) {
    reportFailure(thrown);
    return;
  }
  const { entries } = useSiteFolder.getState();
  const entry = entries?.find(({ name }) => name === remoteName(transfer));
  const finding = findingWords(
    transfer,
    serverName(site),
    entries === null ? 'not-listable' : (entry ?? 'absent'),
  );
  useSiteFolder.setState({ finding, ...(entry ? { selected: new Set([entry.name]) } : {}) });
  announce(finding);
}

const remoteName = ({ remotePath, name }: Transfer): string => remotePath.split('/').at(-1) ?? name;

const hasEndedOrInterrupted = ({ status }: Transfer): boolean =>
  hasEnded(status) || status === 'interrupted';
