import { AppError } from '../../../shared/domain/error.ts';
import {
  newRuleSettings,
  type Rule,
  type RuleRun,
  type RuleView,
} from '../../../shared/domain/rule.ts';
import { nothingYet } from '../../automation/rule-runs.ts';
import { testSite } from '../../transfer/testing/desk.ts';

export const someRun = (change: Partial<RuleRun> = {}): RuleRun => ({
  ...{ ...nothingYet, id: 1, ruleId: 'r1', startedAt: 1000, endedAt: 2000, outcome: 'done' },
  ...change,
});

export const someRule = (change: Partial<RuleView> = {}): RuleView => ({
  ...{ ...newRuleSettings(), name: 'Nightly', siteId: 'site-1', folder: '/exports' },
  ...{ id: 'r1', position: 0, nextRunAt: null, lastRun: null, lastSuccessAt: null, trouble: null },
  ...change,
});

/** The automation in memory: what runs come to is what the test says. */
export class MemoryRules {
  rules: readonly RuleView[];
  readonly ran: string[] = [];
  started = false;
  over = false;
  readonly #ends: Readonly<Record<string, RuleRun | AppError>>;
  readonly #listeners = new Set<() => void>();
  readonly #endListeners = new Set<(rule: Rule, run: RuleRun) => void>();

  /** `ends`: by the rules' ids. */
  constructor(rules: readonly RuleView[], ends: Readonly<Record<string, RuleRun | AppError>> = {}) {
    this.rules = rules;
    this.#ends = ends;
  }

  list(): readonly RuleView[] {
    return this.rules;
  }

  find(typed: string): Rule | undefined {
    return this.rules.find(({ id, name }) => id === typed || name === typed);
  }

  start(): void {
    this.started = true;
  }

  shutDown(): Promise<void> {
    this.over = true;
    return Promise.resolve();
  }

  runToEnd(id: string): Promise<RuleRun> {
    this.ran.push(id);
    const end = this.#ends[id] ?? someRun({ ruleId: id });
    return end instanceof AppError ? Promise.reject(end) : Promise.resolve(end);
  }

  onChanged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  onRunEnded(listener: (rule: Rule, run: RuleRun) => void): () => void {
    this.#endListeners.add(listener);
    return () => void this.#endListeners.delete(listener);
  }

  change(rules: readonly RuleView[]): void {
    this.rules = rules;
    for (const listener of [...this.#listeners]) listener();
  }

  end(rule: Rule, run: RuleRun): void {
    for (const listener of [...this.#endListeners]) listener(rule, run);
  }
}

const site = testSite({ label: 'Clinic', host: 'sftp.example.org' });
export const sitesOfRules = { snapshot: () => ({ sites: [site], folders: [] }) };
