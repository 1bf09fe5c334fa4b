import type { MenuItemConstructorOptions } from 'electron';
import type { MenuItem } from '../../shared/ipc/contract.ts';

/** What the application menu does. */
export interface MenuActions {
  /** The window shows or does it. */
  readonly choose: (item: MenuItem) => void;
  /** Ends the program, whatever the window's close button means. */
  readonly leave: () => void;
}

export interface MenuFacts {
  readonly platform: NodeJS.Platform;
  /** Offers the developer tools. */
  readonly development: boolean;
}

type Entry = MenuItemConstructorOptions;
const line: Entry = { type: 'separator' };

type ItemMaker = (label: string, chosen: MenuItem, accelerator?: string) => Entry;

const fileMenu = (item: ItemMaker): Entry[] => [
  {
    label: 'New',
    submenu: [
      item('FTPS (SSL) Site', 'new-ftps-site'),
      item('SFTP (SSH2) Site', 'new-sftp-site'),
      item('Real-time (SOAP) Site', 'new-soap-site'),
      item('Web upload site', 'new-web-site'),
    ],
  },
  item('Import sites...', 'import-sites'),
  item('Export sites...', 'export-sites'),
  line,
  item('Choose files to upload...', 'choose-files', 'CmdOrCtrl+O'),
  item('Open messages...', 'open-messages', 'CmdOrCtrl+Shift+O'),
  item('Upload', 'upload-selection', 'CmdOrCtrl+U'),
];

const viewMenu = (item: ItemMaker, development: boolean): Entry[] => [
  item('Upload screen', 'show-upload'),
  item('Site Manager', 'show-sites'),
  item('Connection check', 'show-check'),
  item('Messages', 'show-messages'),
  item('History', 'show-history'),
  item('Automation', 'show-automation'),
  line,
  item('Refresh', 'refresh', 'F5'),
  line,
  { role: 'resetZoom', label: 'Actual size' },
  { role: 'zoomIn', label: 'Zoom in' },
  { role: 'zoomOut', label: 'Zoom out' },
  { role: 'togglefullscreen', label: 'Full screen' },
  ...(development ? [line, { role: 'toggleDevTools', label: 'Developer tools' } as const] : []),
];

const siteMenu = (item: ItemMaker): Entry[] => [
  item('Connect', 'connect'),
  item('Disconnect', 'disconnect'),
  item('Check connection', 'check-connection'),
  line,
  item('Properties', 'site-properties', 'Alt+Enter'),
];

const queueMenu = (item: ItemMaker): Entry[] => [
  item('Pause queue', 'pause-queue'),
  item('Go on', 'go-on'),
  line,
  item('Retry all failed', 'retry-failed'),
  item('Clear done', 'clear-done'),
];

/** The application menu: every command of the program, with CuteFTP's words and keys where it had them. */
export function menuTemplate(
  { choose, leave }: MenuActions,
  { platform, development }: MenuFacts,
): Entry[] {
  const item: ItemMaker = (label, chosen, accelerator) => ({
    id: chosen,
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => choose(chosen),
  });
  const about = item('About CIIS Connect', 'about');
  const settings = item('Settings...', 'show-settings', 'Alt+F7');
  const practice = item('Practice site', 'practice-site');
  const middle: Entry[] = [
    { role: 'editMenu', label: '&Edit' },
    { label: '&View', submenu: viewMenu(item, development) },
    { label: '&Site', submenu: siteMenu(item) },
    { label: '&Queue', submenu: queueMenu(item) },
  ];
  if (platform === 'darwin') {
    const quit: Entry = { label: 'Quit CIIS Connect', accelerator: 'Cmd+Q', click: leave };
    const hide: Entry[] = [{ role: 'hide' }, { role: 'hideOthers' }];
    const own = [about, line, settings, line, ...hide, line, quit];
    return [
      { role: 'appMenu', submenu: own },
      { label: 'File', submenu: fileMenu(item) },
      ...middle,
      { role: 'help', submenu: [practice] },
    ];
  }
  return [
    { label: '&File', submenu: [...fileMenu(item), line, { label: 'Exit', click: leave }] },
    ...middle,
    { label: '&Tools', submenu: [settings] },
    { role: 'help', label: '&Help', submenu: [practice, line, about] },
  ];
}
