import { app, nativeTheme, type BrowserWindow } from 'electron';
import type { PromptDesk } from '../prompts/prompt-desk.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { leaveWhileSending } from './dialogs.ts';
import { sumOf, type FilesUnderWay } from './files-under-way.ts';
import { windowBackground } from './window.ts';

export interface WindowLife {
  readonly settings: SettingsStore;
  readonly prompts: PromptDesk;
  /** What would be stopped if the program ended now. */
  readonly filesUnderWay: () => FilesUnderWay;
}

/** A page that dies again this soon would die for ever. */
const crashesApartMs = 60_000;

/** What happens around the window: it is asked before it closes on files, remembers its place, answers questions that it forgot with no. */
export function keepWindow(window: BrowserWindow, life: WindowLife): void {
  askBeforeClosing(window, life);
  forgetQuestions(window, life.prompts);
  reloadAfterCrash(window);

  const recolour = () => window.setBackgroundColor(windowBackground());
  nativeTheme.on('updated', recolour);
  window.once('closed', () => void nativeTheme.off('updated', recolour));
}

function askBeforeClosing(window: BrowserWindow, { settings, filesUnderWay }: WindowLife): void {
  let mayClose = false;
  let asking = false;
  // The system or a script ends the program: nobody is there to answer.
  const quit = () => (mayClose = true);
  app.on('before-quit', quit);
  window.once('closed', () => void app.off('before-quit', quit));

  window.on('close', (event) => {
    const files = filesUnderWay();
    if (mayClose || sumOf(files) === 0) {
      settings.update({ window: window.getNormalBounds() });
      return;
    }
    event.preventDefault();
    if (asking) return;
    asking = true;
    void leaveWhileSending(window, files).then((leave) => {
      asking = false;
      mayClose = leave;
      if (leave) window.close();
    });
  });
}

function forgetQuestions(window: BrowserWindow, prompts: PromptDesk): void {
  const forget = () => prompts.withdrawAll();
  window.once('closed', forget);
  window.webContents.on('render-process-gone', forget);
  window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) forget();
  });
}

/** The files under way are main's business and go on meanwhile. */
function reloadAfterCrash(window: BrowserWindow): void {
  let lastCrash = -Infinity;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    console.error(`The window's process has ended: ${reason}`);
    const now = performance.now();
    const again = now - lastCrash < crashesApartMs;
    lastCrash = now;
    if (again) window.close();
    else window.webContents.reload();
  });
}
