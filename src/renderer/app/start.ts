import { listen } from './api.ts';
import { startAnnouncingChecks } from './announce-checks.ts';
import { startAnnouncingMessages } from './announce-messages.ts';
import { startAnnouncingRules } from './announce-rules.ts';
import { startAnnouncingTransfers } from './announce-transfers.ts';
import { startChecks } from './checks-store.ts';
import { connect } from './current-site.ts';
import { startMessages } from './messages-store.ts';
import { startMenu } from './do-menu-item.ts';
import { useNavigation } from './navigation-store.ts';
import { startPrompts } from './prompts-store.ts';
import { startRegionFocus } from './region-focus.ts';
import { startRefusingDrops } from './refuse-drops.ts';
import { reportFailure } from './report-failure.ts';
import { CallError } from './call-error.ts';
import { startRules } from './rules-store.ts';
import { startSessions, useSessions } from './sessions-store.ts';
import { startSettings, useSettings } from './settings-store.ts';
import { fileSites, startSites, useSites } from './sites-store.ts';
import { startTransfers } from './transfers-store.ts';
import { notify } from '../ui/notices.ts';

/** Fills the stores and starts what listens for as long as the window is open. */
export async function start(): Promise<void> {
  startMenu();
  startRegionFocus();
  startRefusingDrops();
  startAnnouncingTransfers();
  startAnnouncingChecks();
  startAnnouncingMessages();
  startAnnouncingRules();
  listen('app.notice', ({ failure }) => reportFailure(new CallError(failure)));
  const results = await Promise.allSettled([
    startSettings(),
    startSites(),
    startSessions(),
    startTransfers(),
    startChecks(),
    startMessages(),
    startRules(),
    startPrompts(),
  ]);
  for (const result of results) if (result.status === 'rejected') reportFailure(result.reason);
  showFirstScreen();
  showNotices();
  keepSiteChosen();
}

function showFirstScreen(): void {
  const { settings } = useSettings.getState();
  const sites = fileSites(useSites.getState().sites);
  const last = sites.find((site) => site.id === settings.lastSiteId) ?? sites[0];
  useNavigation.setState({
    screen: settings.onStart === 'sites' ? 'sites' : 'upload',
    siteId: settings.onStart === 'upload' && sites.length > 1 ? null : (last?.id ?? null),
  });
  const { states } = useSessions.getState();
  for (const site of sites)
    if (site.connectOnStart && (states[site.id]?.status ?? 'disconnected') === 'disconnected')
      connect(site.id);
}

function showNotices(): void {
  for (const text of useSettings.getState().info?.notices ?? [])
    notify({ tone: 'warn', title: 'Something could not be read when the program started.', text });
}

/** The Upload screen never shows a site that is gone, and takes the first one that is made. */
function keepSiteChosen(): void {
  useSites.subscribe((state) => {
    const sites = fileSites(state.sites);
    const { siteId } = useNavigation.getState();
    if (siteId !== null && sites.some((site) => site.id === siteId)) return;
    const only = sites.length === 1 || siteId !== null ? sites[0] : undefined;
    useNavigation.setState({ siteId: only?.id ?? null });
  });
}
