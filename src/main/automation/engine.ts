import { isDeepStrictEqual } from 'node:util';
import type { Rule } from '../../shared/domain/rule.ts';
import { nextTime, timesMissed } from './next-time.ts';

export interface RuleState {
  readonly rule: Rule;
  /** The next time of its schedule. Null: it is paused, or it watches. */
  readonly dueAt: number | null;
  /** Times of the schedule up to here have been seen to. */
  readonly seenTo: number;
  /** When what failed is tried again. */
  readonly retryAt: number | null;
  readonly running: boolean;
  /** Files became ready, or a time came, while it ran. */
  readonly readyAgain: boolean;
  /** It was removed, and what it began goes on. */
  readonly gone: boolean;
}

export interface EngineState {
  /** By the rules' ids. */
  readonly rules: ReadonlyMap<string, RuleState>;
  /** When it last heard of anything. */
  readonly now: number;
  readonly zone: string | undefined;
}

export const noRules: EngineState = { rules: new Map(), now: 0, zone: undefined };

export type EngineEvent =
  /**
   * All the rules that there are. `lastLookAt`: when a rule that is new to the engine last looked for files:
   * from then on it may have missed something. Null or absent: it has missed nothing.
   */
  | {
      readonly kind: 'rules';
      readonly rules: readonly Rule[];
      readonly lastLookAt: Readonly<Record<string, number | null>>;
      readonly now: number;
    }
  /** The time of `wake` has come, the computer has woken up, or its clock or zone was set. */
  | { readonly kind: 'time'; readonly now: number }
  /** A watched folder has files that are ready. */
  | { readonly kind: 'ready'; readonly ruleId: string; readonly now: number }
  /** A run is over. `retryInMs`: it is worth another try then; null: it is not. */
  | {
      readonly kind: 'ended';
      readonly ruleId: string;
      readonly now: number;
      readonly retryInMs: number | null;
    }
  /** A person wants it. Does nothing while the rule runs. */
  | { readonly kind: 'run-now'; readonly ruleId: string; readonly now: number };

/** `again`: for what came while it ran, or failed before. */
export type RunReason = 'schedule' | 'missed' | 'files' | 'asked' | 'again';

export type EngineAction =
  | { readonly kind: 'run'; readonly ruleId: string; readonly why: RunReason }
  /** Replaces the one before. Where a step has none, nothing is due. */
  | { readonly kind: 'wake'; readonly at: number };

export interface Step {
  readonly state: EngineState;
  readonly actions: readonly EngineAction[];
}

/** So late may a timer be where the computer was awake. What is later was missed. */
const latenessMs = 60_000;
/** A clock that goes back further was wrong before: what it had seen to does not count. */
const mostBackMs = 24 * 3_600_000;

type AboutRule = Extract<EngineEvent, { ruleId: string }>;

interface Turn {
  readonly state: RuleState;
  readonly why: RunReason | null;
}

/**
 * Decides which rules run now. A rule is never begun while it runs: each `run` is answered with one `ended`.
 * A time of its schedule is seen to once: by a run at once, by the one that follows what runs, or not at all
 * where it was missed and the rule does not want it later. `zone`: as of now; undefined: that of the computer.
 */
export function step(state: EngineState, event: EngineEvent, zone?: string): Step {
  const { now } = event;
  const actions: EngineAction[] = [];
  const rules = new Map<string, RuleState>();
  const take = (id: string, turn: Turn): void => {
    if (turn.state.gone && !turn.state.running) rules.delete(id);
    else rules.set(id, turn.state);
    if (turn.why !== null) actions.push({ kind: 'run', ruleId: id, why: turn.why });
  };

  for (const [id, before] of state.rules) {
    const turn = onTime(withClock(before, state, now, zone), now, zone);
    take(id, turn);
    if ('ruleId' in event && event.ruleId === id)
      take(id, heard(turn.state, event, before.running));
  }
  if (event.kind === 'rules') {
    for (const [id, known] of merged(rules, event, zone)) take(id, onTime(known, now, zone));
  }

  const at = earliest(rules.values());
  if (at !== null) actions.push({ kind: 'wake', at });
  return { state: { rules, now, zone }, actions };
}

/** As it stands with a clock or a zone that was set. */
function withClock(
  rule: RuleState,
  { now: before, zone: zoneBefore }: EngineState,
  now: number,
  zone: string | undefined,
): RuleState {
  const back = Math.max(0, before - now);
  const retryAt = rule.retryAt === null ? null : rule.retryAt - back;
  const wasWrong = rule.seenTo - now > mostBackMs;
  if (wasWrong) return planned({ ...rule, retryAt }, now, zone);
  if (zone === zoneBefore) return { ...rule, retryAt };
  return planned({ ...rule, retryAt }, Math.max(rule.seenTo, before), zone);
}

