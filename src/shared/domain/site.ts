import { z } from 'zod';
import { isWebProtocol, protocols, protocolSchema, type Protocol } from './protocol.ts';
import { parseWebAddress } from './web-address.ts';

const line = (max: number) =>
  z
    .string()
    .max(max)
    // eslint-disable-next-line no-control-regex -- control characters are what is refused
    .refine((text) => !/[\u0000-\u001f\u007f]/.test(text), 'no control characters');

const seconds = (min: number, max: number) => z.number().int().min(min).max(max);

/** Host name or address as typed; a scheme, a path or a space is a mistake that the form names. */
export const hostSchema = line(253)
  .trim()
  .min(1, 'Enter the host address')
  .regex(/^[A-Za-z0-9._:%-]+$/, 'Enter only the host name, without spaces, "sftp://" or a folder');

export const portSchema = z
  .number('Port is a number')
  .int('Port is a whole number')
  .min(1, 'Port is between 1 and 65535')
  .max(65535, 'Port is between 1 and 65535');

/**
 * What is done about a name that is there already, in CuteFTP's words (ask: Prompt). `rename`: the time of
 * sending goes into the name; `numerate`: a number does; `resume`: the rest is sent where the beginning is there.
 */
export const onExistsSchema = z.enum(['ask', 'overwrite', 'skip', 'rename', 'resume', 'numerate']);
export type OnExists = z.infer<typeof onExistsSchema>;

/** Lowest TLS version that may be spoken; below 1.2 only by the person's choice. */
export const minTlsSchema = z.enum(['1.2', '1.1', '1.0']);
export type MinTls = z.infer<typeof minTlsSchema>;

/** `checksum`: also that, where the server names one that it makes; else the size. */
export const verifySchema = z.enum(['size', 'checksum', 'none']);

/** Defaults and why: docs/adr/0003-site-defaults.md. Times are in seconds. */
export const siteOptionsSchema = z.object({
  filesAtATime: z.number().int().min(1).max(64),
  connections: z.number().int().min(1).max(10),
  connectTimeout: seconds(5, 300),
  idleTimeout: seconds(5, 600),
  passivePorts: z
    .object({ from: portSchema, to: portSchema })
    .refine((range) => range.from <= range.to, 'The first port is above the last')
    .nullable(),
  trustPassiveAddress: z.boolean(),
  verify: verifySchema,
  temporaryName: z.boolean(),
  keepTimes: z.boolean(),
  /** KiB a second for all its files together; 0: as fast as it goes. */
  speedLimit: z.number().int().min(0).max(10_000_000),
  /** Real-time messages that may be on their way at once. */
  messagesAtATime: z.number().int().min(1).max(16),
  /** What ends a segment on the way into the gateway; LF is for old gateways only and is on no screen. */
  segmentEnd: z.enum(['CR', 'LF']),
  /** Seconds between keep-alives while nothing is sent; 0: none. */
  keepAlive: seconds(0, 600),
});
export type SiteOptions = Readonly<z.infer<typeof siteOptionsSchema>>;

export const signInSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('password') }),
  /** The secret of the site is then the passphrase of this private key (empty: none). */
  z.object({ kind: z.literal('key'), file: line(1024).min(1, 'Choose the private key file') }),
]);

const username = line(128).trim();
const usernameMissing = 'Enter the username that CIIS gave you';

const settingsShape = z.object({
  label: line(80).trim().min(1, 'Enter a label'),
  protocol: protocolSchema,
  /** Real-time and web sites have those of their `url`: see `atWebAddress`. */
  host: hostSchema,
  port: portSchema,
  /** Empty for web upload, which signs in in the browser. */
  username,
  signIn: signInSchema,
  /** The web address of a real-time gateway or an upload page; else empty. */
  url: line(2048).trim(),
  /** Where the gateway describes itself (WSDL); else empty. */
  wsdlUrl: line(2048).trim(),
  /** Of a real-time account: CIIS gives it with username and password. Else empty. */
  facilityId: line(64).trim(),
  comments: z.string().max(4000),
  /** Null: top level of the tree. */
  folderId: z.string().max(64).nullable(),
  minTls: minTlsSchema,
  /** SSH algorithms that are off by default (SHA-1 key exchange, CBC ciphers): see sftp-algorithms.ts. */
  olderAlgorithms: z.boolean(),
  /** Empty: the folder the server opens after sign-in. */
  remoteFolder: line(1024),
  /** Empty: where Local Drives was last. */
  localFolder: line(1024),
  onExists: onExistsSchema,
  connectOnStart: z.boolean(),
  /** Looks at each file before it is uploaded (HL7, complete, test or production) and asks; off: any file goes. */
  preflight: z.boolean(),
  /** A connection check each morning, by itself. */
  checkMornings: z.boolean(),
  /** What was interrupted or waited when the program ended goes on by itself at the next start. */
  goOnAtStart: z.boolean(),
  options: siteOptionsSchema,
});

