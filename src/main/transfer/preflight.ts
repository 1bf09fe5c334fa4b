import { AppError } from '../../shared/domain/error.ts';
import type { Inspection } from '../../shared/domain/inspection.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { lookAt, type FileFacts, type Look } from './look.ts';
import type { QueueParts } from './queue-parts.ts';
import type { Leg } from './run.ts';

export interface UnusualFile {
  readonly name: string;
  readonly inspection: Inspection;
}

/** Whether files of this kind are looked at before they go. */
export const isLookedAt = (
  { direction }: Pick<Transfer, 'direction'>,
  { preflight }: Pick<Site, 'preflight'>,
): boolean => preflight && direction === 'upload';

/**
 * Which files were looked at and may go, in which state. It is not written down: after a restart each
 * file is looked at again.
 */
export class Preflight {
  readonly #parts: Pick<QueueParts, 'inspect' | 'ask'>;
  readonly #passed = new Map<string, FileFacts>();
  /** One question at a time for each site. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(parts: Pick<QueueParts, 'inspect' | 'ask'>) {
    this.#parts = parts;
  }

  look(path: string, signal: AbortSignal): Promise<Look> {
    return lookAt(this.#parts.inspect, path, signal);
  }

  /** One question about all of them. Aborting withdraws it: the answer is then no. */
  async mayGo(
    siteId: string,
    files: readonly UnusualFile[],
    signal: AbortSignal,
  ): Promise<boolean> {
    const answer = await this.#parts.ask({ kind: 'preflight', siteId, files: [...files] }, signal);
    return answer.kind === 'yes';
  }

  /** It may go as it is now. */
  approve(id: string, facts: FileFacts): void {
    this.#passed.set(id, facts);
  }

  forget(id: string): void {
    this.#passed.delete(id);
  }

  /** Whether the file may go in this state. */
  allows({ transfer, site }: Leg, { size, modifiedAt }: FileFacts): boolean {
    if (size === 0 || !isLookedAt(transfer, site)) return true;
    const passed = this.#passed.get(transfer.id);
    return passed?.size === size && passed.modifiedAt === modifiedAt;
  }

  /** For one whose turn has come and which was not looked at as it is now. Rejects `preflight-stopped`, `preflight-declined`, `cancelled`. */
  async check({ transfer, site, signal }: Leg): Promise<void> {
    const { id, name, localPath } = transfer;
    const look = await this.look(localPath, signal);
    if (look.kind === 'stopped') throw new AppError(look.failure.code, look.failure.detail);
    if (look.kind === 'question') {
      const { inspection } = look;
      const may = await this.#inTurn(site.id, async () =>
        this.mayGo(site.id, [{ name, inspection }], signal),
      );
      if (isOver(signal)) throw new AppError('cancelled');
      if (!may) throw new AppError('preflight-declined');
    }
    this.approve(id, look.facts);
  }

  #inTurn<T>(siteId: string, act: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(siteId) ?? Promise.resolve();
    const mine = before.then(act, act);
    this.#turns.set(siteId, mine);
    return mine;
  }
}

/** As a function, or TypeScript takes the first look for the last word. */
const isOver = (signal: AbortSignal): boolean => signal.aborted;
