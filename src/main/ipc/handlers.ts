import type { AppInfo, CommandName } from '../../shared/ipc/contract.ts';
import type { CheckReports } from '../checks/check-reports.ts';
import type { ConnectionChecks } from '../checks/connection-checks.ts';
import type { MessageFile } from '../../shared/domain/message-file.ts';
import type { LocalFolder, LocalPart, LocalRoot } from '../../shared/domain/remote-entry.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { HistoryFilter } from '../../shared/domain/receipt.ts';
import type { History } from '../history/history.ts';
import type { SessionLog } from '../log/session-log.ts';
import type { UploadInspections } from '../messages/inspect-files.ts';
import type { Messages } from '../messages/messages.ts';
import type { PromptDesk } from '../prompts/prompt-desk.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { SiteStore } from '../sites/site-store.ts';
import type { TransferQueue } from '../transfer/queue.ts';
import { importHandlers, type ImportParts } from './import-handlers.ts';
import type { RemoteChanges } from './remote-changes.ts';
import type { Handlers } from './router.ts';
import { ruleHandlers, type RuleHandlerParts } from './rule-handlers.ts';
import type { SiteViews } from './site-views.ts';

export interface HandlerParts extends ImportParts, RuleHandlerParts {
  readonly info: () => Promise<AppInfo>;
  readonly settings: SettingsStore;
  readonly sites: SiteStore;
  readonly siteViews: SiteViews;
  readonly sessions: Sessions;
  readonly log: SessionLog;
  readonly queue: TransferQueue;
  readonly prompts: PromptDesk;
  readonly remote: RemoteChanges;
  readonly checks: ConnectionChecks;
  readonly reports: CheckReports;
  /** Asks where to. Null: nowhere. */
  readonly saveReport: (siteIds: readonly string[]) => Promise<string | null>;
  readonly inspections: Pick<UploadInspections, 'inspect'>;
  readonly messages: Messages;
  readonly messageFiles: {
    /** Asks which, and opens them. */
    readonly choose: () => Promise<readonly MessageFile[]>;
    /** Ask where to. Null: nowhere. */
    readonly saveAnswers: (fileId: string) => Promise<string | null>;
    readonly saveSummary: (fileId: string) => Promise<string | null>;
  };
  readonly history: Pick<History, 'list' | 'count' | 'receipt' | 'ofTransfer' | 'sentFrom'>;
  /** Asks where to. Null: nowhere. */
  readonly saveHistory: (filter: HistoryFilter) => Promise<string | null>;
  /** Receipts on paper, by their number. */
  readonly paper: {
    /** Asks where to. Null: nowhere. */
    readonly savePdf: (id: number) => Promise<string | null>;
    /** Asks by the system's dialog. Answers whether it was printed. */
    readonly print: (id: number) => Promise<boolean>;
  };
  /** Shows the page of a web upload site in the browser. */
  readonly openPage: (site: Site) => Promise<void>;
  readonly local: {
    readonly roots: () => Promise<readonly LocalRoot[]>;
    /** Null: the home folder. */
    readonly list: (path: string | null) => Promise<LocalFolder>;
    readonly more: (id: number) => Promise<LocalPart>;
    /** The system's file chooser. */
    readonly chooseFiles: () => Promise<readonly string[]>;
  };
  /** Starts the practice server if it does not run, and makes or finds its site. */
  readonly openPractice: () => Promise<Site>;
  /** Ends what the window asked for when the program ends. */
  readonly signal: AbortSignal;
}

