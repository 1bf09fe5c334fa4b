import { presetIds, presets, type PresetId } from '../../shared/domain/presets.ts';
import {
  isWebProtocol,
  protocols,
  protocolSchema,
  type Protocol,
} from '../../shared/domain/protocol.ts';
import {
  atWebAddress,
  minTlsSchema,
  newSiteSettings,
  siteSettingsSchema,
  type MinTls,
  type SiteOptions,
  type SiteSettings,
} from '../../shared/domain/site.ts';
import { UsageError } from './command.ts';
import type { Words } from './words.ts';

/** How each field is called on the command line, for the messages. */
const optionOf: Readonly<Record<string, string>> = {
  label: '--label',
  host: '--host',
  port: '--port',
  username: '--username',
  remoteFolder: '--remote-dir',
  signIn: '--key-file',
  url: '--url',
  wsdlUrl: '--wsdl',
  facilityId: '--facility-id',
  options: '--data-ports',
};

/** Which kinds of site take an option; one that is not named is for all. */
const takenBy: Readonly<Record<string, readonly Protocol[]>> = {
  host: ['sftp', 'ftps'],
  port: ['sftp', 'ftps'],
  username: ['sftp', 'ftps', 'soap'],
  'remote-dir': ['sftp', 'ftps'],
  'key-file': ['sftp'],
  'older-algorithms': ['sftp'],
  'data-ports': ['ftps'],
  'any-file': ['sftp', 'ftps'],
  'min-tls': ['ftps', 'soap', 'web'],
  url: ['soap', 'web'],
  wsdl: ['soap'],
  'facility-id': ['soap'],
};

/** The settings of `sites add`. Throws UsageError. */
export function parseSiteSettings(words: Words): SiteSettings {
  const { texts, flags } = words;
  const base = startFrom(texts.get('preset'), texts.get('protocol'));
  refuseOthersOptions(words, base.protocol);
  const keyFile = texts.get('key-file');
  const addressed = atAddress(base, texts);
  const parsed = siteSettingsSchema.safeParse({
    ...addressed,
    label: texts.get('label') ?? base.label,
    username: texts.get('username') ?? '',
    facilityId: texts.get('facility-id') ?? '',
    remoteFolder: texts.get('remote-dir') ?? base.remoteFolder,
    signIn: keyFile === undefined ? base.signIn : { kind: 'key', file: keyFile },
    minTls: minTls(texts.get('min-tls')) ?? base.minTls,
    olderAlgorithms: flags.has('older-algorithms'),
    preflight: !flags.has('any-file'),
    checkMornings: flags.has('check-mornings'),
    options: { ...base.options, passivePorts: portRange(texts.get('data-ports'), base.options) },
  });
  if (parsed.success) return parsed.data;
  // Host and port of a web address are not typed, and not what is wrong.
  const issue = parsed.error.issues.find(
    ({ path }) => !isWebProtocol(base.protocol) || (path[0] !== 'host' && path[0] !== 'port'),
  );
  const field = String(issue?.path[0] ?? '');
  const option = optionOf[field] ?? field;
  throw new UsageError(`${option}: ${issue?.message ?? 'not understood'}.`, 'sites');
}

function startFrom(preset: string | undefined, protocol: string | undefined): SiteSettings {
  if (preset !== undefined) {
    const id = presetIds.find((each): each is PresetId => each === preset);
    if (id === undefined) throw new UsageError(`--preset is ${listed(presetIds, 'or')}.`, 'sites');
    if (protocol !== undefined && protocol !== presets[id].protocol) {
      throw new UsageError(`--preset ${id} is ${presets[id].protocol} already.`, 'sites');
    }
    return presets[id];
  }
  const parsed = protocolSchema.safeParse(protocol);
  if (!parsed.success) {
    throw new UsageError(`--protocol is ${listed(protocolSchema.options, 'or')}.`, 'sites');
  }
  return newSiteSettings(parsed.data);
}

/** "A", "A or B", "A, B or C" */
function listed(words: readonly string[], before: 'or' | 'and'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${before} ${last}`;
}

/** What would do nothing must not pass in silence. */
function refuseOthersOptions({ texts, flags }: Words, protocol: Protocol): void {
  for (const name of [...texts.keys(), ...flags]) {
    const kinds = takenBy[name];
    if (kinds === undefined || kinds.includes(protocol)) continue;
    const named = kinds.map((each) => protocols[each].shortLabel);
    throw new UsageError(`--${name} is for ${listed(named, 'and')} sites.`, 'sites');
  }
}

/** The settings with the address that was typed: host and port, or the web address and where it is described. */
function atAddress(base: SiteSettings, texts: Words['texts']): SiteSettings {
  if (!isWebProtocol(base.protocol)) {
    return {
      ...base,
      host: texts.get('host') ?? base.host,
      port: port(texts.get('port')) ?? base.port,
    };
  }
  const url = texts.get('url');
  const addressed = url === undefined ? base : atWebAddress(base, url.trim());
  const described = url === undefined ? base.wsdlUrl : descriptionOf(url);
  return { ...addressed, wsdlUrl: texts.get('wsdl') ?? described };
}

/** Where the gateways of CIIS describe themselves is known; of another one it is not. */
function descriptionOf(url: string): string {
  const known = Object.values(presets).find((preset) => preset.url === url.trim());
  return known?.wsdlUrl ?? '';
}

function minTls(text: string | undefined): MinTls | undefined {
  if (text === undefined) return undefined;
  const parsed = minTlsSchema.safeParse(text);
  if (!parsed.success) throw new UsageError('--min-tls is 1.2, 1.1 or 1.0.', 'sites');
  return parsed.data;
}

function port(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
}

function portRange(
  text: string | undefined,
  { passivePorts }: SiteOptions,
): SiteOptions['passivePorts'] {
  if (text === undefined) return passivePorts;
  const [, from, to] = /^(\d{1,6})-(\d{1,6})$/.exec(text) ?? [];
  if (from === undefined || to === undefined) {
    throw new UsageError('--data-ports is the first and the last one: 52000-52040.', 'sites');
  }
  return { from: Number(from), to: Number(to) };
}
