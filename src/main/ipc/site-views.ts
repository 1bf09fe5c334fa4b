import { toFailure, type Failure } from '../../shared/domain/error.ts';
import { presets, type PresetId } from '../../shared/domain/presets.ts';
import type { Site, SiteSettings } from '../../shared/domain/site.ts';
import type { SitesSnapshot, SiteView } from '../../shared/ipc/contract.ts';
import type { ConnectionChecks } from '../checks/connection-checks.ts';
import type { IdentityStore } from '../identities/identity-store.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { SiteStore } from '../sites/site-store.ts';
import type { WatchedSecrets } from './watched-secrets.ts';

export interface SiteViewParts {
  readonly sites: SiteStore;
  readonly identities: IdentityStore;
  readonly secrets: WatchedSecrets;
  readonly sessions: Pick<Sessions, 'state' | 'forget'>;
  readonly checks: Pick<ConnectionChecks, 'stop' | 'forget'>;
  /** A password that could not be kept or removed is told, and stops nothing else. */
  readonly notice: (failure: Failure) => void;
}

/** With another value of one of these it is not the same connection any more. */
const connectsBy = [
  'protocol',
  'host',
  'port',
  'username',
  'signIn',
  'url',
  'wsdlUrl',
  'facilityId',
  'minTls',
  'olderAlgorithms',
] as const satisfies readonly (keyof SiteSettings)[];

const connectsOtherwise = (before: SiteSettings, after: SiteSettings): boolean =>
  connectsBy.some((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));

/** The sites as the window sees and changes them: what is saved, whether there is a secret, which identity was accepted. */
export class SiteViews {
  readonly #parts: SiteViewParts;

  constructor(parts: SiteViewParts) {
    this.#parts = parts;
  }

  async snapshot(): Promise<SitesSnapshot> {
    const withSecret = await this.#sitesWithSecret();
    const { sites, folders } = this.#parts.sites.snapshot();
    return { sites: sites.map((site) => this.#view(site, withSecret)), folders };
  }

  /** Something that a snapshot shows has changed. Returns its undo. */
  onChanged(listener: () => void): () => void {
    const { sites, identities, secrets } = this.#parts;
    const undo = [sites, identities, secrets].map((store) => store.onChanged(listener));
    return () => undo.forEach((each) => each());
  }

  async addPreset(preset: PresetId, username: string, secret: string | null): Promise<SiteView> {
    return this.save(null, { ...presets[preset], username }, secret);
  }

  /** Creates (id null) or changes. `secret`: undefined keeps the stored one, null forgets it. */
  async save(
    id: string | null,
    settings: SiteSettings,
    secret: string | null | undefined,
  ): Promise<SiteView> {
    const { sites, sessions, checks } = this.#parts;
    if (id === null) {
      const created = sites.create(settings);
      if (secret !== undefined && secret !== null) await this.#keep(created.id, secret);
      return this.view(created);
    }
    const before = sites.get(id);
    const after = sites.update(id, settings);
    if (secret !== undefined) await this.#keep(id, secret);
    // A new password alone leaves a connection that works as it is.
    const signsInAnew = secret !== undefined && sessions.state(id).status !== 'connected';
    const isElsewhere = connectsOtherwise(before, after);
    if (isElsewhere) checks.stop([id]);
    if (signsInAnew || isElsewhere) await sessions.forget(id);
    return this.view(after);
  }

  /** With its secret. */
  async duplicate(id: string): Promise<SiteView> {
    const copy = this.#parts.sites.duplicate(id);
    await this.#told(async () => {
      const secret = await this.#parts.secrets.get(id);
      if (secret !== null) await this.#parts.secrets.set(copy.id, secret);
    });
    return this.view(copy);
  }

  /** With its secret and its checks; its connections end. */
  async remove(id: string): Promise<void> {
    this.#parts.sites.remove(id);
    this.#parts.checks.forget(id);
    await this.#parts.sessions.forget(id);
    await this.#keep(id, null);
  }

  /** The next connection asks again. */
  async forgetIdentity(id: string): Promise<void> {
    const { host, port } = this.#parts.sites.get(id);
    this.#parts.identities.forget(host, port);
    await this.#parts.sessions.forget(id);
  }

  /** A saved site as the window sees it. */
  async view(site: Site): Promise<SiteView> {
    return this.#view(site, await this.#sitesWithSecret());
  }

  #view(site: Site, withSecret: ReadonlySet<string>): SiteView {
    const identity = this.#parts.identities.get(site.host, site.port) ?? null;
    return { ...site, hasSecret: withSecret.has(site.id), identity };
  }

  async #sitesWithSecret(): Promise<ReadonlySet<string>> {
    try {
      return await this.#parts.secrets.siteIds();
    } catch {
      // The window says since the start that the keychain does not work; no password can be had from it.
      return new Set();
    }
  }

  async #keep(siteId: string, secret: string | null): Promise<void> {
    const { secrets } = this.#parts;
    await this.#told(() =>
      secret === null ? secrets.delete(siteId) : secrets.set(siteId, secret),
    );
  }

  async #told(change: () => Promise<void>): Promise<void> {
    try {
      await change();
    } catch (thrown) {
      this.#parts.notice(toFailure(thrown));
    }
  }
}
