import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failedStep, type Check, type StepId } from '../../../shared/domain/check.ts';
import type { ErrorCode } from '../../../shared/domain/error.ts';
import type { Protocol } from '../../../shared/domain/protocol.ts';
import {
  atWebAddress,
  defaultOptions,
  newSiteSettings,
  type Site,
  type SiteOptions,
  type SiteSettings,
} from '../../../shared/domain/site.ts';
import { systemClock } from '../../clock.ts';
import { compose, type Services } from '../../compose.ts';
import { memorySecrets } from '../../secrets/memory-secrets.ts';
import { withoutProxy, type FindProxy } from '../../transport/proxy/find-proxy.ts';

export interface NewSite extends Partial<Omit<SiteSettings, 'protocol' | 'options'>> {
  readonly protocol: Protocol;
  /** Undefined: none is stored. */
  readonly password?: string;
  readonly options?: Partial<SiteOptions>;
}

/** The program as an office has it, without its window: real services, an empty data folder, a keychain in memory. */
export class Office {
  readonly services: Services;
  /** Whether a new identity is accepted when it is asked about. */
  trusting = true;
  readonly #secrets = memorySecrets();
  readonly #folder = mkdtempSync(join(tmpdir(), 'ciis-office-'));

  /** `findProxy`: what it is set to; without it there is no proxy. By default nothing is begun again by itself. */
  constructor(findProxy: FindProxy = withoutProxy, retryDelays: readonly number[] = []) {
    this.services = compose({
      dataFolder: this.#folder,
      secrets: this.#secrets,
      ask: () => Promise.resolve({ kind: this.trusting ? 'yes' : 'no' }),
      clock: systemClock,
      newId: randomUUID,
      owner: 'test',
      version: '0.0.0',
      findProxy,
      retryDelays,
      notice: () => undefined,
    });
  }

  async addSite({ password, options, ...settings }: NewSite): Promise<Site> {
    const { protocol } = settings;
    const made = { ...newSiteSettings(protocol), label: randomUUID(), ...settings };
    const site = this.services.sites.create({
      ...(made.url === '' ? made : atWebAddress(made, made.url)),
      options: { ...defaultOptions(protocol), connectTimeout: 5, ...options },
    });
    if (password !== undefined) await this.#secrets.set(site.id, password);
    return site;
  }

  /** Runs a check of each, all at once, to its end. */
  async check(sites: readonly Site[]): Promise<readonly Check[]> {
    const { checks } = this.services;
    const open = new Set(sites.map(({ id }) => id));
    return new Promise((resolve) => {
      const leave = checks.onChanged(({ siteId, verdict }) => {
        if (verdict === null || !open.delete(siteId) || open.size > 0) return;
        leave();
        resolve(checks.list().filter((each) => sites.some(({ id }) => id === each.siteId)));
      });
      checks.run([...open], { insist: true });
    });
  }

  async checkOne(settings: NewSite): Promise<Check> {
    const [check] = await this.check([await this.addSite(settings)]);
    if (check === undefined) throw new Error('The check has no end');
    return check;
  }

  async close(): Promise<void> {
    await this.services.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Where a check ended and why: ['port', 'port-refused']. */
export function failureOf(check: Check): readonly [StepId, ErrorCode] | null {
  const step = failedStep(check);
  return step?.failure == null ? null : [step.id, step.failure.code];
}
