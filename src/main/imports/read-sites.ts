import { AppError } from '../../shared/domain/error.ts';
import {
  newSiteSettings,
  siteSettingsSchema,
  type SiteSettings,
} from '../../shared/domain/site.ts';
import type { NotImportable } from '../../shared/domain/site-import.ts';
import { withoutUnsafeMarks } from '../../shared/domain/unsafe-marks.ts';

/** A site as it would be saved; `folderId` is null, `folder` holds the names around it from the outside in. */
export interface FoundSite {
  readonly settings: SiteSettings;
  readonly folder: readonly string[];
  /** Null: none is there, or it can't be read. */
  readonly password: string | null;
  /** What does not come with it, or comes otherwise, and why: sentences. */
  readonly notes: readonly string[];
}

/** A server's key that a person has accepted elsewhere. */
export interface FoundIdentity {
  readonly host: string;
  readonly port: number;
  readonly keyType: string;
  /** SHA256:base64 without padding. */
  readonly fingerprint: string;
}

export interface FoundInFile {
  readonly sites: readonly FoundSite[];
  readonly identities: readonly FoundIdentity[];
  readonly leftOut: readonly NotImportable[];
  /** About the file as a whole: sentences. */
  readonly notes: readonly string[];
}

/** Throws `import-unreadable` with a detail that names the line and the field, and never a password. */
export type ReadSites = (text: string) => FoundInFile;

/** Of one file, with those that are left out. */
export const mostSites = 10_000;
export const mostBytes = 20 * 1024 * 1024;

export interface SiteDraft {
  readonly label: string;
  readonly protocol: 'sftp' | 'ftps';
  readonly host: string;
  /** Without it: the protocol's own. */
  readonly port?: number | undefined;
  readonly username: string;
  readonly remoteFolder?: string | undefined;
  readonly localFolder?: string | undefined;
  readonly comments?: string | undefined;
  readonly signIn?: SiteSettings['signIn'] | undefined;
}

const longestLabel = 80;
const longestComments = 4000;
const longestFolder = 1024;

/** The settings of a site that was found, with a note for all that is cut; a string is why it can't come. */
export function settingsOf(draft: SiteDraft, notes: string[]): SiteSettings | string {
  const host = draft.host.trim().replace(/^\[([^\]]*)\]$/, '$1');
  const username = draft.username.trim();
  if (host === '') return 'It has no host address.';
  if (username === '') return 'It has no username. CIIS Connect needs the one that CIIS gave.';
  const settings = {
    ...newSiteSettings(draft.protocol),
    ...(draft.signIn && { signIn: draft.signIn }),
  };
  const whole = {
    ...settings,
    label: labelOf(draft.label, host, notes),
    host,
    port: draft.port ?? settings.port,
    username,
    remoteFolder: folderOf(draft.remoteFolder, 'remote', notes),
    localFolder: folderOf(draft.localFolder, 'local', notes),
    comments: commentsOf(draft.comments, notes),
  };
  const checked = siteSettingsSchema.safeParse(whole);
  return checked.success ? checked.data : whyNot(checked.error.issues[0]?.path[0], whole);
}

/** The line, from 1, on which the character lies. */
export function lineOf(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}

export const unreadable = (line: number, what: string): AppError =>
  new AppError('import-unreadable', `Line ${String(line)}: ${what}`);

function labelOf(text: string, host: string, notes: string[]): string {
  const label = oneLine(text) || host;
  const clipped = clip(label, longestLabel).trim();
  if (clipped !== label) notes.push(`Its name is shortened to ${String(longestLabel)} characters.`);
  return clipped;
}

function folderOf(text = '', which: 'remote' | 'local', notes: string[]): string {
  if (text.length <= longestFolder && text === withoutControls(text, '')) return text;
  notes.push(`Its ${which} folder does not come: the name is too long or has unusual characters.`);
  return '';
}

function commentsOf(text = '', notes: string[]): string {
  const clipped = clip(text, longestComments);
  if (clipped !== text) {
    notes.push(`Its comments are shortened to ${String(longestComments)} characters.`);
  }
  return clipped;
}

function whyNot(field: unknown, { host, port }: { host: string; port: number }): string {
  switch (field) {
    case 'host':
      return `The host address is not one: ${shownName(host)}`;
    case 'port':
      return `The port is not between 1 and 65535: ${String(port)}`;
    case 'username':
      return 'The username is too long or has unusual characters.';
    case 'signIn':
      return 'The name of its private key file is empty, too long or has unusual characters.';
    default:
      return `Its ${String(field)} can't be used.`;
  }
}

/** Of a site or folder, as it is shown: one line, not too long, never empty. */
export const shownName = (text: string): string =>
  clip(withoutUnsafeMarks(oneLine(text)), longestLabel).trim() || 'Without a name';

const oneLine = (text: string): string => withoutControls(text, ' ').trim();

const withoutControls = (text: string, instead: string): string =>
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  text.replace(/[\u0000-\u001f\u007f]/g, instead);

/** Never ends in the middle of a character. */
const clip = (text: string, most: number): string =>
  text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
