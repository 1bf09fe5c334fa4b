import type { Gate } from './gate.ts';
import type { NoConnection } from './site-lines.ts';

/** A file under way. */
export interface ActiveRun {
  readonly id: string;
  readonly siteId: string;
  readonly controller: AbortController;
  readonly gate: Gate;
  readonly over: Promise<void>;
  /** All of it is written; what is left is the server's last word. */
  written: boolean;
  /** Somebody asked for its end here; a run that is cancelled without it was cut by disconnecting. */
  stopped: boolean;
  /** That a run beside it could not connect, which holds for it too. */
  noConnection: NoConnection | null;
}

/** The files under way, also site by site. */
export class ActiveRuns {
  readonly #runs = new Map<string, ActiveRun>();
  readonly #ofSite = new Map<string, Map<string, ActiveRun>>();

  get(id: string): ActiveRun | undefined {
    return this.#runs.get(id);
  }

  all(): readonly ActiveRun[] {
    return [...this.#runs.values()];
  }

  of(siteId: string): readonly ActiveRun[] {
    return [...(this.#ofSite.get(siteId)?.values() ?? [])];
  }

  add(run: ActiveRun): void {
    this.#runs.set(run.id, run);
    const siblings = this.#ofSite.get(run.siteId) ?? new Map<string, ActiveRun>();
    this.#ofSite.set(run.siteId, siblings.set(run.id, run));
  }

  delete(id: string): void {
    const run = this.#runs.get(id);
    if (run === undefined) return;
    this.#runs.delete(id);
    this.#ofSite.get(run.siteId)?.delete(id);
  }
}
