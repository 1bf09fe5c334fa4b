import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { app, Menu, nativeTheme, powerMonitor, screen, session, shell } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Failure } from '../../shared/domain/error.ts';
import type { HistoryFilter } from '../../shared/domain/receipt.ts';
import { CheckReports } from '../checks/check-reports.ts';
import { systemClock } from '../clock.ts';
import { compose, type Services } from '../compose.ts';
import type { DataPlace } from '../data-folder.ts';
import { forSpreadsheets, historyCsv } from '../history/history-csv.ts';
import type { History } from '../history/history.ts';
import { sendToWindow, serveCommands } from '../ipc/electron-ipc.ts';
import { createHandlers, type HandlerParts } from '../ipc/handlers.ts';
import { publishChanges } from '../ipc/publisher.ts';
import { RemoteChanges } from '../ipc/remote-changes.ts';
import { createRouter } from '../ipc/router.ts';
import { SiteViews } from '../ipc/site-views.ts';
import { watchedSecrets, type WatchedSecrets } from '../ipc/watched-secrets.ts';
import { LocalDrives } from '../local/local-drives.ts';
import { listLocalRoots } from '../local/local-roots.ts';
import { PracticeSite } from '../practice/practice-site.ts';
import { PromptDesk } from '../prompts/prompt-desk.ts';
import { keychain } from '../secrets/keychain.ts';
import { systemProxies } from '../transport/proxy/system-proxy.ts';
import { appInfo } from './app-info.ts';
import { activeRules, canStartWithComputer, runInBackground } from './background.ts';
import {
  chooseAnswersFile,
  chooseExportFile,
  chooseFiles,
  chooseFolder,
  chooseHistoryFile,
  chooseMessageFiles,
  choosePdfFile,
  chooseReportFile,
  chooseSitesFile,
} from './dialogs.ts';
import { filesUnderWay } from './files-under-way.ts';
import { importFiles } from './import-files.ts';
import { keepWindow } from './keep-window.ts';
import { menuTemplate } from './menu.ts';
import { messageFiles } from './message-files.ts';
import { notify } from './notify.ts';
import { openPage } from './open-page.ts';
import { paperSize } from './paper-size.ts';
import { closeBeforeQuit } from './quit.ts';
import { receiptPaper } from './receipt-paper.ts';
import { printReceipt, receiptPdf } from './receipt-print.ts';
import { historyName, reportName, saveReport, saveWhole } from './save-report.ts';
import { guardContents } from './security.ts';
import { systemName } from './system-name.ts';
import { tellOfRuns } from './tell-of-runs.ts';
import { hasTray } from './tray-host.ts';
import { usableSecrets } from './usable-secrets.ts';
import { windowBounds } from './window-bounds.ts';
import { openWindowPage } from './window-page.ts';
import { bringToFront, createWindow } from './window.ts';

const { platform } = process;
/** electron-builder.yml's `appId`: Windows shows notifications of programs it knows by one. */
const windowsAppId = 'org.ciisconnect.app';
const builtFolder = join(app.getAppPath(), 'out');
const notice = (failure: Failure) => sendToWindow('app.notice', { failure });

export interface StartChoices {
  /** Undefined: as the program has them. */
  readonly retryDelays: readonly number[] | undefined;
  /** The window waits until somebody wants to see it. */
  readonly hidden: boolean;
}

/** Builds the services, connects them with the window and shows it. Rejects AppError `storage-failed`, `already-open`. */
export async function startApp(
  place: DataPlace,
  { retryDelays, hidden }: StartChoices,
): Promise<void> {
  const prompts = new PromptDesk(randomUUID);
  const secrets = watchedSecrets(
    usableSecrets(keychain({ platform, clock: systemClock, service: place.keychainService })),
  );
  const services = compose({
    dataFolder: place.folder,
    secrets,
    ask: prompts.ask,
    clock: systemClock,
    newId: randomUUID,
    owner: 'app',
    version: app.getVersion(),
    // The window's own session.
    findProxy: systemProxies(session.defaultSession),
    ...(retryDelays === undefined ? {} : { retryDelays }),
    notice,
  });
  const { settings } = services;
  if (platform === 'win32') app.setAppUserModelId(windowsAppId);
  followTheme(services);
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  const page = openWindowPage(
    join(builtFolder, 'renderer'),
    app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'],
  );

  const window = createWindow({
    preload: join(builtFolder, 'preload', 'index.cjs'),
    bounds: windowBounds(
      settings.get().window,
      screen.getAllDisplays().map(({ workArea }) => workArea),
    ),
    hidden,
  });
  const quit = keepWindow(window, {
    ...{ settings, prompts, platform, hasTray: hasTray(platform) },
    filesUnderWay: () => filesUnderWay(services),
    activeRules: () => activeRules(services),
  });
  showMenu(quit);
  const wiring = { services, secrets, prompts, dataFolder: place.folder, hidden, quit };
  connectWindow(window, page.origin, wiring);
  await window.loadURL(page.url).catch((thrown: unknown) => {
    // Loaded anew (Ctrl+R) before it was there: the second load shows the same page.
    if (!(thrown instanceof Error && thrown.message.includes('ERR_ABORTED'))) throw thrown;
  });
  services.automation.start();
}

interface Wiring {
  readonly services: Services;
  readonly secrets: WatchedSecrets;
  readonly prompts: PromptDesk;
  readonly dataFolder: string;
  readonly hidden: boolean;
  readonly quit: () => void;
}

