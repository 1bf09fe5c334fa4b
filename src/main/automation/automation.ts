import { AppError, type Failure } from '../../shared/domain/error.ts';
import type { Rule, RuleRun, RuleSettings, RuleView } from '../../shared/domain/rule.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { SiteStore } from '../sites/site-store.ts';
import { Changes } from '../storage/changes.ts';
import { noRules, step, type EngineAction, type EngineEvent, type RunReason } from './engine.ts';
import { nextTime } from './next-time.ts';
import { RuleRunner, type ActiveRun, type RuleRunnerParts } from './rule-runner.ts';
import { refuseUnusable, siteOrNull } from './rule-site.ts';
import type { RuleStore } from './rule-store.ts';
import { RuleWatches } from './rule-watches.ts';
import { SignInHolds } from './sign-in-holds.ts';

export interface AutomationParts extends Pick<
  RuleRunnerParts,
  'runs' | 'locks' | 'clock' | 'openWatch' | 'carryOut'
> {
  readonly store: RuleStore;
  readonly sites: Pick<SiteStore, 'get' | 'onChanged'>;
}

/** Other processes change rules too, computers sleep, and clocks are set: so often it is looked what is due. */
const lookAgainMs = 30_000;

/** The rules, and carrying them out. By itself it does nothing before it is started. */
export class Automation {
  readonly #parts: AutomationParts;
  readonly #watches: RuleWatches;
  readonly #runner: RuleRunner;
  readonly #holds: SignInHolds;
  readonly #changes = new Changes();
  readonly #endListeners = new Set<(rule: Rule, run: RuleRun) => void>();
  readonly #troubles = new Map<string, Failure>();
  #engine = noRules;
  /** The rules that the engine has. */
  #known = '';
  #started = false;
  #ending = false;
  #stopTimer: () => void = () => undefined;
  #stopListening: () => void = () => undefined;

