import { create } from 'zustand';
import type { Protocol } from '../../shared/domain/protocol.ts';
import { runChecks } from './checks-store.ts';

export type ScreenName =
  'upload' | 'sites' | 'check' | 'messages' | 'history' | 'automation' | 'settings';

/** What Site Manager is asked to open; it takes it with `takeSitesIntent`. */
export type SitesIntent =
  | { readonly kind: 'new'; readonly protocol: Protocol }
  /** `focus`: the field that has to be changed. */
  | { readonly kind: 'edit'; readonly siteId: string; readonly focus?: 'password' };

interface Navigation {
  readonly screen: ScreenName;
  /** The site of the Upload screen. */
  readonly siteId: string | null;
  readonly sitesIntent: SitesIntent | null;
  /** The site whose card Connection check is asked to show; it takes it with `takeCheckIntent`. */
  readonly checkIntent: string | null;
  /** The file that Messages is asked to show; it takes it with `takeMessagesIntent`. */
  readonly messagesIntent: string | null;
  /** Number of the receipt that History is asked to show; it takes it with `takeHistoryIntent`. */
  readonly historyIntent: number | null;
  readonly aboutOpen: boolean;
}

export const useNavigation = create<Navigation>(() => ({
  screen: 'upload',
  siteId: null,
  sitesIntent: null,
  checkIntent: null,
  messagesIntent: null,
  historyIntent: null,
  aboutOpen: false,
}));

export function showScreen(screen: ScreenName): void {
  useNavigation.setState({ screen });
}

export function openSites(sitesIntent: SitesIntent): void {
  useNavigation.setState({ screen: 'sites', sitesIntent });
}

/** The intent, once. */
export function takeSitesIntent(): SitesIntent | null {
  const { sitesIntent } = useNavigation.getState();
  if (sitesIntent !== null) useNavigation.setState({ sitesIntent: null });
  return sitesIntent;
}

/** Shows a site's card on the Connection check screen, and starts its check. */
export function showCheck(siteId: string): void {
  useNavigation.setState({ screen: 'check', checkIntent: siteId });
  void runChecks([siteId]);
}

/** The intent, once. */
export function takeCheckIntent(): string | null {
  const { checkIntent } = useNavigation.getState();
  if (checkIntent !== null) useNavigation.setState({ checkIntent: null });
  return checkIntent;
}

/** Shows an open file on the Messages screen. */
export function showMessages(fileId: string): void {
  useNavigation.setState({ screen: 'messages', messagesIntent: fileId });
}

/** The intent, once. */
export function takeMessagesIntent(): string | null {
  const { messagesIntent } = useNavigation.getState();
  if (messagesIntent !== null) useNavigation.setState({ messagesIntent: null });
  return messagesIntent;
}

/** Shows a receipt on the History screen. */
export function showReceipt(receiptId: number): void {
  useNavigation.setState({ screen: 'history', historyIntent: receiptId });
}

/** The intent, once. */
export function takeHistoryIntent(): number | null {
  const { historyIntent } = useNavigation.getState();
  if (historyIntent !== null) useNavigation.setState({ historyIntent: null });
  return historyIntent;
}
