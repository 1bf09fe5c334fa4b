import { Info } from 'lucide-react';
import type { RemoteEntry } from '../../../shared/domain/remote-entry.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { isCiisSite } from '../../app/site-words.ts';
import { PaneFoot } from './PaneFoot.tsx';
import styles from './SiteFoot.module.css';

/** Where a file is about to go: CIIS has one endpoint for test and production. */
export function SiteFoot({
  site,
  entries,
}: {
  readonly site: SiteView | undefined;
  readonly entries: readonly RemoteEntry[] | null;
}) {
  const count =
    entries === null ? null : entries.length === 1 ? '1 item' : `${entries.length} items`;
  return (
    <PaneFoot
      words={
        <>
          {site && (
            <>
              <Info aria-hidden className={styles.icon} />
              <span className={styles.words}>
                {isCiisSite(site)
                  ? 'CIIS uses one address for test and production files.'
                  : `Files go to ${site.host}.`}
              </span>
            </>
          )}
          {count !== null && <span className={styles.count}>{count}</span>}
        </>
      }
    />
  );
}
