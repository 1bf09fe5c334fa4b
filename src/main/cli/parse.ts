import { normalFingerprint } from '../identities/fingerprint.ts';
import { UsageError, verbs, type Command, type GlobalOptions, type Verb } from './command.ts';
import { readHistory } from './parse-history.ts';
import { readInspect, readSend } from './parse-messages.ts';
import { readRun, readSchedule, readStatus, readWatch } from './parse-rules.ts';
import { parseSiteSettings } from './parse-site-settings.ts';
import { readUpload } from './parse-upload.ts';
import { printable } from './printable.ts';
import { sortWords, type Words } from './words.ts';

export interface Parsed {
  readonly command: Command;
  readonly global: GlobalOptions;
}

/** Reads the arguments after the program's name. Throws UsageError. */
export function parse(args: readonly string[]): Parsed {
  const words = sortWords(args);
  return { command: readCommand(words), global: readGlobal(words) };
}

function readGlobal({ texts, flags }: Words): GlobalOptions {
  const global: GlobalOptions = {
    dataDir: texts.get('data-dir') ?? null,
    secretsFile: texts.get('secrets-file') ?? null,
    acceptNewIdentity: flags.has('accept-new-identity'),
    fingerprint: texts.get('fingerprint') ?? null,
    quiet: flags.has('quiet'),
    verbose: flags.has('verbose'),
    passwordStdin: flags.has('password-stdin'),
  };
  if (global.dataDir === '') throw new UsageError('--data-dir needs a folder.');
  if (global.secretsFile === '') throw new UsageError('--secrets-file needs a file.');
  if (global.quiet && global.verbose)
    throw new UsageError('--quiet and --verbose exclude each other.');
  if (global.fingerprint !== null && normalFingerprint(global.fingerprint) === null) {
    throw new UsageError(
      '--fingerprint is SHA256: and the fingerprint as it is shown when connecting.',
    );
  }
  return global;
}

function readCommand(words: Words): Command {
  const [word, ...rest] = words.positionals;
  const verb = verbs.find((each) => each === word);
  if (words.flags.has('version')) return { kind: 'version' };
  if (words.flags.has('help')) return { kind: 'help', topic: verb ?? null };
  if (word === 'help')
    return { kind: 'help', topic: verbs.find((each) => each === rest[0]) ?? null };
  if (word === undefined)
    throw new UsageError(
      'Say what to do: sites, check, inspect, upload, send, history, run, watch, status or password.',
    );
  if (verb === undefined) throw new UsageError(`There is no command "${printable(word)}".`);
  switch (verb) {
    case 'sites':
      return readSites(words, rest);
    case 'check':
      return readCheck(words, rest);
    case 'inspect':
      return readInspect(words, rest);
    case 'upload':
      return readUpload(words, rest);
    case 'send':
      return readSend(words, rest);
    case 'history':
      nothingMore(rest, 'history');
      return readHistory(words);
    case 'run':
      return readRun(words, rest);
    case 'watch':
      nothingMore(rest, 'watch');
      return readWatch(words);
    case 'status':
      nothingMore(rest, 'status');
      return readStatus(words);
    case 'schedule':
      return readSchedule(words, rest);
    case 'password':
      return readPassword(rest);
    case 'practice':
      nothingMore(rest, 'practice');
      return { kind: 'practice', json: words.flags.has('json') };
  }
}

function readSites(words: Words, [action, ...rest]: readonly string[]): Command {
  const json = words.flags.has('json');
  switch (action) {
    case undefined:
      return { kind: 'sites-list', json };
    case 'add':
      nothingMore(rest, 'sites');
      return { kind: 'sites-add', settings: parseSiteSettings(words), json };
    case 'remove':
      return { kind: 'sites-remove', site: oneSite(rest, 'sites') };
    case 'forget-identity':
      return { kind: 'sites-forget-identity', site: oneSite(rest, 'sites') };
    case 'import':
      return readImport(words, rest);
    case 'export':
      return { kind: 'sites-export', file: fileToWrite(rest) };
    default:
      throw new UsageError(
        `"sites" knows add, remove, forget-identity, import and export.`,
        'sites',
      );
  }
}

function readImport({ flags }: Words, [file, ...more]: readonly string[]): Command {
  if (file === undefined || file === '') {
    throw new UsageError('Say which file the sites are in.', 'sites');
  }
  nothingMore(more, 'sites');
  return {
    kind: 'sites-import',
    file,
    withPasswords: flags.has('with-passwords'),
    dryRun: flags.has('dry-run'),
    json: flags.has('json'),
  };
}

/** Null: standard output. */
function fileToWrite([file = '-', ...more]: readonly string[]): string | null {
  if (file === '') throw new UsageError('The name of the file is empty.', 'sites');
  nothingMore(more, 'sites');
  return file === '-' ? null : file;
}

function readCheck({ flags }: Words, sites: readonly string[]): Command {
  if (flags.has('all') && sites.length > 0) {
    throw new UsageError('--all is every site that is saved: name none beside it.', 'check');
  }
  if (!flags.has('all') && (sites.length === 0 || sites.includes(''))) {
    throw new UsageError('Say which site to check, or --all.', 'check');
  }
  return {
    kind: 'check',
    sites,
    json: flags.has('json'),
    sweep: flags.has('sweep'),
    insist: flags.has('insist'),
  };
}

function readPassword([action, ...rest]: readonly string[]): Command {
  if (action !== 'set')
    throw new UsageError('"password" knows set: password set SITE.', 'password');
  return {
    kind: 'password-set',
    site: oneSite(rest, 'password', 'A password is never an argument.'),
  };
}

function oneSite(rest: readonly string[], topic: Verb, hint = ''): string {
  const [site, ...more] = rest;
  if (site === undefined || site === '') throw new UsageError('Say which site.', topic);
  if (more.length > 0) {
    throw new UsageError(
      `One site at a time; put quotes around a label with spaces. ${hint}`.trim(),
      topic,
    );
  }
  return site;
}

function nothingMore([word]: readonly string[], topic: Verb): void {
  if (word !== undefined) throw new UsageError(`"${printable(word)}" was not understood.`, topic);
}