  constructor(parts: AutomationParts) {
    this.#parts = parts;
    this.#holds = new SignInHolds((siteId) => this.#site(siteId));
    this.#watches = new RuleWatches({
      openWatch: parts.openWatch,
      clock: parts.clock,
      onReady: (id) => this.#ready(id),
      onTrouble: (id, failure) => this.#setTrouble(id, failure),
    });
    this.#runner = new RuleRunner({
      ...parts,
      watchOf: (id) => this.#watches.get(id),
      troubleOf: (id) => this.#troubles.get(id),
      begun: () => this.#changes.tell(),
      over: (rule, run, retryInMs) => this.#over(rule, run, retryInMs),
    });
  }

  /** Carries out the rules from now on, until `shutDown`. */
  start(): void {
    if (this.#started || this.#ending) return;
    this.#started = true;
    this.#stopListening = this.#parts.sites.onChanged(() => this.#endHolds());
    this.#look();
  }

  /** By position. */
  list(): readonly RuleView[] {
    this.#runner.endDeadRuns();
    return this.#parts.store.list().map((rule) => this.#view(rule));
  }

  /** By name, whatever its case; else by id. */
  find(nameOrId: string): Rule | undefined {
    return this.#parts.store.find(nameOrId);
  }

  /** Creates (id null) or changes a rule. Throws AppError `invalid-input`, `rule-not-found`. */
  save(id: string | null, settings: RuleSettings): RuleView {
    refuseUnusable(settings, this.#site(settings.siteId));
    const rule = this.#parts.store.save(id, settings);
    this.#holds.end(rule.id);
    this.#runner.forget(rule.id);
    return this.#changed(rule);
  }

  /** What it runs now goes on to its end. Throws AppError `rule-not-found`. */
  remove(id: string): void {
    this.#parts.store.remove(id);
    this.#holds.end(id);
    this.#runner.forget(id);
    this.#refresh();
    this.#changes.tell();
  }

  /** Throws AppError `rule-not-found`. */
  setPaused(id: string, paused: boolean): RuleView {
    const rule = this.#parts.store.setPaused(id, paused);
    this.#holds.end(id);
    return this.#changed(rule);
  }

  /** Resolves when the run has begun. Rejects AppError `rule-not-found`, `rule-running`. */
  // eslint-disable-next-line @typescript-eslint/require-await -- its failures are rejections
  async run(id: string): Promise<void> {
    this.#ask(id);
  }

  /** Resolves with the run when it is over; its number is 0 where it is not kept. Rejects as `run` does. */
  async runToEnd(id: string, signal: AbortSignal): Promise<RuleRun> {
    const { stop, over } = this.#ask(id);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    return await over.finally(() => signal.removeEventListener('abort', stop));
  }

  /** Newest first, 100 at the most. */
  runs(id: string): readonly RuleRun[] {
    this.#runner.endDeadRuns();
    return this.#parts.runs.of(id);
  }

  /** Told of every change of what `list` and `runs` say. Returns its undo. */
  onChanged(listener: () => void): () => void {
    return this.#changes.listen(listener);
  }

  /** Told of each run that is kept, when it is over. Returns its undo. */
  onRunEnded(listener: (rule: Rule, run: RuleRun) => void): () => void {
    this.#endListeners.add(listener);
    return () => void this.#endListeners.delete(listener);
  }

  /** Stops what runs, and waits for it; nothing runs after that. */
  async shutDown(): Promise<void> {
    this.#ending = true;
    this.#stopTimer();
    this.#stopListening();
    await this.#runner.shutDown();
    await this.#watches.shutDown();
    this.#runner.releaseIdle();
  }

  #site(siteId: string): Site | null {
    return siteOrNull(this.#parts.sites, siteId);
  }

  #view(rule: Rule): RuleView {
    const { runs } = this.#parts;
    const { id } = rule;
    return {
      ...rule,
      nextRunAt: this.#nextRunAt(rule),
      lastRun: runs.latest(id),
      lastSuccessAt: runs.lastSuccessAt(id),
      trouble: this.#troubleOf(rule),
    };
  }

  #troubleOf({ id, siteId }: Rule): Failure | null {
    if (this.#site(siteId) === null) return { code: 'site-not-found', detail: siteId };
    return this.#troubles.get(id) ?? this.#holds.failureOf(id);
  }

  #nextRunAt({ id, start, paused }: Rule): number | null {
    if (paused || start.kind === 'watch') return null;
    const now = this.#parts.clock.now();
    return this.#engine.rules.get(id)?.dueAt ?? nextTime(start.schedule, now, undefined);
  }

  #changed(rule: Rule): RuleView {
    this.#refresh();
    this.#changes.tell();
    return this.#view(rule);
  }

  /** What is due now, and when the next look is. */
  #look(): void {
    try {
      this.#refresh();
      this.#endHolds();
      this.#apply({ kind: 'time', now: this.#parts.clock.now() });
    } catch (thrown) {
      // The database can't be read just now; it is tried again with the next look.
      if (!(thrown instanceof AppError)) throw thrown;
      this.#lookAt(null);
    }
  }

  #lookAt(wakeAt: number | null): void {
    this.#stopTimer();
    if (this.#ending) return;
    const { clock } = this.#parts;
    const ms = wakeAt === null ? lookAgainMs : Math.min(wakeAt - clock.now(), lookAgainMs);
    this.#stopTimer = clock.after(Math.max(ms, 0), () => this.#look());
  }

  /** Takes the rules as they are now, whoever has changed them. */
  #refresh(): void {
    if (!this.#started || this.#ending) return;
    const { store, runs, clock } = this.#parts;
    const rules = store.list();
    this.#watchFor(rules);
    const known = JSON.stringify(rules);
    if (known === this.#known) return;
    this.#known = known;
    const lastLookAt = Object.fromEntries(rules.map(({ id }) => [id, runs.lastLookAt(id)]));
    this.#apply({ kind: 'rules', rules, lastLookAt, now: clock.now() });
    this.#changes.tell();
  }

  #watchFor(rules: readonly Rule[]): void {
    const wanted = rules.filter(({ start, paused }) => start.kind === 'watch' && !paused);
    const ids = new Set(wanted.map(({ id }) => id));
    for (const id of this.#watches.ids()) if (!ids.has(id)) this.#watches.close(id);
    for (const id of [...this.#troubles.keys()]) if (!ids.has(id)) this.#setTrouble(id, null);
    this.#runner.releaseIdle();
    for (const rule of wanted) {
      const isMine = this.#parts.locks.take(rule.id);
      const wasElsewhere = this.#troubles.get(rule.id)?.code === 'rule-running';
      if (isMine === wasElsewhere)
        this.#setTrouble(rule.id, isMine ? null : { code: 'rule-running', detail: '' });
      if (isMine) this.#watches.open(rule);
    }
  }

  #setTrouble(id: string, failure: Failure | null): void {
    if (failure === null && !this.#troubles.delete(id)) return;
    if (failure !== null) this.#troubles.set(id, failure);
    this.#changes.tell();
  }

  #ready(id: string): void {
    this.#apply({ kind: 'ready', ruleId: id, now: this.#parts.clock.now() });
  }

  /** What waits in watched folders may try again to sign in. */
  #endHolds(): void {
    const ended = this.#holds.endStale([...this.#engine.rules.values()].map(({ rule }) => rule));
    if (ended.length > 0) this.#changes.tell();
    for (const id of ended) if (this.#watches.get(id) !== undefined) this.#ready(id);
  }

  #apply(event: EngineEvent): void {
    if (!this.#started || this.#ending) return;
    const before = this.#engine;
    const { state, actions } = step(before, event);
    this.#engine = state;
    this.#lookAt(actions.find((each) => each.kind === 'wake')?.at ?? null);
    for (const action of actions)
      if (action.kind === 'run') this.#act(action, before.rules.get(action.ruleId)?.dueAt ?? null);
  }

  #act({ ruleId, why }: Extract<EngineAction, { kind: 'run' }>, dueAt: number | null): void {
    const rule = this.#engine.rules.get(ruleId)?.rule;
    const isBegun =
      rule !== undefined &&
      !this.#isNeedless(ruleId, why, dueAt) &&
      this.#runner.begin(rule) !== null;
    if (!isBegun) this.#tellEnd(ruleId, null);
  }

  /** A sign-in that would be refused again, or what another process has done at its time. */
  #isNeedless(id: string, why: RunReason, dueAt: number | null): boolean {
    if (why === 'files' || why === 'again') return this.#holds.has(id);
    if (why === 'asked' || dueAt === null) return false;
    return (this.#parts.runs.lastLookAt(id) ?? -Infinity) >= dueAt;
  }

  /** In a turn of its own, after the engine's other actions. */
  #tellEnd(ruleId: string, retryInMs: number | null): void {
    queueMicrotask(() =>
      this.#apply({ kind: 'ended', ruleId, now: this.#parts.clock.now(), retryInMs }),
    );
  }

  /** A run that a person asks for. Throws AppError `rule-not-found`, `rule-running`. */
  #ask(id: string): ActiveRun {
    const rule = this.#parts.store.get(id);
    if (this.#ending) throw new AppError('cancelled');
    if (this.#runner.active(id) !== undefined) throw new AppError('rule-running');
    this.#holds.end(id);
    this.#refresh();
    this.#apply({ kind: 'run-now', ruleId: id, now: this.#parts.clock.now() });
    const run = this.#runner.active(id) ?? this.#runner.begin(rule);
    if (run === null) throw new AppError('rule-running');
    return run;
  }

  /** What a schedule leaves waits for its next time. */
  #over(rule: Rule, run: RuleRun, retryInMs: number | null): void {
    const { id, start } = rule;
    this.#holds.note(rule, run.failure);
    this.#tellEnd(id, start.kind === 'watch' && !this.#holds.has(id) ? retryInMs : null);
    if (run.id !== 0) for (const listener of [...this.#endListeners]) listener(rule, run);
    this.#changes.tell();
  }
}
