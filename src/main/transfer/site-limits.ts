import type { QueueParts } from './queue-parts.ts';
import { SpeedLimit } from './speed-limit.ts';

/** Each site's speed limit, for all its files together. */
export class SiteLimits {
  readonly #parts: Pick<QueueParts, 'clock' | 'site'>;
  readonly #limits = new Map<string, SpeedLimit>();

  constructor(parts: Pick<QueueParts, 'clock' | 'site'>) {
    this.#parts = parts;
  }

  of(siteId: string): SpeedLimit {
    const known = this.#limits.get(siteId);
    if (known !== undefined) return known;
    const { clock, site } = this.#parts;
    const limit = new SpeedLimit(clock, () => site(siteId).options.speedLimit);
    this.#limits.set(siteId, limit);
    return limit;
  }
}