type SettingsShape = z.infer<typeof settingsShape>;

const webAddressWrong = 'Enter a web address that begins with https://, without a username or a #';

const texts = z.object({
  protocol: protocolSchema,
  username: z.string(),
  host: z.string(),
  url: z.string(),
  wsdlUrl: z.string(),
  facilityId: z.string(),
});
/** What depends on the protocol is checked also when other fields are wrong, so that a form can show all at once. */
const whenever = ({ value }: { value: unknown }): boolean => texts.safeParse(value).success;
const isCalled = ({ protocol }: SettingsShape): boolean => isWebProtocol(protocol);

export const siteSettingsSchema = settingsShape
  .refine((site) => site.protocol === 'web' || site.username !== '', {
    path: ['username'],
    error: usernameMissing,
    when: whenever,
  })
  .refine((site) => !isCalled(site) || parseWebAddress(site.url) !== null, {
    path: ['url'],
    error: webAddressWrong,
    when: whenever,
  })
  .refine(
    (site) =>
      site.protocol !== 'soap' || site.wsdlUrl === '' || parseWebAddress(site.wsdlUrl) !== null,
    { path: ['wsdlUrl'], error: webAddressWrong, when: whenever },
  )
  .refine((site) => site.protocol !== 'soap' || site.facilityId !== '', {
    path: ['facilityId'],
    error: 'Enter the facility ID that CIIS gave you',
    when: whenever,
  })
  .refine((site) => !isCalled(site) || hasAddressOfUrl(site), {
    path: ['url'],
    error: 'Host and port are not those of the web address',
    when: whenever,
  });
export type SiteSettings = Readonly<z.infer<typeof siteSettingsSchema>>;

export const siteSchema = siteSettingsSchema.safeExtend({
  id: z.string().min(1).max(64),
  /** Place among its folder's sites. */
  position: z.number(),
  lastConnectedAt: z.number().nullable(),
});
/** A saved server. It never holds its password: that is in the keychain under its id. */
export type Site = Readonly<z.infer<typeof siteSchema>>;

export const siteFolderSchema = z.object({
  id: z.string().min(1).max(64),
  name: line(80).trim().min(1, 'Enter a name for the folder'),
  position: z.number(),
});
export type SiteFolder = Readonly<z.infer<typeof siteFolderSchema>>;

export const defaultOptions = (protocol: Protocol): SiteOptions => ({
  filesAtATime: protocols[protocol].defaultFilesAtATime,
  connections: 1,
  connectTimeout: 20,
  idleTimeout: 30,
  passivePorts: null,
  trustPassiveAddress: false,
  verify: 'size',
  temporaryName: false,
  keepTimes: false,
  speedLimit: 0,
  messagesAtATime: 4,
  segmentEnd: 'CR',
  keepAlive: 0,
});

/** A new site of a protocol with everything but label, host and username filled in. */
export const newSiteSettings = (protocol: Protocol): SiteSettings => ({
  label: '',
  protocol,
  host: '',
  port: protocols[protocol].defaultPort,
  username: '',
  signIn: { kind: 'password' },
  url: '',
  wsdlUrl: '',
  facilityId: '',
  comments: '',
  folderId: null,
  minTls: '1.2',
  olderAlgorithms: false,
  remoteFolder: '',
  localFolder: '',
  onExists: 'overwrite',
  connectOnStart: false,
  preflight: true,
  checkMornings: false,
  goOnAtStart: false,
  options: defaultOptions(protocol),
});

/** The settings with another web address, and with the host and port that it names. */
export function atWebAddress(settings: SiteSettings, url: string): SiteSettings {
  const address = parseWebAddress(url.trim());
  if (address === null) return { ...settings, url };
  return { ...settings, url, host: address.host, port: address.port };
}

function hasAddressOfUrl({
  url,
  host,
  port,
}: Pick<SettingsShape, 'url' | 'host' | 'port'>): boolean {
  const address = parseWebAddress(url);
  return address === null || (address.host === host.toLowerCase() && address.port === port);
}
