import { describeFailure } from '../../../shared/domain/error-text.ts';
import type { Failure } from '../../../shared/domain/error.ts';
import { hasEnded, type Transfer } from '../../../shared/domain/transfer.ts';
import { call } from '../../app/api.ts';
import { chooseSite } from '../../app/current-site.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { serverName } from '../../app/site-words.ts';
import { useSites } from '../../app/sites-store.ts';
import { announce } from '../../ui/announce.ts';
import { formatSize } from '../../app/format-size.ts';
import { formatWhen } from '../../app/format-time.ts';
import { remoteParent } from './remote-path.ts';
import { openRemote, useSiteFolder } from './site-folder-store.ts';

/** What was seen: the entry, that there is none, or why the folder could not be looked at. */
type Found =
  | { readonly kind: 'there'; readonly size: number; readonly modifiedAt: number | null }
  | { readonly kind: 'absent' }
  | { readonly kind: 'not-looked'; readonly failure: Failure | null };

/** What looking came to, in one or two sentences; it never claims more than was seen. */
export function findingWords(
  { name, size }: Pick<Transfer, 'name' | 'size'>,
  server: string,
  found: Found,
  now: number,
): string {
  switch (found.kind) {
    case 'not-looked':
      return found.failure === null || found.failure.code === 'remote-listing-refused'
        ? `The folder can't be listed, so whether ${server} has ${name} can't be seen here. Ask before you send it again.`
        : `Whether ${server} has ${name} could not be seen. ${describeFailure(found.failure, { file: name }).sentence}`;
    case 'absent':
      return server === 'CIIS'
        ? `${name} is not in this folder. CIIS collects files as soon as they arrive, so it may have it all the same. Ask before you send it again.`
        : `${name} is not in this folder.`;
    case 'there': {
      const when = found.modifiedAt === null ? '' : ` (${formatWhen(found.modifiedAt, now)})`;
      if (found.size === size)
        return `${name} is there${when}, with the same size as yours: ${formatSize(size)}.`;
      const sizes = `${bytesOf(found.size)} instead of ${bytesOf(size)}`;
      return found.size < size
        ? `${name} is there${when}, but with ${sizes}: it is not complete.`
        : `${name} is there${when}, but with ${sizes}: it is another file.`;
    }
  }
}

const bytesOf = (size: number): string => `${size.toLocaleString('en-US')} bytes`;

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
  const { entries, failure } = useSiteFolder.getState();
  const entry = entries?.find(({ name }) => name === remoteName(transfer));
  const finding = findingWords(
    transfer,
    serverName(site),
    entries === null
      ? { kind: 'not-looked', failure }
      : entry === undefined
        ? { kind: 'absent' }
        : { kind: 'there', size: entry.size, modifiedAt: entry.modifiedAt },
    Date.now(),
  );
  useSiteFolder.setState({ finding, ...(entry ? { selected: new Set([entry.name]) } : {}) });
  announce(finding);
}

const remoteName = ({ remotePath, name }: Transfer): string => remotePath.split('/').at(-1) ?? name;

const hasEndedOrInterrupted = ({ status }: Transfer): boolean =>
  hasEnded(status) || status === 'interrupted';
