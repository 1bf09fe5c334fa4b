import { toFailure } from '../../shared/domain/error.ts';
import type { SentBefore } from '../../shared/domain/receipt.ts';
import type { InspectedFile } from '../../shared/ipc/contract.ts';
import { Turnstile } from '../checks/turnstile.ts';
import type { Clock } from '../clock.ts';
import { localFacts } from '../transfer/snapshot.ts';
import { inspectFile, type InspectedContent } from './inspect-file.ts';

interface UploadInspectionParts {
  readonly clock: Pick<Clock, 'now'>;
  /** See QueueParts. */
  readonly sentBefore: (siteId: string, sha256: string) => SentBefore | null;
}

const atOnce = 4;
const mostKept = 200;

/** The pre-flight check of files that are to be uploaded, whoever asks: a few at a time. */
export class UploadInspections {
  readonly #parts: UploadInspectionParts;
  readonly #turns = new Turnstile(atOnce);
  /** By path, size and time: what was sent meanwhile is asked for without reading a file again. */
  readonly #known = new Map<string, InspectedContent>();

  constructor(parts: UploadInspectionParts) {
    this.#parts = parts;
  }

  /** One for each path, in their order. */
  inspect(
    siteId: string,
    paths: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly InspectedFile[]> {
    return Promise.all(paths.map((path) => this.#look(siteId, path, signal)));
  }

  async #look(siteId: string, path: string, signal: AbortSignal): Promise<InspectedFile> {
    const leave = await this.#turns.enter(signal);
    try {
      const { inspection, sha256 } = await this.#content(path, signal);
      const sentBefore =
        inspection.kind === 'empty' ? null : this.#parts.sentBefore(siteId, sha256);
      return { path, inspection, sentBefore, failure: null };
    } catch (thrown) {
      return { path, inspection: null, sentBefore: null, failure: toFailure(thrown) };
    } finally {
      leave();
    }
  }

  async #content(path: string, signal: AbortSignal): Promise<InspectedContent> {
    const { size, modifiedAt } = await localFacts(path);
    const key = `${path}\0${size}\0${modifiedAt}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const context = { purpose: 'upload', facilityId: null, now: this.#parts.clock.now() } as const;
    const content = await inspectFile(path, context, signal);
    this.#known.set(key, content);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= mostKept) break;
      this.#known.delete(oldest);
    }
    return content;
  }
}
