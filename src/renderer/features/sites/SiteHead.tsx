import { protocols, takesFiles } from '../../../shared/domain/protocol.ts';
import type { SiteSettings } from '../../../shared/domain/site.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { checkOf, useChecks } from '../../app/checks-store.ts';
import { formatWhenInside } from '../../app/format-time.ts';
import { GatewayChip } from '../../app/GatewayChip.tsx';
import { sessionOf, useSessions } from '../../app/sessions-store.ts';
import { addressWords } from '../../app/site-words.ts';
import { useNow } from '../../app/use-now.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import { checkedWords, checkMark } from './check-words.ts';
import type { SiteForm } from './site-draft.ts';
import styles from './SiteHead.module.css';

/** Which site the form is about, and how it was when it was last used. */
export function SiteHead({
  form,
  site,
}: {
  readonly form: SiteForm;
  readonly site: SiteView | undefined;
}) {
  return (
    <div className={styles.head}>
      <div className={styles.titles}>
        <div className={styles.name}>
          <h2 className={styles.title}>{form.saved.label || 'New site'}</h2>
          <GatewayChip site={form.draft} />
        </div>
        <p>{protocolWords(form.draft)}</p>
      </div>
      {site && takesFiles(site.protocol) && <LastConnected site={site} />}
      {site && <LastChecked site={site} />}
    </div>
  );
}

/** "SFTP using SSH2 (Secure Shell), port 22"; the host of a web address has no field of its own. */
function protocolWords({ protocol, host, port }: SiteSettings): string {
  const { label } = protocols[protocol];
  if (!takesFiles(protocol))
    return host === '' ? label : `${label}, ${addressWords({ protocol, host, port })}`;
  return Number.isNaN(port) ? label : `${label}, port ${port}`;
}

function LastConnected({ site: { id, lastConnectedAt } }: { readonly site: SiteView }) {
  const now = useNow();
  const isConnected = useSessions((state) => sessionOf(id)(state).status === 'connected');
  if (isConnected) return <p>Connected now</p>;
  if (lastConnectedAt === null) return <p>Not connected yet</p>;
  return <p>Last connected {formatWhenInside(lastConnectedAt, now)}</p>;
}

function LastChecked({ site }: { readonly site: SiteView }) {
  const now = useNow();
  const check = useChecks(checkOf(site.id));
  return (
    <p className={styles.checked}>
      {check !== undefined && <StateMark mark={checkMark(check, site)} />}
      <span>{check === undefined ? 'Not checked yet' : checkedWords(check, site, now)}</span>
    </p>
  );
}
