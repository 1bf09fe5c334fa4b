import { parseArgs } from 'node:util';
import { UsageError, verbs, type Verb } from './command.ts';
import { printable } from './printable.ts';

const globalOptions = {
  'data-dir': 'string',
  'secrets-file': 'string',
  'accept-new-identity': 'boolean',
  fingerprint: 'string',
  quiet: 'boolean',
  verbose: 'boolean',
  'password-stdin': 'boolean',
  version: 'boolean',
  help: 'boolean',
} as const;

const jsonOption = { json: 'boolean' } as const;

const verbOptions: Readonly<Record<Verb, Readonly<Record<string, 'string' | 'boolean'>>>> = {
  sites: {
    ...jsonOption,
    preset: 'string',
    label: 'string',
    protocol: 'string',
    host: 'string',
    port: 'string',
    username: 'string',
    'remote-dir': 'string',
    'key-file': 'string',
    'older-algorithms': 'boolean',
    'min-tls': 'string',
    'data-ports': 'string',
    url: 'string',
    wsdl: 'string',
    'facility-id': 'string',
    'any-file': 'boolean',
    'check-mornings': 'boolean',
    'with-passwords': 'boolean',
    'dry-run': 'boolean',
  },
  check: { ...jsonOption, all: 'boolean', sweep: 'boolean', insist: 'boolean' },
  inspect: { ...jsonOption, for: 'string' },
  upload: {
    ...jsonOption,
    to: 'string',
    'allow-empty': 'boolean',
    'any-file': 'boolean',
    again: 'boolean',
    insist: 'boolean',
    'files-at-a-time': 'string',
    connections: 'string',
    limit: 'string',
    'on-exists': 'string',
  },
  send: { ...jsonOption, answers: 'string', summary: 'string', yes: 'string', limit: 'string' },
  history: {
    ...jsonOption,
    csv: 'boolean',
    site: 'string',
    since: 'string',
    until: 'string',
    status: 'string',
    search: 'string',
    limit: 'string',
  },
  run: { ...jsonOption, all: 'boolean' },
  watch: { ...jsonOption, health: 'string' },
  status: jsonOption,
  schedule: { windows: 'boolean', cron: 'boolean', systemd: 'boolean' },
  password: {},
  practice: jsonOption,
};

/** An option has the same kind with every verb that takes it. */
const kinds: Readonly<Record<string, 'string' | 'boolean'>> = Object.fromEntries(
  [globalOptions, ...Object.values(verbOptions)].flatMap((options) => Object.entries(options)),
);

const shortNames: Readonly<Record<string, string>> = { h: 'help', q: 'quiet', v: 'verbose' };

/** What was typed, sorted: the last one of an option that was given twice counts. */
export interface Words {
  readonly positionals: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
}

function refusePasswords(args: readonly string[]): void {
  const end = args.indexOf('--');
  const options = end === -1 ? args : args.slice(0, end);
  if (!options.some((arg) => /^--(password|passwd|pass|pw)(=|$)/i.test(arg))) return;
  throw new UsageError(
    'A password is never taken from the command line: everyone on this computer could read it there.\n' +
      'Keep it in the keychain with "ciis-connect password set SITE", put it in CIIS_CONNECT_PASSWORD, ' +
      'or pipe it in with --password-stdin.',
  );
}

/** Sorts the arguments after the program's name. Throws UsageError. */
export function sortWords(args: readonly string[]): Words {
  refusePasswords(args);
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(Object.entries(kinds).map(([name, type]) => [name, { type }])),
  });
  const positionals: string[] = [];
  const texts = new Map<string, string>();
  const flags = new Set<string>();
  const given = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const name = shortNames[token.name] ?? token.name;
    given.set(name, token.rawName);
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) throw new UsageError(`There is no option ${printable(token.rawName)}.`);
    if (kind === 'boolean') {
      if (token.value !== undefined) throw new UsageError(`${token.rawName} takes no value.`);
      flags.add(name);
      continue;
    }
    if (token.value === undefined || (!token.inlineValue && token.value.startsWith('--'))) {
      throw new UsageError(`${token.rawName} needs a value.`);
    }
    texts.set(name, token.value);
  }
  refuseForeignOptions(positionals[0], given);
  return { positionals, texts, flags };
}

/** An option of another verb is a mistake that must not pass in silence. */
function refuseForeignOptions(word: string | undefined, given: ReadonlyMap<string, string>): void {
  const verb = verbs.find((each) => each === word);
  if (verb === undefined) return;
  for (const [name, typed] of given) {
    if (Object.hasOwn(globalOptions, name) || Object.hasOwn(verbOptions[verb], name)) continue;
    throw new UsageError(`"${verb}" does not take ${typed}.`, verb);
  }
}