/** What is due now. */
function onTime(rule: RuleState, now: number, zone: string | undefined): Turn {
  const { retryAt } = rule;
  const came = timeCame(rule, now, zone);
  const planAhead = rule.dueAt !== null && rule.dueAt <= now;
  const state = planAhead ? planned(rule, now, zone) : rule;
  if (came !== null) return begun(state, came);
  return retryAt !== null && retryAt <= now ? begun(state, 'again') : { state, why: null };
}

/** Null: no time of its schedule came, or only such as it does not want later. */
function timeCame(
  { rule, dueAt }: RuleState,
  now: number,
  zone: string | undefined,
): 'schedule' | 'missed' | null {
  if (dueAt === null || dueAt > now || rule.start.kind !== 'schedule') return null;
  const { schedule, runMissed } = rule.start;
  const isInTime = dueAt > now - latenessMs || timesMissed(schedule, now - latenessMs, now, zone);
  if (isInTime) return 'schedule';
  return runMissed ? 'missed' : null;
}

/** The rule that an event is about. `wasRunning`: before this step. */
function heard(rule: RuleState, event: AboutRule, wasRunning: boolean): Turn {
  switch (event.kind) {
    case 'ready': {
      // What failed is not tried more often because more files come: they go with the next try.
      const waits = rule.retryAt !== null && !rule.running;
      const isWanted = rule.rule.start.kind === 'watch' && !rule.rule.paused && !rule.gone;
      return isWanted && !waits ? begun(rule, 'files') : { state: rule, why: null };
    }
    case 'run-now':
      return rule.running ? { state: rule, why: null } : begun(rule, 'asked');
    case 'ended':
      return wasRunning ? ended(rule, event) : { state: rule, why: null };
  }
}

function ended(rule: RuleState, { now, retryInMs }: Extract<EngineEvent, { kind: 'ended' }>): Turn {
  const state = { ...rule, running: false, readyAgain: false };
  if (rule.gone || rule.rule.paused) return { state, why: null };
  if (retryInMs !== null && retryInMs > 0)
    return { state: { ...state, retryAt: now + retryInMs }, why: null };
  return rule.readyAgain || retryInMs !== null ? begun(state, 'again') : { state, why: null };
}

const begun = (state: RuleState, why: RunReason): Turn =>
  state.running
    ? { state: { ...state, readyAgain: true }, why: null }
    : { state: { ...state, running: true, readyAgain: false, retryAt: null }, why };

/** The rules that there are now, and those that were removed and still run. */
function merged(
  known: ReadonlyMap<string, RuleState>,
  event: Extract<EngineEvent, { kind: 'rules' }>,
  zone: string | undefined,
): ReadonlyMap<string, RuleState> {
  const { now } = event;
  const rules = new Map<string, RuleState>();
  for (const rule of event.rules) {
    const before = known.get(rule.id);
    rules.set(
      rule.id,
      before === undefined
        ? added(rule, event.lastLookAt[rule.id] ?? now, now, zone)
        : changed(before, rule, now, zone),
    );
  }
  for (const [id, before] of known) {
    if (!rules.has(id)) rules.set(id, { ...resting(before), gone: true });
  }
  return rules;
}

function added(rule: Rule, lastLookAt: number, now: number, zone: string | undefined): RuleState {
  const fresh = { rule, dueAt: null, seenTo: now, retryAt: null };
  const seenTo = lastLookAt - now > mostBackMs ? now : lastLookAt;
  return planned({ ...fresh, running: false, readyAgain: false, gone: false }, seenTo, zone);
}

/** With a start of its own or after a pause it begins anew: what lies before now is not missed. */
function changed(before: RuleState, rule: Rule, now: number, zone: string | undefined): RuleState {
  const isSame =
    !before.gone &&
    before.rule.paused === rule.paused &&
    isDeepStrictEqual(before.rule.start, rule.start);
  if (isSame) return { ...before, rule };
  return planned({ ...resting(before), rule, gone: false }, now, zone);
}

/** It waits for nothing; what it runs goes on. */
const resting = (state: RuleState): RuleState => ({
  ...state,
  dueAt: null,
  retryAt: null,
  readyAgain: false,
});

/** With its next time after `seenTo`. */
function planned(state: RuleState, seenTo: number, zone: string | undefined): RuleState {
  const { start, paused } = state.rule;
  const rests = start.kind === 'watch' || paused || state.gone;
  return { ...state, seenTo, dueAt: rests ? null : nextTime(start.schedule, seenTo, zone) };
}

function earliest(rules: Iterable<RuleState>): number | null {
  let first: number | null = null;
  for (const { dueAt, retryAt } of rules) {
    for (const at of [dueAt, retryAt])
      if (at !== null && (first === null || at < first)) first = at;
  }
  return first;
}
