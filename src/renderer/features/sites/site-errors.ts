import type { z } from 'zod';
import { isWebProtocol, type Protocol } from '../../../shared/domain/protocol.ts';
import { siteOptionsSchema, siteSettingsSchema } from '../../../shared/domain/site.ts';
import type { SiteSettings } from '../../../shared/domain/site.ts';

export type SiteTab = 'general' | 'type' | 'actions' | 'options';

/** Every field of the form by its path in the settings, in the order of the screen. */
const tabOfField = {
  label: 'general',
  host: 'general',
  username: 'general',
  facilityId: 'general',
  'signIn.file': 'general',
  comments: 'general',
  port: 'type',
  url: 'type',
  wsdlUrl: 'type',
  remoteFolder: 'actions',
  localFolder: 'actions',
  'options.filesAtATime': 'options',
  'options.connections': 'options',
  'options.speedLimit': 'options',
  'options.messagesAtATime': 'options',
  'options.passivePorts.from': 'options',
  'options.passivePorts.to': 'options',
  'options.passivePorts': 'options',
  'options.connectTimeout': 'options',
  'options.idleTimeout': 'options',
  'options.keepAlive': 'options',
} as const satisfies Record<string, SiteTab>;

export type SiteField = keyof typeof tabOfField;
export type SiteErrors = Readonly<Partial<Record<SiteField, string>>>;

const fields = Object.keys(tabOfField) as readonly SiteField[];

/** The tab that holds the first error. */
export function tabOfErrors(errors: SiteErrors): SiteTab | undefined {
  const first = fields.find((field) => errors[field] !== undefined);
  return first && tabOfField[first];
}

/** What is wrong with the settings, in words by field; empty when they will do. */
export function siteErrors(settings: SiteSettings, otherLabels: readonly string[]): SiteErrors {
  const errors: Partial<Record<SiteField, string>> = {};
  for (const issue of siteSettingsSchema.safeParse(settings).error?.issues ?? []) {
    const field = fieldAt(issue.path.join('.'), settings.protocol);
    if (field !== undefined) errors[field] ??= wordsOf(field, issue);
  }
  const label = nameKey(settings.label);
  if (otherLabels.some((other) => nameKey(other) === label))
    errors.label ??= `There is already a site called "${settings.label.trim()}"`;
  return errors;
}

/** Main takes names that differ only so for one. */
export const nameKey = (name: string): string => name.trim().normalize('NFC').toLowerCase();

/** Host and port of a web address have no fields: they are wrong only where the address is. */
const fieldAt = (path: string, protocol: Protocol): SiteField | undefined =>
  isWebProtocol(protocol) && (path === 'host' || path === 'port')
    ? undefined
    : fields.find((field) => field === path);

const { shape } = siteOptionsSchema;
const numbers: Partial<Record<SiteField, z.ZodNumber>> = {
  'options.filesAtATime': shape.filesAtATime,
  'options.connections': shape.connections,
  'options.speedLimit': shape.speedLimit,
  'options.messagesAtATime': shape.messagesAtATime,
  'options.connectTimeout': shape.connectTimeout,
  'options.idleTimeout': shape.idleTimeout,
  'options.keepAlive': shape.keepAlive,
};

function wordsOf(field: SiteField, issue: z.core.$ZodIssue): string {
  const number = numbers[field];
  if (number) return `Enter a number from ${number.minValue ?? 0} to ${number.maxValue ?? 0}`;
  if (issue.code === 'too_big' && issue.origin === 'string')
    return `Use at most ${Number(issue.maximum)} characters`;
  if (issue.message === 'no control characters')
    return 'This has a character that can’t be used here';
  return issue.message;
}
