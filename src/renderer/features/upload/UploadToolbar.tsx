import { CircleCheck, CircleX, Server, Unplug } from 'lucide-react';
import type { SessionState } from '../../../shared/domain/session.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { chooseSite, connect, disconnect } from '../../app/current-site.ts';
import { fileSites, useSites } from '../../app/sites-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Select } from '../../ui/Select.tsx';
import { sessionChip } from './session-words.ts';
import styles from './UploadToolbar.module.css';

const icons = { check: CircleCheck, cross: CircleX, unplug: Unplug, busy: 'busy' } as const;

/** Site picker, the state of its connection, and the way in or out. */
export function UploadToolbar({
  site,
  session,
}: {
  readonly site: SiteView | undefined;
  readonly session: SessionState;
}) {
  const sites = fileSites(useSites((state) => state.sites));
  const chip = sessionChip(session);
  return (
    <>
      <div className={styles.picker}>
        <Select
          label="Site"
          hideLabel
          icon={Server}
          placeholder={sites.length === 0 ? 'No site for files yet' : 'Choose a site'}
          isDisabled={sites.length === 0}
          options={sites.map((one) => ({
            value: one.id,
            label: one.label,
            description: one.host,
          }))}
          value={site?.id ?? null}
          onChange={chooseSite}
        />
      </div>
      {site && (
        <>
          <Chip tone={chip.tone} icon={icons[chip.icon]}>
            {chip.text}
          </Chip>
          {session.status === 'connected' && (
            <Button variant="quiet" onPress={() => disconnect(site.id)}>
              Disconnect
            </Button>
          )}
          {session.status === 'connecting' && (
            <Button variant="quiet" onPress={() => disconnect(site.id)}>
              Cancel
            </Button>
          )}
          {(session.status === 'disconnected' || session.status === 'failed') && (
            <Button onPress={() => connect(site.id)}>Connect</Button>
          )}
        </>
      )}
    </>
  );
}
