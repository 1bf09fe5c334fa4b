import type { ConnectionChecks } from '../checks/connection-checks.ts';
import { toFailure } from '../../shared/domain/error.ts';
import type { SessionLogLine } from '../../shared/domain/session.ts';
import type { AppEvents, EventName } from '../../shared/ipc/contract.ts';
import type { Automation } from '../automation/automation.ts';
import type { Clock } from '../clock.ts';
import type { History } from '../history/history.ts';
import type { SessionLog } from '../log/session-log.ts';
import type { Messages } from '../messages/messages.ts';
import type { PromptDesk } from '../prompts/prompt-desk.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { TransferQueue } from '../transfer/queue.ts';
import type { SiteViews } from './site-views.ts';

/** Sends an event to the window. */
export type Publish = <Name extends EventName>(name: Name, payload: AppEvents[Name]) => void;

export interface PublisherParts {
  readonly siteViews: Pick<SiteViews, 'onChanged' | 'snapshot'>;
  readonly settings: Pick<SettingsStore, 'onChanged' | 'get'>;
  readonly sessions: Pick<Sessions, 'onChanged'>;
  readonly log: Pick<SessionLog, 'onAppended'>;
  readonly queue: Pick<TransferQueue, 'onNews' | 'onProgressed' | 'onProblem'>;
  readonly history: Pick<History, 'onChanged'>;
  readonly checks: Pick<ConnectionChecks, 'onChanged' | 'onSwept'>;
  readonly messages: Pick<Messages, 'onFileChanged' | 'onRunChanged'>;
  readonly automation: Pick<Automation, 'onChanged' | 'list'>;
  readonly prompts: Pick<PromptDesk, 'watch'>;
  readonly clock: Clock;
}

/** A busy session says hundreds of lines a second; the window gets them together. */
const logLinesEveryMs = 100;
/** A run of small files ends many times a second. */
const historyEveryMs = 200;
/** A run of a rule changes it with each file. */
const rulesEveryMs = 200;

/** Every change of the services becomes an event. Returns its undo, which sends nothing more. */
export function publishChanges(parts: PublisherParts, publish: Publish): () => void {
  const { siteViews, settings, sessions, log, queue, checks, messages, prompts, clock } = parts;
  const { history } = parts;
  const undo = [
    publishSites(siteViews, publish),
    publishLog(log, clock, publish),
    publishHistory(history, clock, publish),
    publishRules(parts.automation, clock, publish),
    settings.onChanged(() => publish('settings.changed', settings.get())),
    sessions.onChanged((siteId, state) => publish('sessions.changed', { siteId, state })),
    queue.onNews((news) => publish('transfers.changed', news)),
    queue.onProgressed((progress) => publish('transfers.progressed', { progress })),
    queue.onProblem((failure) => publish('app.notice', { failure })),
    checks.onChanged((check) => publish('checks.changed', { check })),
    checks.onSwept((sweep) => publish('checks.swept', { sweep })),
    messages.onFileChanged((fileId, file) => publish('messages.fileChanged', { fileId, file })),
    messages.onRunChanged((run, rows) => publish('messages.runChanged', { run, rows })),
    prompts.watch({
      asked: (prompt) => publish('prompts.asked', prompt),
      ended: (id) => publish('prompts.withdrawn', { id }),
    }),
  ];
  return () => undo.forEach((each) => each());
}

/** Snapshots take a look into the keychain: one at a time, and never an older one after a newer one. */
function publishSites(views: PublisherParts['siteViews'], publish: Publish): () => void {
  let stale = false;
  let looking = false;
  let ended = false;

  async function look(): Promise<void> {
    stale = false;
    looking = true;
    try {
      const snapshot = await views.snapshot();
      if (!ended) publish('sites.changed', snapshot);
    } catch (thrown) {
      if (!ended) publish('app.notice', { failure: toFailure(thrown) });
    }
    looking = false;
    lookIfStale();
  }

  function lookIfStale(): void {
    if (stale && !looking && !ended) void look();
  }

  const leave = views.onChanged(() => {
    stale = true;
    lookIfStale();
  });
  return () => {
    ended = true;
    leave();
  };
}

function publishLog(log: PublisherParts['log'], clock: Clock, publish: Publish): () => void {
  let waiting: SessionLogLine[] = [];
  let stopTimer: (() => void) | undefined;

  function send(): void {
    const lines = waiting;
    waiting = [];
    stopTimer = undefined;
    publish('sessions.logged', { lines });
  }

  const leave = log.onAppended((lines) => {
    waiting.push(...lines);
    stopTimer ??= clock.after(logLinesEveryMs, send);
  });
  return () => {
    leave();
    stopTimer?.();
  };
}

/** After a while, so that what was written is surely there, or was taken back. */
function publishHistory(
  history: PublisherParts['history'],
  clock: Clock,
  publish: Publish,
): () => void {
  let revision = 0;
  let stopTimer: (() => void) | undefined;

  function send(): void {
    stopTimer = undefined;
    revision += 1;
    publish('history.changed', { revision });
  }

  const leave = history.onChanged(() => {
    stopTimer ??= clock.after(historyEveryMs, send);
  });
  return () => {
    leave();
    stopTimer?.();
  };
}

function publishRules(
  automation: PublisherParts['automation'],
  clock: Clock,
  publish: Publish,
): () => void {
  let stopTimer: (() => void) | undefined;

  function send(): void {
    stopTimer = undefined;
    try {
      publish('rules.changed', { rules: automation.list() });
    } catch (thrown) {
      publish('app.notice', { failure: toFailure(thrown) });
    }
  }

  const leave = automation.onChanged(() => {
    stopTimer ??= clock.after(rulesEveryMs, send);
  });
  return () => {
    leave();
    stopTimer?.();
  };
}
