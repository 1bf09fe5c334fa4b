import type { RuleView } from '../../shared/domain/rule.ts';

/** What of the automation is switched here. */
export interface SwitchedRules {
  list(): readonly Pick<RuleView, 'id' | 'paused'>[];
  /** Throws AppError `rule-not-found`. */
  setPaused(id: string, paused: boolean): unknown;
}

/** All rules at once. What was paused one by one before stays so when the others go on. */
export class RulesSwitch {
  readonly #rules: SwitchedRules;
  #pausedHere: readonly string[] = [];

  constructor(rules: SwitchedRules) {
    this.#rules = rules;
  }

  /** Throws AppError `rule-not-found`. */
  pauseAll(): void {
    const active = this.#rules.list().filter(({ paused }) => !paused);
    this.#pausedHere = active.map(({ id }) => id);
    this.#set(this.#pausedHere, true);
  }

  /** Those that were paused here; after a restart, or where none of them is left, all. Throws AppError `rule-not-found`. */
  goOn(): void {
    const paused = this.#rules.list().filter((rule) => rule.paused);
    const here = paused.filter(({ id }) => this.#pausedHere.includes(id));
    this.#pausedHere = [];
    const chosen = here.length > 0 ? here : paused;
    this.#set(
      chosen.map(({ id }) => id),
      false,
    );
  }

  #set(ids: readonly string[], paused: boolean): void {
    for (const id of ids) this.#rules.setPaused(id, paused);
  }
}
