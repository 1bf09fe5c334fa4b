import { app, nativeTheme, type BrowserWindow } from 'electron';
import type { PromptDesk } from '../prompts/prompt-desk.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import {
  closeStep,
  openingWords,
  quitStep,
  type CloseFacts,
  type CloseStep,
} from './close-window.ts';
import { askMeaning, leaveWhileSending } from './dialogs.ts';
import type { FilesUnderWay } from './files-under-way.ts';
import { notify } from './notify.ts';
import { bringToFront, windowBackground } from './window.ts';

export interface WindowLife {
  readonly settings: SettingsStore;
  readonly prompts: PromptDesk;
  /** What would be stopped if the program ended now. */
  readonly filesUnderWay: () => FilesUnderWay;
  /** How many rules are not paused. */
  readonly activeRules: () => number;
  readonly platform: NodeJS.Platform;
  /** The desktop shows icons of programs that have no window. */
  readonly hasTray: Promise<boolean>;
}

/** A page that dies again this soon would die for ever. */
const crashesApartMs = 60_000;

/** What happens around the window: it is asked before it closes on files or rules, remembers its place, answers questions that it forgot with no. Returns what ends the program, once the person agrees to stop the files that are under way. */
export function keepWindow(window: BrowserWindow, life: WindowLife): () => void {
  const quit = askBeforeClosing(window, life);
  forgetQuestions(window, life.prompts);
  reloadAfterCrash(window, quit);

  const recolour = () => window.setBackgroundColor(windowBackground());
  nativeTheme.on('updated', recolour);
  window.once('closed', () => void nativeTheme.off('updated', recolour));
  return quit;
}

function askBeforeClosing(window: BrowserWindow, life: WindowLife): () => void {
  const { settings, filesUnderWay } = life;
  let mayClose = false;
  let asking = false;
  // The system or a script ends the program: nobody is there to answer.
  const quit = () => (mayClose = true);
  app.on('before-quit', quit);
  window.once('closed', () => void app.off('before-quit', quit));

  const facts = () => ({
    onClose: settings.get().onClose,
    rules: life.activeRules(),
    files: filesUnderWay(),
  });
  const take = async (step: CloseStep): Promise<void> => {
    if (asking) return;
    asking = true;
    const answer = await answerTo(step, window, life, facts()).finally(() => (asking = false));
    if (answer === 'hide') await hide(window, life);
    if (answer !== 'close' || window.isDestroyed()) return;
    mayClose = true;
    window.close();
  };
  window.on('close', (event) => {
    const step = mayClose ? 'close' : closeStep(facts());
    if (step === 'close') {
      settings.update({ window: window.getNormalBounds() });
      return;
    }
    event.preventDefault();
    void take(step);
  });
  return () => void take(quitStep(filesUnderWay()));
}

/** What the person says to a step that is a question; null: nothing happens. */
async function answerTo(
  step: CloseStep,
  window: BrowserWindow,
  { settings, hasTray, platform }: WindowLife,
  { rules, files }: Pick<CloseFacts, 'rules' | 'files'>,
): Promise<'close' | 'hide' | null> {
  switch (step) {
    case 'close':
    case 'hide':
      return step;
    case 'ask-files':
      bringToFront(window);
      return (await leaveWhileSending(window, files)) ? 'close' : null;
    case 'ask-meaning': {
      const answer = await askMeaning(window, { rules, files, platform, hasTray: await hasTray });
      if (answer === null) return null;
      if (answer.always) settings.update({ onClose: answer.meaning });
      return answer.meaning === 'tray' ? 'hide' : 'close';
    }
  }
}

async function hide(window: BrowserWindow, { hasTray, platform }: WindowLife): Promise<void> {
  if (window.isDestroyed()) return;
  window.hide();
  if (await hasTray) return;
  const body = `To see the window again, ${openingWords(platform, false)}.`;
  notify({ title: 'CIIS Connect keeps running', body }, () => bringToFront(window));
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
function reloadAfterCrash(window: BrowserWindow, quit: () => void): void {
  let lastCrash = -Infinity;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    console.error(`The window's process has ended: ${reason}`);
    const now = performance.now();
    const again = now - lastCrash < crashesApartMs;
    lastCrash = now;
    // Nobody looks at it, and what it was closed for goes on.
    if (again && !window.isVisible()) window.once('show', () => window.webContents.reload());
    else if (again) quit();
    else window.webContents.reload();
  });
}
