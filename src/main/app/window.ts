import { BrowserWindow, nativeTheme } from 'electron';
import { smallestWindow, type Bounds } from './window-bounds.ts';

export interface WindowParts {
  readonly preload: string;
  readonly bounds: Partial<Bounds>;
  /** It waits until somebody wants to see it. */
  readonly hidden: boolean;
}

/** `--surface-app` of tokens.css, so that nothing flashes before the page is there. */
export const windowBackground = (): string =>
  nativeTheme.shouldUseDarkColors ? '#0f1516' : '#edf1f1';

/** The program's one window, sandboxed. Unless `hidden`, it shows itself when there is something to see. */
export function createWindow({ preload, bounds, hidden }: WindowParts): BrowserWindow {
  const window = new BrowserWindow({
    ...bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: 'CIIS Connect',
    show: false,
    backgroundColor: windowBackground(),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      // Progress and questions must go on while the window is behind another one.
      backgroundThrottling: false,
    },
  });
  if (!hidden) window.once('ready-to-show', () => window.show());
  return window;
}

/** Wherever it was: hidden, behind others, on the taskbar. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
