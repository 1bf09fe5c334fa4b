import type { AppInfo, CommandName } from '../../shared/ipc/contract.ts';
import type { CheckReports } from '../checks/check-reports.ts';
import type { ConnectionChecks } from '../checks/connection-checks.ts';
import type { MessageFile } from '../../shared/domain/message-file.ts';
import type { LocalFolder, LocalRoot } from '../../shared/domain/remote-entry.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { SessionLog } from '../log/session-log.ts';
import type { UploadInspections } from '../messages/inspect-files.ts';
import type { Messages } from '../messages/messages.ts';
import type { PromptDesk } from '../prompts/prompt-desk.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { SiteStore } from '../sites/site-store.ts';
import type { TransferQueue } from '../transfer/queue.ts';
import type { RemoteChanges } from './remote-changes.ts';
import type { Handlers } from './router.ts';
import type { SiteViews } from './site-views.ts';

export interface HandlerParts {
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
  /** Shows the page of a web upload site in the browser. */
  readonly openPage: (site: Site) => Promise<void>;
  readonly local: {
    readonly roots: () => Promise<readonly LocalRoot[]>;
    /** Null: the home folder. */
    readonly list: (path: string | null) => Promise<LocalFolder>;
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
    'local.chooseFiles': () => local.chooseFiles(),

    'transfers.upload': ({ siteId, paths, to }) => queue.upload(siteId, paths, to),
    'transfers.download': ({ siteId, from, names, to }) => queue.download(siteId, from, names, to),
    'transfers.list': () => queue.list(),
    'transfers.pause': ({ ids }) => queue.pause(ids),
    'transfers.resume': ({ ids }) => queue.resume(ids),
    'transfers.cancel': ({ ids }) => queue.cancel(ids),
    'transfers.retry': ({ ids }) => queue.retry(ids),
    'transfers.clear': ({ ids }) => queue.clear(ids),
    'transfers.setPaused': ({ paused }) => queue.setPaused(paused),

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
      sites.get(siteId); // Throws where there is none; it changes nothing about what is found.
      return inspections.inspect(paths, parts.signal);
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
