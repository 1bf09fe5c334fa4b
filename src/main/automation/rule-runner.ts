import { AppError, toFailure, type Failure } from '../../shared/domain/error.ts';
import type { Rule, RuleRun } from '../../shared/domain/rule.ts';
import type { Clock } from '../clock.ts';
import { readyFiles, type OpenWatch, type RuleWatch } from './ready-files.ts';
import type { RuleLocks } from './rule-locks.ts';
import { nothingYet, type RuleRuns } from './rule-runs.ts';
import type { RuleRunResult } from './run-rule.ts';

export interface RuleRunnerParts {
  readonly runs: RuleRuns;
  readonly locks: RuleLocks;
  readonly clock: Clock;
  readonly openWatch: OpenWatch;
  /** See run-rule.ts. */
  readonly carryOut: (
    rule: Rule,
    files: readonly string[],
    signal: AbortSignal,
  ) => Promise<RuleRunResult>;
  /** Of a rule that is watched, and why its folder can't be. */
  readonly watchOf: (ruleId: string) => RuleWatch | undefined;
  readonly troubleOf: (ruleId: string) => Failure | undefined;
  readonly begun: () => void;
  /** `retryInMs`: when what did not arrive may be tried again; null: all did. */
  readonly over: (rule: Rule, run: RuleRun, retryInMs: number | null) => void;
}

export interface ActiveRun {
  readonly stop: () => void;
  /** Never rejects. The run's number is 0 where it is not kept: there was nothing to do. */
  readonly over: Promise<RuleRun>;
}

/** By how many runs in a row have left files that did not arrive. */
const retryMs = [60_000, 5 * 60_000, 15 * 60_000];
const lastRetryMs = 60 * 60_000;

/** The runs of the rules: one of each at a time, in all processes together. */
export class RuleRunner {
  readonly #parts: RuleRunnerParts;
  readonly #active = new Map<string, ActiveRun>();
  /** Files that did not arrive. */
  readonly #left = new Map<string, { readonly files: readonly string[]; readonly tries: number }>();

  constructor(parts: RuleRunnerParts) {
    this.#parts = parts;
  }

  active(ruleId: string): ActiveRun | undefined {
    return this.#active.get(ruleId);
  }

  /** Null: it runs already, here or in another process. Throws AppError `storage-failed`. */
  begin(rule: Rule): ActiveRun | null {
    const { id } = rule;
    if (this.#active.has(id) || !this.#parts.locks.take(id)) return null;
    const stopping = new AbortController();
    const run = { stop: () => stopping.abort(), over: this.#run(rule, stopping.signal) };
    this.#active.set(id, run);
    return run;
  }

  /** What did not arrive is no matter of the rule as it is now. */
  forget(ruleId: string): void {
    this.#left.delete(ruleId);
  }

  /** Lets go of those that nobody runs or watches here. */
  releaseIdle(): void {
    const { locks, watchOf } = this.#parts;
    for (const id of locks.mine())
      if (!this.#active.has(id) && watchOf(id) === undefined) locks.release(id);
  }

  /** Ends the runs whose program ended in the middle of them. Throws AppError `storage-failed`. */
  endDeadRuns(): void {
    const { runs, locks } = this.#parts;
    for (const id of runs.open()) if (!this.#active.has(id) && locks.take(id)) runs.interrupt(id);
    this.releaseIdle();
  }

  async shutDown(): Promise<void> {
    const runs = [...this.#active.values()];
    for (const { stop } of runs) stop();
    await Promise.all(runs.map(({ over }) => over));
  }

  /** Never rejects. */
  async #run(rule: Rule, signal: AbortSignal): Promise<RuleRun> {
    const { clock } = this.#parts;
    const base = { id: 0, ruleId: rule.id, startedAt: clock.now() };
    let left: readonly string[] = [];
    let end: Kept;
    try {
      const files = await this.#files(rule, signal);
      const { result, id } = await this.#send(rule, files, signal);
      left = result.left;
      end = { ...withoutLeft(result), id };
    } catch (thrown) {
      end = signal.aborted
        ? { ...nothingYet, outcome: 'interrupted', id: 0 }
        : this.#keepFailed(rule, toFailure(thrown));
    }
    const run = { ...base, ...end, endedAt: clock.now() };
    this.#over(rule, run, left);
    return run;
  }

  async #files(rule: Rule, signal: AbortSignal): Promise<readonly string[]> {
    const { runs, watchOf, troubleOf } = this.#parts;
    // Its lock is ours, so nobody else is in the middle of it.
    runs.interrupt(rule.id);
    const watch = watchOf(rule.id);
    if (watch === undefined) return await readyFiles(rule, this.#parts, signal);
    const ready = await watch.look();
    const trouble = troubleOf(rule.id);
    if (trouble !== undefined) throw new AppError(trouble.code, trouble.detail);
    const files = [...new Set([...ready, ...(this.#left.get(rule.id)?.files ?? [])])];
    watch.taken(files);
    return files;
  }

  async #send(rule: Rule, files: readonly string[], signal: AbortSignal) {
    const { runs, carryOut, begun } = this.#parts;
    if (signal.aborted) throw new AppError('cancelled');
    if (files.length === 0) {
      runs.noteLook(rule.id, true);
      return { result: { ...nothingYet, outcome: 'done' as const, left: [] }, id: 0 };
    }
    const id = runs.begin(rule.id);
    begun();
    const result = await carryOut(rule, files, signal);
    runs.end(id, withoutLeft(result));
    if (result.outcome !== 'interrupted') runs.noteLook(rule.id, result.outcome === 'done');
    // Files that stay in the folder after they were sent are found by every run.
    if (rule.afterwards !== 'leave' || !isNothingNew(result)) return { result, id };
    runs.drop(id);
    return { result, id: 0 };
  }

  /** A run that could not even begin. What can't be written down is told all the same. */
  #keepFailed(rule: Rule, failure: Failure): Kept {
    const { runs } = this.#parts;
    const end = { ...nothingYet, outcome: 'failed', failure } as const;
    try {
      const id = runs.begin(rule.id);
      runs.end(id, end);
      runs.noteLook(rule.id, false);
      return { ...end, id };
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      return { ...end, id: 0 };
    }
  }

  #over(rule: Rule, run: RuleRun, left: readonly string[]): void {
    const { id } = rule;
    const tries = left.length === 0 ? 0 : (this.#left.get(id)?.tries ?? 0) + 1;
    if (tries === 0) this.#left.delete(id);
    else this.#left.set(id, { files: left, tries });
    this.#active.delete(id);
    this.releaseIdle();
    this.#parts.over(rule, run, tries === 0 ? null : (retryMs[tries - 1] ?? lastRetryMs));
  }
}

type Kept = Omit<RuleRunResult, 'left'> & { readonly id: number };

const withoutLeft = (result: RuleRunResult): Omit<RuleRunResult, 'left'> => {
  const { sent, known, refused, failed, unknown, outcome, failure, notes } = result;
  return { sent, known, refused, failed, unknown, outcome, failure, notes };
};

const isNothingNew = ({ sent, refused, failed, unknown, notes, failure }: RuleRunResult): boolean =>
  sent + refused + failed + unknown === 0 && notes.length === 0 && failure === null;