function connectWindow(window: BrowserWindow, origin: string, wiring: Wiring): void {
  const { services, secrets, prompts, dataFolder, hidden, quit } = wiring;
  const { sites, settings, identities, sessions, sessionLog: log, queue, checks } = services;
  const { messages, uploadInspections: inspections, history, pruning, automation } = services;
  const ending = new AbortController();
  const practice = new PracticeSite({ folder: join(dataFolder, 'practice'), sites, secrets });
  const siteViews = new SiteViews({ sites, identities, secrets, sessions, checks, notice });
  const reports = checkReports(services);
  const handlers = createHandlers({
    info: () =>
      appInfo({
        ...{ version: app.getVersion(), dataFolder, services },
        canStartWithComputer: canStartWithComputer(),
      }),
    ...{ settings, sites, siteViews, sessions, log, queue, prompts },
    remote: new RemoteChanges(sessions, ending.signal),
    ...{ checks, reports },
    saveReport: (siteIds) => askAndSave(window, reports, siteIds),
    inspections,
    messages,
    messageFiles: messageFiles(messages, {
      chooseFiles: () => chooseMessageFiles(window),
      saveAs: (suggested, kind) => chooseAnswersFile(window, suggested, kind),
    }),
    history,
    saveHistory: (filter) => askAndSaveHistory(window, history, filter),
    paper: receiptsOnPaper(window, history),
    siteImports: services.siteImports,
    importFiles: sitesInFiles(window, services),
    openPage: (site) => openPage(site, (address) => shell.openExternal(address)),
    local: localDrives(window),
    openPractice: () => practice.open(),
    automation,
    chooseFolder: () => chooseFolder(window),
    signal: ending.signal,
  });
  const undo = [
    serveCommands(createRouter(handlers), window, origin),
    publishChanges(
      {
        ...{ siteViews, settings, sessions, log, queue, history, checks, messages, prompts },
        automation,
        clock: systemClock,
      },
      sendToWindow,
    ),
    checkMornings(window, services),
    tellOfRuns(services, () => showScreen(window, 'show-automation')),
    pruning.start(),
    runInBackground(window, { services, dataFolder, hidden, quit, notice }),
  ];
  closeBeforeQuit(async () => {
    undo.forEach((each) => each());
    ending.abort();
    await services.close();
    await practice.stop();
  });
}

const checkReports = ({ sites, checks }: Services): CheckReports =>
  new CheckReports({
    sites: () => sites.snapshot().sites,
    checks,
    clock: systemClock,
    version: app.getVersion(),
    system: systemName(platform),
  });

/** Answers with the file that was written; null when the person wanted none. */
async function askAndSave(
  window: BrowserWindow,
  reports: CheckReports,
  siteIds: readonly string[],
): Promise<string | null> {
  const suggested = reportName(new Date(systemClock.now()));
  const file = await chooseReportFile(window, join(app.getPath('documents'), suggested));
  if (file === null) return null;
  await saveReport(file, { text: () => reports.text(siteIds), html: () => reports.html(siteIds) });
  return file;
}

/** Answers with the file that was written; null when the person wanted none. */
async function askAndSaveHistory(
  window: BrowserWindow,
  history: History,
  filter: HistoryFilter,
): Promise<string | null> {
  const suggested = historyName(new Date(systemClock.now()));
  const file = await chooseHistoryFile(window, join(app.getPath('documents'), suggested));
  if (file === null) return null;
  await saveWhole(file, forSpreadsheets(historyCsv(history, filter)));
  return file;
}

function receiptsOnPaper(window: BrowserWindow, history: History): HandlerParts['paper'] {
  const size = paperSize(app.getLocaleCountryCode());
  return receiptPaper({
    receipt: (id) => history.receipt(id),
    print: (receipt) => printReceipt(receipt, size),
    pdf: (receipt) => receiptPdf(receipt, size),
    saveAs: (suggested) => choosePdfFile(window, suggested),
    documents: app.getPath('documents'),
  });
}

const sitesInFiles = (
  window: BrowserWindow,
  { siteImports }: Services,
): HandlerParts['importFiles'] =>
  importFiles(siteImports, {
    chooseFile: () => chooseSitesFile(window),
    saveAs: (suggested) => chooseExportFile(window, suggested),
    documents: app.getPath('documents'),
    now: () => new Date(systemClock.now()),
  });

/** Returns its undo. */
function checkMornings(window: BrowserWindow, { mornings }: Services): () => void {
  const woke = () => mornings.woke();
  powerMonitor.on('resume', woke);
  const stop = mornings.start((morning) => notify(morning, () => showScreen(window, 'show-check')));
  return () => {
    powerMonitor.off('resume', woke);
    stop();
  };
}

function localDrives(window: BrowserWindow): HandlerParts['local'] {
  const home = app.getPath('home');
  const drives = new LocalDrives(home, platform);
  const folders = {
    home,
    desktop: app.getPath('desktop'),
    documents: app.getPath('documents'),
    downloads: app.getPath('downloads'),
  };
  return {
    roots: () => listLocalRoots(folders, platform),
    list: (path) => drives.list(path),
    more: (id) => drives.more(id),
    chooseFiles: () => chooseFiles(window),
  };
}

function followTheme({ settings }: Services): void {
  const follow = () => (nativeTheme.themeSource = settings.get().theme);
  follow();
  settings.onChanged(follow);
}

function showMenu(leave: () => void): void {
  const template = menuTemplate(
    {
      choose: (item) => sendToWindow('app.menuChosen', { item }),
      leave,
    },
    { platform, development: !app.isPackaged },
  );
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function showScreen(window: BrowserWindow, item: 'show-check' | 'show-automation'): void {
  bringToFront(window);
  sendToWindow('app.menuChosen', { item });
}
