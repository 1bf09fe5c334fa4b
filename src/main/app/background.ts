import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import type { Failure } from '../../shared/domain/error.ts';
import { systemClock } from '../clock.ts';
import type { Services } from '../compose.ts';
import { autostartFile, autostartItem, systemLoginItem, type LoginItem } from './login-item.ts';
import { chosenDataFolder, startsHidden } from './start-options.ts';
import { startWithComputer } from './start-with-computer.ts';
import { showTray } from './tray.ts';
import { bringToFront } from './window.ts';

const { platform } = process;

export interface BackgroundParts {
  readonly services: Pick<Services, 'automation' | 'settings'>;
  readonly dataFolder: string;
  readonly hidden: boolean;
  readonly quit: () => void;
  readonly notice: (failure: Failure) => void;
}

/** What keeps the program at work without its window, and gives the window back. Returns its undo. */
export function runInBackground(window: BrowserWindow, parts: BackgroundParts): () => void {
  const { services, notice, quit } = parts;
  const open = () => bringToFront(window);
  app.on('activate', open);
  app.on('second-instance', (_event, args) => {
    // The computer starts it although it runs already.
    if (!startsHidden(args)) open();
  });
  const item = loginItem(parts.dataFolder);
  const undo = [
    showTray(window, {
      ...{ services, platform, clock: systemClock, startsHidden: parts.hidden },
      ...{ icons: join(app.getAppPath(), 'assets', 'tray'), open, quit, notice },
    }),
    item === null ? () => undefined : startWithComputer(services.settings, item, notice),
  ];
  return () => undo.forEach((each) => each());
}

/** A copy that developers run has no program of its own that could be started. */
export const canStartWithComputer = (): boolean => app.isPackaged;

function loginItem(dataFolder: string): LoginItem | null {
  if (!canStartWithComputer()) return null;
  const isUsual = chosenDataFolder(process.argv.slice(1)) === null;
  const folder = `--data-dir=${dataFolder}`;
  // Windows takes the arguments as one line.
  const args = isUsual ? [] : [platform === 'win32' ? `"${folder}"` : folder];
  // An AppImage runs from a place that is gone afterwards, and says where it lies itself.
  const program = process.env['APPIMAGE'] ?? process.execPath;
  const command = { program, args: ['--hidden', ...args] };
  return platform === 'linux'
    ? autostartItem(autostartFile(process.env, homedir()), command)
    : systemLoginItem(app, command);
}

/** How many rules are not paused; none, where they can't be read. */
export function activeRules({ automation }: Pick<Services, 'automation'>): number {
  try {
    return automation.list().filter(({ paused }) => !paused).length;
  } catch (thrown) {
    console.error('The rules could not be read:', thrown);
    return 0;
  }
}
