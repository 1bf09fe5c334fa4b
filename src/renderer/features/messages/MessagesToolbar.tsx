import { MessagesSquare } from 'lucide-react';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { GatewayChip } from '../../app/GatewayChip.tsx';
import { runOf, useMessages } from '../../app/messages-store.ts';
import { isOver } from '../../app/run-words.ts';
import { Select } from '../../ui/Select.tsx';
import styles from './MessagesToolbar.module.css';
import { useView } from './view-store.ts';

/** Where messages go: the site, and whether that is the test or the production registry. */
export function MessagesToolbar({
  sites,
  site,
}: {
  readonly sites: readonly SiteView[];
  readonly site: SiteView | undefined;
}) {
  const fileId = useView((state) => state.fileId);
  const runs = useMessages((state) => {
    const run = runOf(fileId)(state);
    return run !== undefined && !isOver(run);
  });
  if (site === undefined) return null;
  return (
    <>
      <div className={styles.picker}>
        <Select
          label="Site"
          hideLabel
          icon={MessagesSquare}
          options={sites.map(({ id, label }) => ({ value: id, label }))}
          value={site.id}
          onChange={(siteId) => useView.setState({ siteId })}
          isDisabled={runs}
        />
      </div>
      <GatewayChip site={site} />
    </>
  );
}
