import { create } from 'zustand';
import type { RuleView } from '../../shared/domain/rule.ts';
import { call, listen } from './api.ts';
import { reportFailure } from './report-failure.ts';

export interface Rules {
  /** Whether main has told them. */
  readonly loaded: boolean;
  /** In their order. */
  readonly rules: readonly RuleView[];
  /** Rules that the person had run here, until the next run of theirs ends. */
  readonly asked: readonly string[];
}

export const noRules: Rules = { loaded: false, rules: [], asked: [] };

/** Every rule, as main last told. */
export const useRules = create<Rules>(() => noRules);

export const isRunning = ({ lastRun }: Pick<RuleView, 'lastRun'>): boolean =>
  lastRun?.outcome === null;

/** Fills the store and keeps it fresh; returns its undo. */
export async function startRules(): Promise<() => void> {
  const stop = listen('rules.changed', ({ rules }) => useRules.setState({ rules, loaded: true }));
  const rules = await call('rules.list');
  // What was heard while the list was on its way is newer.
  useRules.setState((state) => (state.loaded ? state : { rules, loaded: true }));
  return stop;
}

/** Asks main anew: another program of this computer may run rules too. A failure becomes a notice. */
export async function readRules(): Promise<void> {
  try {
    useRules.setState({ rules: await call('rules.list'), loaded: true });
  } catch (thrown) {
    reportFailure(thrown);
  }
}

/** Runs a rule once, now. A failure becomes a notice. */
export async function runRule(id: string): Promise<void> {
  setAsked(id, true);
  try {
    await call('rules.run', { id });
  } catch (thrown) {
    setAsked(id, false);
    reportFailure(thrown);
  }
}

/** Notes whether a person here waits for the end of a run. */
export function setAsked(id: string, isAsked: boolean): void {
  useRules.setState(({ asked }) => {
    const others = asked.filter((each) => each !== id);
    return { asked: isAsked ? [...others, id] : others };
  });
}

/** A failure becomes a notice. */
export async function setRulePaused(id: string, paused: boolean): Promise<void> {
  await call('rules.setPaused', { id, paused }).catch(reportFailure);
}
