import { presetIds, presets, type PresetId } from '../../shared/domain/presets.ts';
import { protocols, protocolSchema, type Protocol } from '../../shared/domain/protocol.ts';
import {
  minTlsSchema,
  newSiteSettings,
  siteSettingsSchema,
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
};

/** The settings of `sites add`. Throws UsageError. */
export function parseSiteSettings({ texts, flags }: Words): SiteSettings {
  const base = startFrom(texts.get('preset'), texts.get('protocol'));
  const keyFile = texts.get('key-file');
  const minTls = minTlsSchema.safeParse(texts.get('min-tls') ?? base.minTls);
  if (!minTls.success) throw new UsageError('--min-tls is 1.2, 1.1 or 1.0.', 'sites');
  if (keyFile !== undefined && base.protocol !== 'sftp') {
    throw new UsageError('--key-file is for SFTP sites.', 'sites');
  }
  const parsed = siteSettingsSchema.safeParse({
    ...base,
    label: texts.get('label') ?? base.label,
    host: texts.get('host') ?? base.host,
    port: port(texts.get('port')) ?? base.port,
    username: texts.get('username') ?? '',
    remoteFolder: texts.get('remote-dir') ?? base.remoteFolder,
    signIn: keyFile === undefined ? base.signIn : { kind: 'key', file: keyFile },
    minTls: minTls.data,
    olderAlgorithms: flags.has('older-algorithms'),
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = String(issue?.path[0] ?? '');
  const option = optionOf[field] ?? field;
  throw new UsageError(`${option}: ${issue?.message ?? 'not understood'}.`, 'sites');
}

function startFrom(preset: string | undefined, protocol: string | undefined): SiteSettings {
  if (preset !== undefined) {
    const id = presetIds.find((each): each is PresetId => each === preset);
    if (id === undefined) throw new UsageError(`--preset is ${presetIds.join(' or ')}.`, 'sites');
    if (protocol !== undefined && protocol !== presets[id].protocol) {
      throw new UsageError(`--preset ${id} is ${presets[id].protocol} already.`, 'sites');
    }
    return presets[id];
  }
  const parsed = protocolSchema.safeParse(protocol);
  if (!parsed.success) {
    throw new UsageError(`--protocol is ${Object.keys(protocols).join(' or ')}.`, 'sites');
  }
  return newSiteSettings(parsed.data satisfies Protocol);
}

function port(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
}