/** What each command does: one call of a service. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { settings, sites, siteViews, sessions, log, queue, prompts, remote, local } = parts;
  const { checks, reports } = parts;
  return {
    'app.info': () => parts.info(),

    'settings.get': () => settings.get(),
    'settings.update': (changes) => settings.update(changes),

    'sites.list': () => siteViews.snapshot(),
    'sites.addPreset': ({ preset, username, secret }) =>
      siteViews.addPreset(preset, username, secret),
    'sites.save': ({ id, settings: saved, secret }) => siteViews.save(id, saved, secret),
    'sites.duplicate': ({ id }) => siteViews.duplicate(id),
    'sites.remove': ({ id }) => siteViews.remove(id),
    'sites.move': ({ id, folderId, before }) => sites.move(id, folderId, before),
    'sites.saveFolder': ({ id, name }) => sites.saveFolder(id, name),
    'sites.removeFolder': ({ id }) => sites.removeFolder(id),
    'sites.forgetIdentity': ({ id }) => siteViews.forgetIdentity(id),
    'sites.openPage': ({ id }) => parts.openPage(sites.get(id)),

    'checks.list': () => ({ checks: checks.list(), sweeps: checks.sweeps() }),
    'checks.run': ({ siteIds, insist }) => checks.run(siteIds, { insist }),
    'checks.stop': ({ siteIds }) => checks.stop(siteIds),
    'checks.history': ({ siteId }) => checks.history(siteId),
    'checks.sweep': ({ siteId }) => checks.sweep(siteId),
    'checks.report': ({ siteIds }) => reports.text(siteIds),
    'checks.saveReport': ({ siteIds }) => parts.saveReport(siteIds),

    ...messageHandlers(parts),

    'sessions.list': () => sessions.states(),
    'sessions.connect': ({ siteId }) => sessions.connect(siteId, parts.signal),
    'sessions.disconnect': ({ siteId }) => sessions.disconnect(siteId),
    'sessions.log': () => log.lines(),

    'remote.list': ({ siteId, path }) => sessions.list(siteId, path, parts.signal),
    'remote.makeFolder': ({ siteId, path, name }) => remote.makeFolder(siteId, path, name),
    'remote.rename': ({ siteId, path, from, to }) => remote.rename(siteId, path, from, to),
    'remote.remove': ({ siteId, path, name, kind }) => remote.remove(siteId, path, name, kind),

    'local.roots': () => local.roots(),
    'local.list': ({ path }) => local.list(path),
    'local.more': ({ more }) => local.more(more),
    'local.chooseFiles': () => local.chooseFiles(),

    'transfers.upload': ({ siteId, paths, to }) => queue.upload(siteId, paths, to),
    'transfers.download': ({ siteId, from, names, to }) => queue.download(siteId, from, names, to),
    'transfers.list': () => queue.list(),
    'transfers.pause': ({ ids }) => queue.pause(ids),
    'transfers.resume': ({ ids }) => queue.resume(ids),
    'transfers.cancel': ({ ids }) => queue.cancel(ids),
    'transfers.retry': ({ ids }) => queue.retry(ids),
    'transfers.move': ({ ids, before }) => queue.move(ids, before),
    'transfers.clear': ({ ids }) => queue.clear(ids),
    'transfers.setPaused': ({ paused }) => queue.setPaused(paused),

    ...historyHandlers(parts),
    ...ruleHandlers(parts),
    ...importHandlers(parts),

    'prompts.list': () => prompts.list(),
    'prompts.answer': ({ id, answer }) => prompts.answer(id, answer),

    'practice.open': async () => siteViews.view(await parts.openPractice()),
  };
}

type MessageCommand = Extract<CommandName, `messages.${string}` | 'files.inspect'>;

function messageHandlers(parts: HandlerParts): Pick<Handlers, MessageCommand> {
  const { sites, inspections, messages, messageFiles } = parts;
  return {
    'files.inspect': ({ siteId, paths }) => {
      sites.get(siteId); // Throws where there is none.
      return inspections.inspect(siteId, paths, parts.signal);
    },

    'messages.list': () => messages.list(),
    'messages.open': ({ paths }) => messages.open(paths),
    'messages.choose': () => messageFiles.choose(),
    'messages.close': ({ fileId }) => messages.close(fileId),
    'messages.setLetters': ({ fileId, letters }) => messages.setLetters(fileId, letters),
    'messages.rows': ({ fileId, from, count, filter, search }) =>
      messages.rows(fileId, from, count, filter, search),
    'messages.view': ({ fileId, index }) => messages.view(fileId, index),
    'messages.answer': ({ fileId, index }) => messages.answer(fileId, index),
    'messages.send': ({ siteId, fileId, selection, consent }) =>
      messages.send(siteId, fileId, selection, consent),
    'messages.inspect': ({ siteId, fileId }) => messages.inspect(siteId, fileId),
    'messages.pause': ({ runId }) => messages.pause(runId),
    'messages.resume': ({ runId }) => messages.resume(runId),
    'messages.stop': ({ runId }) => messages.stop(runId),
    'messages.saveAnswers': ({ fileId }) => messageFiles.saveAnswers(fileId),
    'messages.saveSummary': ({ fileId }) => messageFiles.saveSummary(fileId),
  };
}

function historyHandlers(
  parts: HandlerParts,
): Pick<Handlers, Extract<CommandName, `history.${string}`>> {
  return {
    'history.list': ({ filter, before, count }) => parts.history.list(filter, before, count),
    'history.count': ({ filter }) => parts.history.count(filter),
    'history.receipt': ({ id }) => parts.history.receipt(id),
    'history.ofTransfer': ({ id }) => parts.history.ofTransfer(id),
    'history.sentFrom': ({ siteId, folder }) => parts.history.sentFrom(siteId, folder),
    'history.saveCsv': ({ filter }) => parts.saveHistory(filter),
    'history.savePdf': ({ id }) => parts.paper.savePdf(id),
    'history.print': ({ id }) => parts.paper.print(id),
  };
}
