import { call } from './api.ts';
import { useNavigation } from './navigation-store.ts';
import { reportFailure } from './report-failure.ts';
import { changeSettings } from './settings-store.ts';

/** Makes a site the one of the Upload screen, and remembers it for the next start. */
export function chooseSite(siteId: string): void {
  useNavigation.setState({ siteId });
  changeSettings({ lastSiteId: siteId }).catch(reportFailure);
}

/** Shows the Upload screen with a site and connects to it. */
export function openSite(siteId: string): void {
  chooseSite(siteId);
  useNavigation.setState({ screen: 'upload' });
  connect(siteId);
}

/** A connection that fails is a state of the session, which the site's pane shows. */
export function connect(siteId: string): void {
  call('sessions.connect', { siteId }).catch(reportFailure);
}

export function disconnect(siteId: string): void {
  call('sessions.disconnect', { siteId }).catch(reportFailure);
}

/** Opens the page of a web upload site in the browser of this computer. */
export function openPage(siteId: string): void {
  call('sites.openPage', { id: siteId }).catch(reportFailure);
}
