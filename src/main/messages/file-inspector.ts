import type { Inspection } from '../../shared/domain/inspection.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Clock } from '../clock.ts';
import { inspect } from '../hl7/inspect.ts';
import type { OpenFile } from './open-file.ts';
import { purposeOf } from './purpose-of.ts';
import type { SentIds } from './sent-ids.ts';

interface Known {
  readonly key: string;
  readonly inspection: Promise<Inspection>;
}

/** The pre-flight check of open files for a site. What was found last is kept: sending follows looking. */
export class FileInspector {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #sent: SentIds;
  readonly #known = new WeakMap<OpenFile, Known>();

  constructor(clock: Pick<Clock, 'now'>, sent: SentIds) {
    this.#clock = clock;
    this.#sent = sent;
  }

  /** Rejects AppError `local-...`, `cancelled`. */
  async look(file: OpenFile, site: Site): Promise<Inspection> {
    await file.whole();
    const purpose = purposeOf(site);
    const key = `${site.id} ${purpose} ${this.#sent.count} ${site.facilityId}`;
    const known = this.#known.get(file);
    if (known?.key === key) {
      await file.use(() => Promise.resolve()); // It is still the same file.
      return await known.inspection;
    }
    const context = {
      purpose,
      facilityId: site.facilityId,
      now: this.#clock.now(),
      alreadySent: (controlId: string) => this.#sent.fromAnother(site.id, file.id, controlId),
    };
    const inspection = file.use((local, signal) => inspect(local.chunks(signal), context));
    this.#known.set(file, { key, inspection });
    inspection.catch(() => this.#known.delete(file));
    return await inspection;
  }
}
