import type { MenuItem } from '../../shared/ipc/contract.ts';
import { call, listen } from './api.ts';
import { chooseSite, connect, disconnect } from './current-site.ts';
import { chooseMessageFiles } from './messages-store.ts';
import {
  openSites,
  showCheck,
  showMessages,
  showScreen,
  useNavigation,
  type ScreenName,
} from './navigation-store.ts';
import { clearDone, goOnWithAll, retryAllFailed, setQueuePaused } from './queue-actions.ts';
import { reportFailure } from './report-failure.ts';
import { chooseImport, exportSites } from './site-import.ts';
import { commandOfKey, runWindowCommand } from './window-commands.ts';

const screens = {
  'show-upload': 'upload',
  'show-sites': 'sites',
  'show-check': 'check',
  'show-messages': 'messages',
  'show-history': 'history',
  'show-automation': 'automation',
  'show-settings': 'settings',
} as const satisfies Readonly<Record<string, ScreenName>>;

const acts = {
  'import-sites': chooseImport,
  'export-sites': exportSites,
  'open-messages': openMessages,
  'practice-site': openPractice,
  'pause-queue': () => setQueuePaused(true),
  'go-on': goOnWithAll,
  'retry-failed': retryAllFailed,
  'clear-done': clearDone,
} as const;

/** What each entry of the application menu does in the window. */
export function doMenuItem(item: MenuItem): void {
  const { siteId } = useNavigation.getState();
  switch (item) {
    case 'new-sftp-site':
      openSites({ kind: 'new', protocol: 'sftp' });
      break;
    case 'new-ftps-site':
      openSites({ kind: 'new', protocol: 'ftps' });
      break;
    case 'new-soap-site':
      openSites({ kind: 'new', protocol: 'soap' });
      break;
    case 'new-web-site':
      openSites({ kind: 'new', protocol: 'web' });
      break;
    case 'site-properties':
      showProperties(siteId);
      break;
    case 'show-upload':
    case 'show-sites':
    case 'show-check':
    case 'show-messages':
    case 'show-history':
    case 'show-automation':
    case 'show-settings':
      showScreen(screens[item]);
      break;
    case 'upload-selection':
    case 'refresh':
      runWindowCommand(item);
      break;
    case 'import-sites':
    case 'export-sites':
    case 'open-messages':
    case 'practice-site':
    case 'pause-queue':
    case 'go-on':
    case 'retry-failed':
    case 'clear-done':
      acts[item]();
      break;
    case 'choose-files':
      showScreen('upload');
      // The screen says what to do once it is there.
      setTimeout(() => runWindowCommand(item));
      break;
    case 'connect':
      if (siteId !== null) connect(siteId);
      break;
    case 'disconnect':
      if (siteId !== null) disconnect(siteId);
      break;
    case 'check-connection':
      if (siteId === null) showScreen('check');
      else showCheck(siteId);
      break;
    case 'about':
      useNavigation.setState({ aboutOpen: true });
  }
}

function showProperties(siteId: string | null): void {
  if (siteId === null) showScreen('sites');
  else openSites({ kind: 'edit', siteId });
}

function openMessages(): void {
  showScreen('messages');
  void chooseMessageFiles().then((fileId) => {
    if (fileId !== null) showMessages(fileId);
  });
}

function openPractice(): void {
  call('practice.open')
    .then((site) => {
      chooseSite(site.id);
      showScreen('upload');
    })
    .catch(reportFailure);
}

/** Hears the application menu, and the keys where no menu took them; returns its undo. */
export function startMenu(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    const item = commandOfKey({
      key: event.key,
      ctrl: event.ctrlKey || event.metaKey,
      alt: event.altKey,
      shift: event.shiftKey,
    });
    if (
      item === null ||
      document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')
    )
      return;
    event.preventDefault();
    if (!event.repeat) doMenuItem(item);
  };
  window.addEventListener('keydown', onKeyDown);
  const stop = listen('app.menuChosen', ({ item }) => doMenuItem(item));
  return () => {
    window.removeEventListener('keydown', onKeyDown);
    stop();
  };
}
