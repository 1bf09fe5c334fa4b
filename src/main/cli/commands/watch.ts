import { resolve } from 'node:path';
import { AppError } from '../../../shared/domain/error.ts';
import type { Rule, RuleRun, RuleView } from '../../../shared/domain/rule.ts';
import type { Automation } from '../../automation/automation.ts';
import type { Clock } from '../../clock.ts';
import type { SiteStore } from '../../sites/site-store.ts';
import type { WatchCommand } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { HealthFile } from '../health-file.ts';
import type { Io } from '../io.ts';
import { plainFailure } from '../output.ts';
import { printable } from '../printable.ts';
import { ruleState } from '../rule-state.ts';
import { aboutRule, jsonRun, jsonTrouble, plainRun, timeText } from '../rule-text.ts';
import type { Screen } from '../screen.ts';

export interface WatchServices {
  readonly automation: Pick<Automation, 'start' | 'list' | 'onChanged' | 'onRunEnded' | 'shutDown'>;
  readonly sites: Pick<SiteStore, 'snapshot'>;
}

/** Carries out the rules until it is asked to end, and tells what happens. */
export async function watchRules(
  services: WatchServices,
  screen: Screen,
  io: Io,
  { json, health }: WatchCommand,
  clock: Clock,
): Promise<ExitCode> {
  const { automation } = services;
  const teller = new Teller(services, screen, json, clock);
  const isOver = { status: 'running' };
  const file =
    health === null
      ? null
      : new HealthFile(resolve(io.workingFolder, health), {
          state: () => ({
            ...isOver,
            rules: teller.rules().map((rule) => ruleState(rule, services.sites)),
          }),
          ...{ clock, screen },
        });
  const undo = [
    automation.onChanged(() => {
      teller.look();
      file?.write();
    }),
    automation.onRunEnded((rule, run) => teller.ended(rule, run)),
  ];
  try {
    teller.started();
    automation.start();
    file?.write();
    await stopped(io.stopped);
    screen.message('Ending: what is being sent is stopped.');
    await automation.shutDown();
  } finally {
    for (const each of undo) each();
    isOver.status = 'stopped';
    await file?.close();
  }
  teller.stopped();
  return exitCodes.allAccepted;
}

/** Says each thing once: a line for a person, or one of JSON. */
class Teller {
  readonly #services: WatchServices;
  readonly #screen: Screen;
  readonly #json: boolean;
  readonly #clock: Clock;
  #last: readonly RuleView[] = [];
  /** By rule: the run that was told as begun, and the trouble that was told. */
  readonly #began = new Map<string, number>();
  readonly #troubles = new Map<string, string>();

  constructor(services: WatchServices, screen: Screen, json: boolean, clock: Clock) {
    this.#services = services;
    this.#screen = screen;
    this.#json = json;
    this.#clock = clock;
  }

  /** As they are now; as they were, where the database can't be read just now. */
  rules(): readonly RuleView[] {
    try {
      this.#last = this.#services.automation.list();
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
    }
    return this.#last;
  }

  started(): void {
    const rules = this.rules().filter(({ paused }) => !paused).length;
    this.#tell('started', { rules }, `Carrying out ${rules === 1 ? '1 rule' : `${rules} rules`}.`);
  }

  stopped(): void {
    this.#tell('stopped', {}, 'Ended.');
  }

  /** Runs that began, and troubles that came and went. */
  look(): void {
    for (const rule of this.rules()) {
      const { id, lastRun, trouble } = rule;
      if (lastRun?.endedAt === null && this.#began.get(id) !== lastRun.id) {
        this.#began.set(id, lastRun.id);
        this.#tellOf(rule, 'run-began', {}, 'There are files: it begins.');
      }
      const key = trouble?.code ?? '';
      if (key === (this.#troubles.get(id) ?? '')) continue;
      this.#troubles.set(id, key);
      const about = aboutRule(this.#services.sites, rule);
      const words = trouble === null ? 'It can do its work again.' : plainFailure(trouble, about);
      this.#tellOf(rule, 'trouble', { error: jsonTrouble(trouble, about) }, words);
    }
  }

  ended(rule: Rule, run: RuleRun): void {
    const about = aboutRule(this.#services.sites, rule);
    const { name, id } = rule;
    const facts = { rule: name, ruleId: id, ...jsonRun(run, about) };
    this.#tell('run', facts, plainRun(rule, run, about));
  }

  #tellOf({ name, id }: Rule, event: string, facts: object, words: string): void {
    this.#tell(event, { rule: name, ruleId: id, ...facts }, `${printable(name)}  ${words}`);
  }

  #tell(event: string, facts: object, words: string): void {
    const time = this.#clock.now();
    this.#screen.result(
      this.#json ? JSON.stringify({ event, time, ...facts }) : `${timeText(time)}  ${words}`,
    );
  }
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((end) => {
    if (signal.aborted) end();
    else signal.addEventListener('abort', () => end(), { once: true });
  });
}
