import { newSiteSettings, type Site, type SiteSettings } from '../../shared/domain/site.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { SiteStore } from '../sites/site-store.ts';
import { startPractice, type Practice } from './practice-server.ts';

export interface PracticeSiteParts {
  /** Where the practice server keeps its files. */
  readonly folder: string;
  readonly sites: Pick<SiteStore, 'snapshot' | 'create' | 'update'>;
  readonly secrets: Pick<Secrets, 'set'>;
}

/** The practice server with its saved site, ready to connect to. It runs from the first open() on. */
export class PracticeSite {
  readonly #parts: PracticeSiteParts;
  #server: Promise<Practice> | null = null;

  constructor(parts: PracticeSiteParts) {
    this.#parts = parts;
  }

  /** Starts the server if it does not run, and makes or finds its site. */
  async open(): Promise<Site> {
    const server = await this.#running();
    const site = this.#site(server);
    try {
      await this.#parts.secrets.set(site.id, server.password);
    } catch {
      // Without a keychain the person is asked for it, as with any other site.
    }
    return site;
  }

  /** May be called twice, also when it never ran. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    // One that never started was told to whoever opened it.
    await (await server?.catch(() => null))?.stop();
  }

  async #running(): Promise<Practice> {
    const server = (this.#server ??= startPractice({ folder: this.#parts.folder }));
    try {
      return await server;
    } catch (thrown) {
      if (this.#server === server) this.#server = null;
      throw thrown;
    }
  }

  #site({ host, port, username, password }: Practice): Site {
    const { sites } = this.#parts;
    const all = sites.snapshot().sites;
    const known = all.find((site) => site.host === host && site.username === username);
    if (known !== undefined) {
      if (known.port === port) return known;
      return sites.update(known.id, { ...known, port });
    }
    const settings: SiteSettings = {
      ...newSiteSettings('sftp'),
      label: freeLabel(all.map((site) => site.label.toLowerCase())),
      host,
      port,
      username,
      comments: `A server on this computer, for practice. Password: ${password}`,
    };
    return sites.create(settings);
  }
}

function freeLabel(taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const label = number === 1 ? 'Practice site' : `Practice site ${number}`;
    if (!taken.includes(label.toLowerCase())) return label;
  }
}
