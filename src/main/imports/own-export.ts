import { z } from 'zod';
import { AppError } from '../../shared/domain/error.ts';
import type { AcceptedIdentity } from '../../shared/domain/identity.ts';
import { protocolSchema } from '../../shared/domain/protocol.ts';
import type { NotImportable } from '../../shared/domain/site-import.ts';
import {
  hostSchema,
  newSiteSettings,
  portSchema,
  siteFolderSchema,
  siteSettingsSchema,
  type Site,
  type SiteFolder,
} from '../../shared/domain/site.ts';
import {
  lineOf,
  mostSites,
  shownName,
  unreadable,
  type FoundIdentity,
  type FoundInFile,
  type FoundSite,
  type ReadSites,
} from './read-sites.ts';

/** What an exported file says it is; it stands at its beginning. */
export const exportFormat = 'ciis-connect-sites';
const version = 1;

/**
 * Saved sites as JSON: their settings, the names of their folders, and the host keys that were accepted for them.
 * There is no secret in it. Certificates are not in it either: each computer judges them itself.
 */
export function writeExport(saved: {
  readonly sites: readonly Site[];
  readonly folders: readonly SiteFolder[];
  readonly identities: readonly AcceptedIdentity[];
}): string {
  const folderNames = new Map(saved.folders.map(({ id, name }) => [id, name]));
  const addresses = new Set(saved.sites.map(addressOf));
  const sites = saved.sites.map((site) => {
    const name = folderNames.get(site.folderId ?? '');
    // The schema of the settings drops whatever else a saved site may have.
    const settings = { ...siteSettingsSchema.parse(site), folderId: undefined };
    return { ...settings, folder: name === undefined ? [] : [name] };
  });
  const identities = saved.identities
    .filter((identity) => identity.kind === 'ssh-host-key' && addresses.has(addressOf(identity)))
    .map(({ host, port, keyType, fingerprint }) => ({ host, port, keyType, fingerprint }));
  return `${JSON.stringify({ format: exportFormat, version, sites, identities }, null, 2)}\n`;
}

const addressOf = ({ host, port }: { readonly host: string; readonly port: number }): string =>
  `${host.toLowerCase()} ${String(port)}`;

/** The sites of a file that `writeExport` made; one that is damaged is left out, and said which field. */
export const readOwnExport: ReadSites = (text) => {
  const file = fileOf(text);
  const sites: FoundSite[] = [];
  const identities: FoundIdentity[] = [];
  const leftOut: NotImportable[] = [];
  for (const [index, value] of file.sites.entries()) {
    const found = siteOf(value);
    if (typeof found !== 'string') sites.push(found);
    else leftOut.push({ name: nameOf(value, `Site ${String(index + 1)}`), reason: found });
  }
  for (const [index, value] of file.identities.entries()) {
    const found = identitySchema.safeParse(value);
    if (found.success) identities.push(found.data);
    else leftOut.push({ name: `Identity ${String(index + 1)}`, reason: whyNot(found.error) });
  }
  return { sites, identities, leftOut, notes: [] } satisfies FoundInFile;
};

const list = z.array(z.unknown());
const fileSchema = z.object({
  format: z.literal(exportFormat),
  version: z.number(),
  sites: list,
  identities: list.default([]),
});

const folderSchema = z.array(siteFolderSchema.shape.name).max(60).default([]);

const identitySchema = z.object({
  host: hostSchema,
  port: portSchema,
  keyType: z.string().regex(/^[a-z0-9@.-]{1,64}$/),
  fingerprint: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/),
});

function fileOf(text: string): z.infer<typeof fileSchema> {
  const parsed = fileSchema.safeParse(jsonOf(text));
  if (!parsed.success) {
    throw new AppError(
      'import-unreadable',
      `These are not exported sites. ${whyNot(parsed.error)}`,
    );
  }
  if (parsed.data.version !== version) {
    throw new AppError(
      'import-unreadable',
      'The file was made by another version of CIIS Connect. Update the program first.',
    );
  }
  if (Math.max(parsed.data.sites.length, parsed.data.identities.length) > mostSites) {
    throw new AppError('import-unreadable', 'It has more than 10,000 sites or identities.');
  }
  return parsed.data;
}

function jsonOf(text: string): unknown {
  const json = text.replace(/^\ufeff/, '');
  try {
    return JSON.parse(json);
  } catch (error) {
    throw whyNoJson(json, error instanceof Error ? error.message : '');
  }
}

/** The engine's own words may hold a piece of the text; where it is wrong they don't always say. */
function whyNoJson(json: string, words: string): AppError {
  const at = /at position (\d{1,9})/.exec(words)?.[1];
  const index = at === undefined ? null : Number(at);
  if (words.includes('end of JSON') || (index !== null && index >= json.trimEnd().length)) {
    return unreadable(lineOf(json, json.length), 'the file ends too early.');
  }
  if (index === null) return new AppError('import-unreadable', 'The file is damaged.');
  return unreadable(lineOf(json, index), 'the file is damaged.');
}

/** A setting that came with a later version has its default. A string is why the site can't come. */
function siteOf(value: unknown): FoundSite | string {
  const saved = objectOf(value);
  const protocol = protocolSchema.safeParse(saved['protocol']);
  if (!protocol.success) return 'Its protocol is not known here.';
  const defaults = newSiteSettings(protocol.data);
  const settings = siteSettingsSchema.safeParse({
    ...defaults,
    ...saved,
    folderId: null,
    options: { ...defaults.options, ...objectOf(saved['options']) },
  });
  const folder = folderSchema.safeParse(saved['folder']);
  if (!settings.success) return whyNot(settings.error);
  if (!folder.success) return whyNot(folder.error, 'folder');
  return { settings: settings.data, folder: folder.data, password: null, notes: [] };
}

const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

function nameOf(value: unknown, otherwise: string): string {
  const { label } = objectOf(value);
  return typeof label === 'string' && label !== '' ? shownName(label) : otherwise;
}

/** Which field is wrong; what stands in it is not told. */
function whyNot({ issues: [issue] }: z.ZodError, field = issue?.path.join('.') ?? ''): string {
  return `Its field "${field}" can't be used.`;
}
