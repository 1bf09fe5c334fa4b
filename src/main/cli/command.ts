import type { FindingCode } from '../../shared/domain/inspection.ts';
import type { Outcome } from '../../shared/domain/receipt.ts';
import type { SiteSettings } from '../../shared/domain/site.ts';
import type { UploadOverrides } from '../transfer/upload-overrides.ts';

export const verbs = [
  'sites',
  'check',
  'inspect',
  'upload',
  'send',
  'history',
  'run',
  'watch',
  'status',
  'schedule',
  'password',
  'practice',
] as const;
export type Verb = (typeof verbs)[number];

/** What a person asked the command line to do. Sites are named by label (or id), as typed. */
export type Command =
  | { readonly kind: 'help'; readonly topic: Verb | null }
  | { readonly kind: 'version' }
  | { readonly kind: 'sites-list'; readonly json: boolean }
  | { readonly kind: 'sites-add'; readonly settings: SiteSettings; readonly json: boolean }
  | { readonly kind: 'sites-remove'; readonly site: string }
  | { readonly kind: 'sites-forget-identity'; readonly site: string }
  | ImportSitesCommand
  /** Null: to standard output. */
  | { readonly kind: 'sites-export'; readonly file: string | null }
  | CheckCommand
  | InspectCommand
  | UploadCommand
  | SendCommand
  | HistoryCommand
  | RunCommand
  | WatchCommand
  | StatusCommand
  | ScheduleCommand
  | { readonly kind: 'password-set'; readonly site: string }
  | { readonly kind: 'practice'; readonly json: boolean };

export interface ImportSitesCommand {
  readonly kind: 'sites-import';
  /** As typed. */
  readonly file: string;
  readonly withPasswords: boolean;
  /** Shows what would come. */
  readonly dryRun: boolean;
  readonly json: boolean;
}

export interface CheckCommand {
  readonly kind: 'check';
  /** As typed; empty: every site that is saved. */
  readonly sites: readonly string[];
  readonly json: boolean;
  /** Also tries every data port of the FTPS sites. */
  readonly sweep: boolean;
  /** Signs in although that was refused lately. */
  readonly insist: boolean;
}

export interface UploadCommand {
  readonly kind: 'upload';
  readonly site: string;
  /** Files and folders, as typed. */
  readonly paths: readonly string[];
  /** Null: the folder of the site. */
  readonly to: string | null;
  readonly json: boolean;
  readonly allowEmpty: boolean;
  /** Yes to what the pre-flight check asks about what is in a file. */
  readonly anyFile: boolean;
  /** Sends also what the site has accepted before. */
  readonly again: boolean;
  /** Signs in although that was refused lately. */
  readonly insist: boolean;
  /** In place of what the site says. */
  readonly overrides: UploadOverrides;
}

export interface InspectCommand {
  readonly kind: 'inspect';
  /** Files and folders, as typed. */
  readonly paths: readonly string[];
  /** The site they are looked at for; null: any one that takes uploads. */
  readonly site: string | null;
  readonly json: boolean;
}

export interface SendCommand {
  readonly kind: 'send';
  readonly site: string;
  /** Files and folders, as typed. */
  readonly paths: readonly string[];
  readonly json: boolean;
  /** Where the answers go, as typed. */
  readonly answers: string | null;
  readonly summary: string | null;
  /** Messages that may be on their way at once; null: as the site says. */
  readonly atATime: number | null;
  /** Findings that are no reason not to send. */
  readonly yes: readonly FindingCode[];
}

/** A day by the clock on the wall here ("2026-11-24"), or so many days before now. */
export type HistoryDay = { readonly date: string } | { readonly daysAgo: number };

export interface HistoryCommand {
  readonly kind: 'history';
  readonly site: string | null;
  readonly since: HistoryDay | null;
  /** A date: to its end. */
  readonly until: HistoryDay | null;
  readonly outcomes: readonly Outcome[] | null;
  /** In the name, or the beginning of the SHA-256. */
  readonly search: string;
  /** Null: as many as the form usually shows. */
  readonly limit: number | null;
  readonly form: 'table' | 'json' | 'csv';
}

export interface RunCommand {
  readonly kind: 'run';
  /** As typed; empty: every rule that is not paused. */
  readonly rules: readonly string[];
  readonly json: boolean;
}

export interface WatchCommand {
  readonly kind: 'watch';
  readonly json: boolean;
  /** The file that says how things are, as typed. */
  readonly health: string | null;
}

export interface StatusCommand {
  readonly kind: 'status';
  readonly json: boolean;
}

export interface ScheduleCommand {
  readonly kind: 'schedule-export';
  readonly rule: string;
  readonly form: 'windows' | 'cron' | 'systemd';
}

/** Options that every verb takes, before or after it. */
export interface GlobalOptions {
  readonly dataDir: string | null;
  /** Where passwords are instead of the keychain, as typed. */
  readonly secretsFile: string | null;
  readonly acceptNewIdentity: boolean;
  readonly fingerprint: string | null;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly passwordStdin: boolean;
}

/** The caller's words can't be acted on. Ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** Whose help explains it. */
  readonly topic: Verb | null;

  constructor(message: string, topic: Verb | null = null) {
    super(message);
    this.topic = topic;
  }
}
