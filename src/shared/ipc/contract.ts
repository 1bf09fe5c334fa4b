/* eslint-disable @typescript-eslint/no-invalid-void-type -- a command that only acts returns void */
import { z } from 'zod';
import type { Check, Sweep } from '../domain/check.ts';
import type { Failure } from '../domain/error.ts';
import type { AcceptedIdentity } from '../domain/identity.ts';
import { findingCodes, type Inspection } from '../domain/inspection.ts';
import {
  letterSetSchema,
  rowFilterSchema,
  selectionSchema,
  type AnswerView,
  type MessageFile,
  type MessageRow,
  type MessageRows,
  type MessagesSnapshot,
  type MessageView,
  type SendRun,
} from '../domain/message-file.ts';
import { presetIds } from '../domain/presets.ts';
import type { Prompt } from '../domain/prompt.ts';
import { promptAnswerSchema } from '../domain/prompt.ts';
import type { LocalFolder, LocalPart, LocalRoot, RemoteEntry } from '../domain/remote-entry.ts';
import type { SessionLogLine, SessionState } from '../domain/session.ts';
import {
  historyFilterSchema,
  type HistoryCount,
  type HistoryPage,
  type Receipt,
  type SentBefore,
  type SentFile,
} from '../domain/receipt.ts';
import type { RuleView } from '../domain/rule.ts';
import { settingsChangeSchema, type Settings } from '../domain/settings.ts';
import type { Site, SiteFolder } from '../domain/site.ts';
import { siteSettingsSchema } from '../domain/site.ts';
import type { Transfer, TransferProgress } from '../domain/transfer.ts';
import { automationCommands } from './automation-commands.ts';
import { command, idSchema, pathSchema } from './command.ts';
import { importsCommands } from './imports-commands.ts';

const id = idSchema;
const path = pathSchema;
const ids = z.array(id).max(100_000);
const name = z
  .string()
  .min(1)
  .max(255)
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  .refine((text) => !/[\u0000-\u001f/\\]/.test(text) && text !== '.' && text !== '..', 'a name');
const nothing = z.undefined();
const secret = z.string().max(1024);

/** A site as the renderer sees it: whether it has a secret, never the secret. */
export interface SiteView extends Site {
  readonly hasSecret: boolean;
  readonly identity: AcceptedIdentity | null;
}

export interface SitesSnapshot {
  readonly sites: readonly SiteView[];
  readonly folders: readonly SiteFolder[];
}

export interface TransfersSnapshot {
  readonly revision: number;
  readonly paused: boolean;
  readonly transfers: readonly Transfer[];
  readonly progress: readonly TransferProgress[];
}

export interface AppInfo {
  readonly version: string;
  readonly electron: string;
  readonly platform: 'win32' | 'darwin' | 'linux';
  readonly dataFolder: string;
  /** "Windows Credential Manager", "macOS Keychain", "the keyring of this computer". */
  readonly keychainName: string;
  /** Null when the keychain works; else why it does not. */
  readonly keychainProblem: string | null;
  /** This copy of the program can start when the person signs in to the computer. */
  readonly canStartWithComputer: boolean;
  /** What was set aside or could not be read when the program started. */
  readonly notices: readonly string[];
}

/** Sites whose check was not started: their sign-in was refused this often in the last five minutes. */
export interface HeldBack {
  readonly siteId: string;
  readonly refused: number;
}

/** What the pre-flight check says of a file of this computer. */
export interface InspectedFile {
  readonly path: string;
  readonly inspection: Inspection | null;
  /** That its content went to the site before. */
  readonly sentBefore: SentBefore | null;
  /** Why it could not be looked at. */
  readonly failure: Failure | null;
}

export interface ChecksSnapshot {
  /** The last check of each site, or the one that runs. */
  readonly checks: readonly Check[];
  /** The last sweep of each site since the program started, or the one that runs. */
  readonly sweeps: readonly Sweep[];
}

