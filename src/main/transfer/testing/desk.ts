import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/domain/error.ts';
import type { Inspection } from '../../../shared/domain/inspection.ts';
import { newSiteSettings, type Site } from '../../../shared/domain/site.ts';
import type { Transfer } from '../../../shared/domain/transfer.ts';
import { SessionLog } from '../../log/session-log.ts';
import type { Ask, Question } from '../../prompts/ask.ts';
import { Sessions } from '../../sessions/sessions.ts';
import { TransferQueue } from '../queue.ts';
import type { QueueParts, QueueStore } from '../queue-parts.ts';
import { someInspection } from './some-inspection.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeServer } from './fake-server.ts';

/** What was written, kept in memory; `broken` makes every write fail. */
export class MemoryStore implements QueueStore {
  readonly rows = new Map<string, Transfer>();
  readonly unlisted = new Set<string>();
  broken = false;
  saves = 0;

  listed(owner: string): readonly Transfer[] {
    return [...this.rows.values()]
      .filter((row) => row.owner === owner && !this.unlisted.has(row.id))
      .sort((a, b) => a.position - b.position);
  }

  save(transfers: readonly Transfer[]): void {
    if (this.broken) throw new AppError('storage-failed', 'database or disk is full');
    this.saves += 1;
    for (const transfer of transfers) this.rows.set(transfer.id, transfer);
  }

  unlist(ids: readonly string[]): void {
    for (const id of ids) this.unlisted.add(id);
  }

  atOnce(act: () => void): void {
    act();
  }
}

export const testSite = (change: Partial<Site> = {}): Site => ({
  ...newSiteSettings('sftp'),
  id: 'site-1',
  label: 'Practice',
  host: 'localhost',
  username: 'clinic',
  position: 0,
  lastConnectedAt: null,
  ...change,
});

/** What a test may change, as it is at first. */
interface DeskState {
  site: Site;
  answer: Ask;
  /** What the pre-flight check finds; nothing to say against any file, until a test says otherwise. */
  inspect: (path: string, signal: AbortSignal) => Promise<Inspection>;
  /** Which content a file has: each its own, until a test says otherwise. */
  sha256: (path: string) => string;
  sentBefore: QueueParts['sentBefore'];
  /** Nobody else sends anything, until a test says otherwise. */
  isElsewhere: QueueParts['isElsewhere'];
  pauseWanted: boolean;
  checkIdentity: () => Promise<void>;
}

const deskState = (site: Partial<Site> | undefined): DeskState => ({
  site: testSite(site),
  answer: () => Promise.resolve({ kind: 'no' }),
  inspect: () => Promise.resolve(someInspection()),
  sha256: (path) => createHash('sha256').update(path).digest('hex'),
  sentBefore: () => null,
  isElsewhere: () => false,
  pauseWanted: false,
  checkIdentity: () => Promise.resolve(),
});

/** Sessions and a queue over a server in memory, with everything that is asked of a person at hand. */
export function desk(
  options: {
    readonly site?: Partial<Site>;
    readonly store?: QueueStore;
    /** None: nothing is begun again by itself. */
    readonly retryDelays?: readonly number[];
    readonly newId?: () => string;
  } = {},
) {
  const clock = new FakeClock();
  const server = new FakeServer();
  const log = new SessionLog(clock);
  const store = new MemoryStore();
  const asked: Question[] = [];
  /** Every file that was looked at, in order. */
  const looked: string[] = [];
  const state = deskState(options.site);
  const site = (id: string): Site => {
    if (id !== state.site.id) throw new AppError('site-not-found', id);
    return state.site;
  };
  const sessions = new Sessions({
    connect: () => server.connect,
    site,
    credentials: () => Promise.resolve({ kind: 'password', password: 'made-up-secret' }),
    checkIdentity: () => state.checkIdentity(),
    log,
    clock,
    noteConnected: () => undefined,
  });
  let ids = 0;
  const open = (): TransferQueue =>
    new TransferQueue({
      store: options.store ?? store,
      sessions,
      site,
      clock,
      newId: options.newId ?? (() => `t${++ids}`),
      ask: (question, signal) => {
        asked.push(question);
        return state.answer(question, signal);
      },
      inspect: async (path, signal) => {
        looked.push(path);
        return { inspection: await state.inspect(path, signal), sha256: state.sha256(path) };
      },
      hash: (path) => Promise.resolve(state.sha256(path)),
      sentBefore: (siteId, sha256) => state.sentBefore(siteId, sha256),
      isElsewhere: (upload, how) => state.isElsewhere(upload, how),
      pause: { wanted: () => state.pauseWanted, note: (paused) => (state.pauseWanted = paused) },
      retry: { delays: options.retryDelays ?? [], random: () => 0.5 },
      log,
      owner: 'app',
    });
  return { clock, server, log, store, asked, looked, state, sessions, open, queue: open() };
}
