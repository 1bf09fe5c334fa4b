import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, dialog, protocol } from 'electron';
import { describeFailure } from '../../shared/domain/error-text.ts';
import { toFailure } from '../../shared/domain/error.ts';
import { dataPlace, type DataPlace } from '../data-folder.ts';
import { keepHeapSmall } from '../keep-heap-small.ts';
import { windowScheme } from './renderer-files.ts';
import { chosenDataFolder, chosenRetryDelays, startsHidden } from './start-options.ts';

/* The app's entry. What must be said before Electron is ready is said here; nothing at the top level
   may wait for it (in an ES module that never comes). */

// Before the rest of the program is loaded, which makes it grow.
keepHeapSmall();
// GTK draws the dialogs only. Left to itself it readies OpenGL, which on some Linux takes 50 MB.
if (process.platform === 'linux') process.env['GDK_GL'] ??= 'disable';

function giveUp(thrown: unknown): void {
  const failure = toFailure(thrown);
  const { sentence, nextStep } = describeFailure(failure);
  const parts =
    failure.code === 'storage-failed'
      ? // The detail knows more: a newer version's data, a folder that can't be written.
        ["The program's data could not be opened.", failure.detail]
      : [sentence, nextStep, failure.detail];
  const text = parts.filter((part) => part !== '').join('\n\n');
  console.error(text);
  dialog.showErrorBox('CIIS Connect could not start', text);
  app.exit(1);
}

function prepare(): DataPlace {
  const place = dataPlace({
    platform: process.platform,
    environment: process.env,
    home: homedir(),
    workingFolder: process.cwd(),
    chosen: chosenDataFolder(process.argv.slice(1)),
  });
  const browserData = join(place.folder, 'window');
  mkdirSync(browserData, { recursive: true, mode: 0o700 });
  app.setPath('userData', place.folder);
  app.setPath('sessionData', browserData);
  return place;
}

/** macOS gives a program that it opens at login no arguments. */
const openedAtLogin = (): boolean =>
  process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;

// Root on Linux has no sandbox to give; with both said, no child process would start.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  { scheme: windowScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

try {
  const place = prepare();
  // One window for each data folder: a second queue would send the first one's files again.
  if (app.requestSingleInstanceLock()) {
    app
      .whenReady()
      .then(() => import('./start-app.ts'))
      .then(({ startApp }) =>
        startApp(place, {
          retryDelays: app.isPackaged ? undefined : chosenRetryDelays(process.argv),
          hidden: startsHidden(process.argv) || openedAtLogin(),
        }),
      )
      .catch(giveUp);
  } else app.quit();
} catch (thrown) {
  giveUp(thrown);
}
