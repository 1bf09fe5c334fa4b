import type { Failure } from '../../shared/domain/error.ts';
import type { Rule } from '../../shared/domain/rule.ts';
import type { Clock } from '../clock.ts';
import type { OpenWatch, RuleWatch } from './ready-files.ts';

export interface RuleWatchesParts {
  readonly openWatch: OpenWatch;
  readonly clock: Clock;
  readonly onReady: (ruleId: string) => void;
  /** Null: it is over. */
  readonly onTrouble: (ruleId: string, failure: Failure | null) => void;
}

interface Watched {
  /** What it is watched for. */
  readonly key: string;
  readonly watch: RuleWatch;
}

/** The folders of the rules that watch. */
export class RuleWatches {
  readonly #parts: RuleWatchesParts;
  readonly #watched = new Map<string, Watched>();
  readonly #stopping = new Set<Promise<void>>();

  constructor(parts: RuleWatchesParts) {
    this.#parts = parts;
  }

  get(ruleId: string): RuleWatch | undefined {
    return this.#watched.get(ruleId)?.watch;
  }

  ids(): readonly string[] {
    return [...this.#watched.keys()];
  }

  /** Watches for it as it is now. */
  open({ id, folder, pattern, steadySeconds }: Rule): void {
    const key = JSON.stringify([folder, pattern, steadySeconds]);
    if (this.#watched.get(id)?.key === key) return;
    this.close(id);
    const { openWatch, clock, onReady, onTrouble } = this.#parts;
    const isCurrent = (): boolean => this.#watched.get(id)?.watch === watch;
    const watch = openWatch({
      ...{ folder, pattern, clock, steadyMs: steadySeconds * 1000 },
      onReady: () => {
        if (isCurrent()) onReady(id);
      },
      onTrouble: (failure) => {
        if (isCurrent()) onTrouble(id, failure);
      },
    });
    this.#watched.set(id, { key, watch });
    watch.start();
  }

  close(ruleId: string): void {
    const watched = this.#watched.get(ruleId);
    if (watched === undefined) return;
    this.#watched.delete(ruleId);
    this.#parts.onTrouble(ruleId, null);
    const stopping = watched.watch.stop().finally(() => this.#stopping.delete(stopping));
    this.#stopping.add(stopping);
  }

  async shutDown(): Promise<void> {
    for (const id of this.ids()) this.close(id);
    await Promise.all(this.#stopping);
  }
}
