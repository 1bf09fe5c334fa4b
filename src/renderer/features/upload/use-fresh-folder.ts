import { useEffect } from 'react';
import type { SessionState } from '../../../shared/domain/session.ts';
import { useTransfers } from '../../app/transfers-store.ts';
import { closeSiteFolder, refreshRemote, showHome } from './site-folder-store.ts';

/** Milliseconds that a burst of arrivals is waited for before the folder is listed again. */
const settle = 600;

/** Opens the site's folder when the connection is there, and lists it again after a file arrived in it. */
export function useFreshFolder(siteId: string | null, session: SessionState): void {
  const connected = session.status === 'connected';
  const since = connected ? session.since : null;
  const home = connected ? session.home : null;
  useEffect(() => {
    if (siteId !== null && since !== null && home !== null) showHome(siteId, since, home);
    else closeSiteFolder();
  }, [siteId, since, home]);

  const arrived = useTransfers((state) => (siteId === null ? 0 : (state.arrived[siteId] ?? 0)));
  useEffect(() => {
    if (arrived === 0 || since === null) return;
    const timer = setTimeout(() => void refreshRemote(), settle);
    return () => clearTimeout(timer);
  }, [arrived, since]);
}
