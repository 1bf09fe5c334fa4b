import { isCiisHost, presets } from '../../../shared/domain/presets.ts';
import { protocols, takesFiles, type Protocol } from '../../../shared/domain/protocol.ts';
import {
  atWebAddress,
  defaultOptions,
  newSiteSettings,
  siteSettingsSchema,
  type Site,
  type SiteSettings,
} from '../../../shared/domain/site.ts';

/** What happens to the stored password (or passphrase) when the form is saved. */
export type SecretDraft =
  | { readonly kind: 'keep' }
  | { readonly kind: 'typed'; readonly text: string }
  | { readonly kind: 'forget' };

/** A site while it is edited. */
export interface SiteForm {
  /** Null: it was not saved yet. */
  readonly siteId: string | null;
  /** What Undo goes back to. */
  readonly saved: SiteSettings;
  /** An empty number is NaN here, until the person has typed one. */
  readonly draft: SiteSettings;
  readonly secret: SecretDraft;
}

const keep: SecretDraft = { kind: 'keep' };

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const settingsOf = (site: Site): SiteSettings => siteSettingsSchema.parse(site);

export function formOf(site: Site): SiteForm {
  const settings = settingsOf(site);
  return { siteId: site.id, saved: settings, draft: settings, secret: keep };
}

export const newForm = (settings: SiteSettings): SiteForm => ({
  siteId: null,
  saved: settings,
  draft: settings,
  secret: keep,
});

export const isDirty = ({ saved, draft, secret }: SiteForm): boolean =>
  secret.kind !== 'keep' || !same(saved, draft);

export const undone = (form: SiteForm): SiteForm => ({ ...form, draft: form.saved, secret: keep });

export const typedSecret = (text: string): SecretDraft =>
  text === '' ? keep : { kind: 'typed', text };

/** CIIS gives an account for files, another one for messages, and none for the page: each is a kind of its own. */
const isSameKind = (one: Protocol, other: Protocol): boolean =>
  one === other || (takesFiles(one) && takesFiles(other));

/** Whether a stored password still belongs to the account and the way of signing in that are chosen. */
export const keepsSecret = ({ saved, draft, secret }: SiteForm): boolean =>
  secret.kind === 'keep' &&
  saved.signIn.kind === draft.signIn.kind &&
  isSameKind(saved.protocol, draft.protocol);

/** As `sites.save` takes it: undefined keeps the stored one, null forgets it. */
export function secretToSave(form: SiteForm): string | null | undefined {
  if (form.draft.protocol === 'web') return null;
  if (form.secret.kind === 'typed') return form.secret.text;
  return keepsSecret(form) ? undefined : null;
}

/** The fresh settings, but with each that the draft has otherwise than its base. */
function merged(draft: SiteSettings, base: SiteSettings, fresh: SiteSettings): SiteSettings {
  const changed = Object.entries(draft).filter(
    ([key, value]) => !same(value, base[key as keyof SiteSettings]),
  );
  return { ...fresh, ...Object.fromEntries(changed) };
}

/** Main has the site otherwise than before: what the person did not touch follows it. */
export function rebased(form: SiteForm, site: Site): SiteForm {
  const fresh = settingsOf(site);
  return { ...form, saved: fresh, draft: merged(form.draft, form.saved, fresh) };
}

/** After a save; what was typed while it was under way stays. */
export function afterSave(now: SiteForm, sent: SiteForm, site: Site): SiteForm {
  const saved = formOf(site);
  return {
    ...saved,
    draft: merged(now.draft, sent.draft, saved.draft),
    secret: now.secret === sent.secret ? keep : now.secret,
  };
}

/** The port that CIIS has for a protocol. */
export const ciisPort = (protocol: Protocol): number =>
  Object.values(presets).find((preset) => preset.protocol === protocol)?.port ??
  protocols[protocol].defaultPort;

/** With another web address; host and port follow it as soon as it is one. */
export const withUrl = (draft: SiteSettings, url: string): SiteSettings => atWebAddress(draft, url);

/**
 * With another protocol. What only fitted the old one goes to its default, or where the saved site has
 * the new one, back to what was saved.
 */
export function withProtocol(
  draft: SiteSettings,
  protocol: Protocol,
  saved: SiteSettings = draft,
): SiteSettings {
  if (protocol === draft.protocol) return draft;
  if (isSameKind(protocol, draft.protocol)) return withFileProtocol(draft, protocol);
  const { label, username, comments, folderId, checkMornings } = draft;
  const fitting = saved.protocol === protocol ? saved : newSiteSettings(protocol);
  return { ...fitting, label, username, comments, folderId, checkMornings };
}

function withFileProtocol(draft: SiteSettings, protocol: Protocol): SiteSettings {
  const { protocol: before, port, options } = draft;
  const usual = [protocols[before].defaultPort, ciisPort(before)].includes(port);
  const usualPort = isCiisHost(draft.host) ? ciisPort(protocol) : protocols[protocol].defaultPort;
  const fresh = defaultOptions(protocol);
  return {
    ...draft,
    protocol,
    port: usual ? usualPort : port,
    signIn: protocol === 'ftps' ? { kind: 'password' } : draft.signIn,
    minTls: '1.2',
    olderAlgorithms: false,
    options: {
      ...options,
      filesAtATime:
        options.filesAtATime === defaultOptions(before).filesAtATime
          ? fresh.filesAtATime
          : options.filesAtATime,
      connections: fresh.connections,
      passivePorts: fresh.passivePorts,
      trustPassiveAddress: fresh.trustPassiveAddress,
    },
  };
}