/** What the application menu asks the window to show or do. */
export const menuItems = [
  'new-sftp-site',
  'new-ftps-site',
  'new-soap-site',
  'new-web-site',
  'site-properties',
  'show-upload',
  'show-sites',
  'show-check',
  'show-messages',
  'show-history',
  'show-automation',
  'show-settings',
  'upload-selection',
  'pause-queue',
  'go-on',
  'retry-failed',
  'clear-done',
  'choose-files',
  'open-messages',
  'refresh',
  'connect',
  'disconnect',
  'check-connection',
  'about',
  'practice-site',
  'import-sites',
  'export-sites',
] as const;
export type MenuItem = (typeof menuItems)[number];

/** Every command the renderer may give. Main parses each input with its schema before acting. */
export const commands = {
  'app.info': command(nothing).returns<AppInfo>(),

  'settings.get': command(nothing).returns<Settings>(),
  'settings.update': command(settingsChangeSchema).returns<Settings>(),

  'sites.list': command(nothing).returns<SitesSnapshot>(),
  'sites.addPreset': command(
    z.object({
      preset: z.enum(presetIds),
      username: z.string().max(128),
      secret: secret.nullable(),
    }),
  ).returns<SiteView>(),
  /** Creates (id null) or changes a site. `secret`: undefined keeps the stored one, null forgets it. */
  'sites.save': command(
    z.object({
      id: id.nullable(),
      settings: siteSettingsSchema,
      secret: secret.nullable().optional(),
    }),
  ).returns<SiteView>(),
  'sites.duplicate': command(z.object({ id })).returns<SiteView>(),
  'sites.remove': command(z.object({ id })).returns<void>(),
  /** Puts the site before another one (or last: null) of a folder (or of the top level: null). */
  'sites.move': command(
    z.object({ id, folderId: id.nullable(), before: id.nullable() }),
  ).returns<void>(),
  'sites.saveFolder': command(
    z.object({ id: id.nullable(), name: z.string().trim().min(1).max(80) }),
  ).returns<SiteFolder>(),
  /** Its sites move to the top level. */
  'sites.removeFolder': command(z.object({ id })).returns<void>(),
  /** The next connection asks about the server's identity again. */
  'sites.forgetIdentity': command(z.object({ id })).returns<void>(),

  /** Opens the page of a web upload site in the browser of this computer. */
  'sites.openPage': command(z.object({ id })).returns<void>(),

  'checks.list': command(nothing).returns<ChecksSnapshot>(),
  /**
   * Starts a check of each, all at once; one that runs already goes on. Signs in once at the most. Where
   * sign-ins were refused lately it is not started but answered with, until asked with `insist`.
   */
  'checks.run': command(z.object({ siteIds: ids, insist: z.boolean() })).returns<
    readonly HeldBack[]
  >(),
  'checks.stop': command(z.object({ siteIds: ids })).returns<void>(),
  /** The last 50 of a site, newest first. */
  'checks.history': command(z.object({ siteId: id })).returns<readonly Check[]>(),
  /** Tries every data port of an FTPS site once, from this computer, without signing in. */
  'checks.sweep': command(z.object({ siteId: id })).returns<void>(),
  /** The report of the last checks of these sites, as plain text. */
  'checks.report': command(z.object({ siteIds: ids })).returns<string>(),
  /** Asks where to, and saves it as text or HTML. Answers with the path, null when it was cancelled. */
  'checks.saveReport': command(z.object({ siteIds: ids })).returns<string | null>(),

  /** The pre-flight check of files (not folders) for a site, at most 100 of them. */
  'files.inspect': command(z.object({ siteId: id, paths: z.array(path).min(1).max(100) })).returns<
    readonly InspectedFile[]
  >(),

  'messages.list': command(nothing).returns<MessagesSnapshot>(),
  /** Answers once they are listed; reading them goes on and is told by events. One that is open already stays as it is, unless it was written to. */
  'messages.open': command(z.object({ paths: z.array(path).min(1).max(100) })).returns<
    readonly MessageFile[]
  >(),
  /** The system's file chooser; empty when it was cancelled. */
  'messages.choose': command(nothing).returns<readonly MessageFile[]>(),
  'messages.close': command(z.object({ fileId: id })).returns<void>(),
  'messages.setLetters': command(
    z.object({ fileId: id, letters: letterSetSchema }),
  ).returns<void>(),
  'messages.rows': command(
    z.object({
      fileId: id,
      from: z.number().int().min(0),
      count: z.number().int().min(1).max(500),
      filter: rowFilterSchema,
      /** In control ID, type and content, whatever the case; empty: all. */
      search: z.string().max(200),
    }),
  ).returns<MessageRows>(),
  'messages.view': command(
    z.object({ fileId: id, index: z.number().int().min(0) }),
  ).returns<MessageView>(),
  'messages.answer': command(
    z.object({ fileId: id, index: z.number().int().min(0) }),
  ).returns<AnswerView | null>(),
  /** Looks at the file for this site first. Rejects `consent-needed` where a finding that needs it is not in `consent`. */
  'messages.send': command(
    z.object({
      siteId: id,
      fileId: id,
      selection: selectionSchema,
      consent: z.array(z.enum(findingCodes)).max(100),
    }),
  ).returns<SendRun>(),
  /** The pre-flight check of an open file for a real-time site. */
  'messages.inspect': command(z.object({ siteId: id, fileId: id })).returns<Inspection>(),
  'messages.pause': command(z.object({ runId: id })).returns<void>(),
  'messages.resume': command(z.object({ runId: id })).returns<void>(),
  'messages.stop': command(z.object({ runId: id })).returns<void>(),
  /** Every answer of a file as one batch of acknowledgements. Answers with the path, null when it was cancelled. */
  'messages.saveAnswers': command(z.object({ fileId: id })).returns<string | null>(),
  /** One line a message: control ID, verdict, codes, no patient. */
  'messages.saveSummary': command(z.object({ fileId: id })).returns<string | null>(),

  'sessions.list': command(nothing).returns<Readonly<Record<string, SessionState>>>(),
  'sessions.connect': command(z.object({ siteId: id })).returns<SessionState>(),
  'sessions.disconnect': command(z.object({ siteId: id })).returns<void>(),
  'sessions.log': command(nothing).returns<readonly SessionLogLine[]>(),

  'remote.list': command(z.object({ siteId: id, path })).returns<readonly RemoteEntry[]>(),
  'remote.makeFolder': command(z.object({ siteId: id, path, name })).returns<void>(),
  'remote.rename': command(z.object({ siteId: id, path, from: name, to: name })).returns<void>(),
  'remote.remove': command(
    z.object({ siteId: id, path, name, kind: z.enum(['file', 'folder', 'link', 'other']) }),
  ).returns<void>(),

  'local.roots': command(nothing).returns<readonly LocalRoot[]>(),
  /**
   * The folder (null: the home folder) with its first entries, in no order. A folder that has more is
   * `more`: a number to ask for the next ones with. Asking for another folder ends an unfinished listing.
   */
  'local.list': command(z.object({ path: path.nullable() })).returns<LocalFolder>(),
  /** The next entries of a listing. Rejects `cancelled` for one that was ended. */
  'local.more': command(z.object({ more: z.number() })).returns<LocalPart>(),
  /** The system's file chooser; empty when it was cancelled. */
  'local.chooseFiles': command(nothing).returns<readonly string[]>(),

  /** Files and folders (walked by main) to a folder of the site (null: the folder it opens). Answers with the ids. */
  'transfers.upload': command(
    z.object({ siteId: id, paths: z.array(path).min(1).max(100_000), to: path.nullable() }),
  ).returns<readonly string[]>(),
  'transfers.download': command(
    z.object({ siteId: id, from: path, names: z.array(name).min(1).max(10_000), to: path }),
  ).returns<readonly string[]>(),
  'transfers.list': command(nothing).returns<TransfersSnapshot>(),
  'transfers.pause': command(z.object({ ids })).returns<void>(),
  'transfers.resume': command(z.object({ ids })).returns<void>(),
  'transfers.cancel': command(z.object({ ids })).returns<void>(),
  /**
   * Sends again: failed, cancelled, interrupted, skipped and unknown ones. For those that CIIS may have
   * it looks what is there and asks first (prompt `send-again`), after it has answered.
   */
  'transfers.retry': command(z.object({ ids })).returns<void>(),
  /** Puts waiting ones, in the order given, before another one (null: behind all). */
  'transfers.move': command(z.object({ ids, before: id.nullable() })).returns<void>(),
  /** Takes ended ones off the list. */
  'transfers.clear': command(z.object({ ids })).returns<void>(),
  'transfers.setPaused': command(z.object({ paused: z.boolean() })).returns<void>(),

  /** Newest first; `before`: the `next` of the page before (null: the newest). */
  'history.list': command(
    z.object({
      filter: historyFilterSchema,
      before: z.number().nullable(),
      count: z.number().int().min(1).max(500),
    }),
  ).returns<HistoryPage>(),
  'history.count': command(z.object({ filter: historyFilterSchema })).returns<HistoryCount>(),
  /** Rejects `invalid-input` where there is none of that number. */
  'history.receipt': command(z.object({ id: z.number() })).returns<Receipt>(),
  /** The receipt of the last end of a transfer; null: there is none (any more). */
  'history.ofTransfer': command(z.object({ id })).returns<Receipt | null>(),
  /**
   * The last sending of each file of a folder of this computer to the site, where it arrived or may have: by
   * name. One of another size or time has changed since.
   */
  'history.sentFrom': command(z.object({ siteId: id, folder: path })).returns<
    Readonly<Record<string, SentFile>>
  >(),
  /** Asks where to. Answers with the path, null when it was cancelled. */
  'history.saveCsv': command(z.object({ filter: historyFilterSchema })).returns<string | null>(),
  'history.savePdf': command(z.object({ id: z.number() })).returns<string | null>(),
  /** The system's print dialog for one receipt. Answers whether it was printed. */
  'history.print': command(z.object({ id: z.number() })).returns<boolean>(),

  'prompts.list': command(nothing).returns<readonly Prompt[]>(),
  'prompts.answer': command(z.object({ id, answer: promptAnswerSchema })).returns<void>(),

  /** Starts the practice server on this computer and makes (or finds) its site. */
  'practice.open': command(nothing).returns<SiteView>(),

  ...automationCommands,
  ...importsCommands,
} as const;

