import { toFailure } from '../../shared/domain/error.ts';
import type { InspectedFile } from '../../shared/ipc/contract.ts';
import { Turnstile } from '../checks/turnstile.ts';
import type { Clock } from '../clock.ts';
import { inspectFile } from './inspect-file.ts';

const atOnce = 4;

/** The pre-flight check of files that are to be uploaded, whoever asks: a few at a time. */
export class UploadInspections {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #turns = new Turnstile(atOnce);

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** One for each path, in their order. */
  inspect(paths: readonly string[], signal: AbortSignal): Promise<readonly InspectedFile[]> {
    return Promise.all(paths.map((path) => this.#look(path, signal)));
  }

  async #look(path: string, signal: AbortSignal): Promise<InspectedFile> {
    const leave = await this.#turns.enter(signal);
    try {
      const context = { purpose: 'upload', facilityId: null, now: this.#clock.now() } as const;
      return { path, inspection: await inspectFile(path, context, signal), failure: null };
    } catch (thrown) {
      return { path, inspection: null, failure: toFailure(thrown) };
    } finally {
      leave();
    }
  }
}
