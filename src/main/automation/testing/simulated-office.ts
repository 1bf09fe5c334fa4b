import { isDeepStrictEqual } from 'node:util';
import type { Rule } from '../../../shared/domain/rule.ts';
import { noRules, step, type EngineEvent, type EngineState, type RunReason } from '../engine.ts';
import { nextTime } from '../next-time.ts';

/** What happens in an office; `at`: by a clock that nobody sets. */
export type Happening = { readonly at: number } & (
  | { readonly kind: 'sleep'; readonly ms: number }
  /** The computer's clock is set so far before or after the right time. */
  | { readonly kind: 'clock'; readonly offset: number }
  | { readonly kind: 'ready' | 'run-now'; readonly ruleId: string }
);

export interface OfficePlan {
  readonly rules: readonly Rule[];
  readonly zone: string;
  readonly from: number;
  readonly to: number;
  /** In their order. */
  readonly happenings: readonly Happening[];
  /** How long the nth run takes, and when it is tried again. */
  readonly runOf: (n: number) => { readonly ms: number; readonly retryInMs: number | null };
}

interface Run {
  readonly ruleId: string;
  readonly why: RunReason;
  /** By the computer's clock. */
  readonly at: number;
}

/** A time of a schedule, and what became of it. */
interface SeenTime {
  readonly at: number;
  readonly end: 'run' | 'left out';
}

/** Not expect(): it is asked a million times. */
function mustBe(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`Not so: ${what}`);
}

/**
 * A computer with the engine on it, as its caller drives it: one timer, which stands still while the computer
 * sleeps. Throws where a step does what none may do.
 */
export class SimulatedOffice {
  readonly runs: Run[] = [];
  readonly #plan: OfficePlan;
  /** Of each rule, as far as anybody asked. */
  readonly #times = new Map<string, number[]>();
  readonly #seen = new Map<string, SeenTime[]>();
  readonly #running = new Map<string, { endAt: number; readonly retryInMs: number | null }>();
  #state: EngineState = noRules;
  #now: number;
  #offset = 0;
  #timerAt = Infinity;

  constructor(plan: OfficePlan) {
    this.#plan = plan;
    this.#now = plan.from;
  }

  live(): void {
    const { rules, from, to, happenings } = this.#plan;
    this.#tell({ kind: 'rules', rules, lastLookAt: {}, now: from });
    for (const happening of happenings) {
      this.#awakeUntil(Math.max(this.#now, happening.at));
      this.#undergo(happening);
    }
    this.#awakeUntil(Math.max(this.#now, to));
  }

  /** Every time of a rule's schedule so far: each of them once. */
  seenTimes(rule: Rule): readonly SeenTime[] {
    const seen = this.#seen.get(rule.id) ?? [];
    const seenTo = this.#state.rules.get(rule.id)?.seenTo ?? 0;
    const times = this.#timesOf(rule, this.#plan.from, seenTo);
    mustBe(
      isDeepStrictEqual(
        times,
        seen.map(({ at }) => at),
      ),
      `${rule.id}: each time once`,
    );
    return seen;
  }

  #undergo(happening: Happening): void {
    switch (happening.kind) {
      case 'sleep':
        this.#now += happening.ms;
        this.#timerAt += happening.ms;
        for (const run of this.#running.values()) run.endAt += happening.ms;
        this.#tell({ kind: 'time', now: this.#clock() });
        return;
      case 'clock':
        this.#offset = happening.offset;
        return;
      case 'ready':
      case 'run-now':
        this.#tell({ kind: happening.kind, ruleId: happening.ruleId, now: this.#clock() });
    }
  }

  #awakeUntil(time: number): void {
    for (;;) {
      const ends = [...this.#running].sort(([, one], [, other]) => one.endAt - other.endAt);
      const [ruleId, run] = ends[0] ?? [];
      const next = Math.min(this.#timerAt, run?.endAt ?? Infinity);
      if (next > time) break;
      this.#now = Math.max(this.#now, next);
      if (ruleId === undefined || run === undefined || next < run.endAt) {
        this.#tell({ kind: 'time', now: this.#clock() });
        continue;
      }
      this.#running.delete(ruleId);
      this.#tell({ kind: 'ended', ruleId, now: this.#clock(), retryInMs: run.retryInMs });
    }
    this.#now = time;
  }

  #clock(): number {
    return this.#now + this.#offset;
  }

  #tell(event: EngineEvent): void {
    const before = this.#state;
    const wereRunning = new Set(this.#running.keys());
    const { state, actions } = step(before, event, this.#plan.zone);
    this.#state = state;
    this.#timerAt = Infinity;
    for (const action of actions) {
      if (action.kind === 'run') {
        this.#begin(action.ruleId, action.why, event.now);
        continue;
      }
      mustBe(this.#timerAt === Infinity, 'one wake at the most');
      mustBe(action.at > event.now, 'no wake in the past');
      this.#timerAt = this.#now + action.at - event.now;
    }
    for (const rule of this.#plan.rules) this.#account(rule, before, event, wereRunning);
  }

  #begin(ruleId: string, why: RunReason, at: number): void {
    mustBe(!this.#running.has(ruleId), `${ruleId}: never twice at once`);
    const { ms, retryInMs } = this.#plan.runOf(this.runs.length);
    this.#running.set(ruleId, { endAt: this.#now + ms, retryInMs });
    this.runs.push({ ruleId, why, at });
  }

  /** What became of the times that this step has seen to. */
  #account(
    rule: Rule,
    before: EngineState,
    event: EngineEvent,
    wereRunning: ReadonlySet<string>,
  ): void {
    const from = before.rules.get(rule.id)?.seenTo ?? this.#plan.from;
    const state = this.#state.rules.get(rule.id);
    mustBe(state?.running === this.#running.has(rule.id), `${rule.id}: it knows what runs`);
    if (state === undefined || state.seenTo === from) return;
    mustBe(state.seenTo > from, `${rule.id}: what was seen stays seen`);
    const times = this.#timesOf(rule, from, state.seenTo);
    const isServed =
      state.readyAgain ||
      (this.#running.has(rule.id) && !wereRunning.has(rule.id)) ||
      (event.kind === 'ended' && event.ruleId === rule.id);
    const wantsMissed = rule.start.kind === 'schedule' && rule.start.runMissed;
    const latest = times.at(-1) ?? 0;
    const mustRun = times.length > 0 && (wantsMissed || event.now - latest < 60_000);
    mustBe(isServed || !mustRun, `${rule.id}: what is due runs`);
    const seen = this.#seen.get(rule.id) ?? [];
    seen.push(
      ...times.map((at) => ({ at, end: isServed ? ('run' as const) : ('left out' as const) })),
    );
    this.#seen.set(rule.id, seen);
  }

  #timesOf(rule: Rule, from: number, to: number): readonly number[] {
    const { start } = rule;
    if (start.kind === 'watch') return [];
    const known = this.#times.get(rule.id) ?? [];
    this.#times.set(rule.id, known);
    for (let last = known.at(-1) ?? this.#plan.from; last <= to;) {
      last = nextTime(start.schedule, last, this.#plan.zone);
      known.push(last);
    }
    return known.filter((time) => time > from && time <= to);
  }
}