export type CommandName = keyof typeof commands;
export type CommandInput<Name extends CommandName> = z.input<(typeof commands)[Name]['input']>;
export type ParsedInput<Name extends CommandName> = z.output<(typeof commands)[Name]['input']>;
export type CommandOutput<Name extends CommandName> = (typeof commands)[Name] extends {
  readonly output?: infer Output;
}
  ? Exclude<Output, undefined>
  : never;

/** Every event main may send. They carry state, not orders; transfers merge progress to at most 5 a second. */
export interface AppEvents {
  'sites.changed': SitesSnapshot;
  'sessions.changed': { readonly siteId: string; readonly state: SessionState };
  'sessions.logged': { readonly lines: readonly SessionLogLine[] };
  /** A check as it is now: a step began or ended, or it has ended. */
  'checks.changed': { readonly check: Check };
  'checks.swept': { readonly sweep: Sweep };
  /** A file was opened, read further, or (null) closed. */
  'messages.fileChanged': { readonly fileId: string; readonly file: MessageFile | null };
  /** A run as it is, and the rows that have changed since the last event; at most 10 a second. */
  'messages.runChanged': { readonly run: SendRun; readonly rows: readonly MessageRow[] };
  /** Changes since the revision before: apply when `revision` is the known one + 1, else ask for the list again. */
  'transfers.changed': {
    readonly revision: number;
    readonly paused: boolean;
    readonly changed: readonly Transfer[];
    readonly removed: readonly string[];
  };
  'transfers.progressed': { readonly progress: readonly TransferProgress[] };
  /** Receipts were added or pruned. At most 5 times a second. */
  'history.changed': { readonly revision: number };
  /** Every rule as it is now; at most 5 times a second. */
  'rules.changed': { readonly rules: readonly RuleView[] };
  'prompts.asked': Prompt;
  'prompts.withdrawn': { readonly id: string };
  'settings.changed': Settings;
  'app.menuChosen': { readonly item: MenuItem };
  'app.notice': { readonly failure: Failure };
}
export type EventName = keyof AppEvents;
