import { AppError, toFailure, type Failure } from '../../shared/domain/error.ts';
import type { Prompt } from '../../shared/domain/prompt.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import type { Connection } from '../transport/transport.ts';
import type { QueueParts } from './queue-parts.ts';
import { fromHome } from './remote-path.ts';
import { linkIsGone } from './run.ts';

type There = Extract<Prompt, { kind: 'send-again' }>['files'][number]['there'];

/** Whether the server may have the whole of it: it is not sent again without a question. */
export const mayHaveArrived = ({ status, direction, serverMayHave }: Transfer): boolean =>
  status === 'unknown' || (direction === 'upload' && serverMayHave === 'all');

/** More names are not looked at: the person waits for the question. */
const most = { names: 200, atOnce: 8 };

const notLookedAt: There = {
  kind: 'not-asked',
  failure: { code: 'cancelled', detail: `Only the first ${most.names} were looked at.` },
};

/** Looks what the server has, and asks about files that it may have. */
export class SendAgain {
  readonly #parts: Pick<QueueParts, 'sessions' | 'ask'>;
  readonly #asking = new Set<string>();

  constructor(parts: Pick<QueueParts, 'sessions' | 'ask'>) {
    this.#parts = parts;
  }

  /**
   * One question about all of them (of one site): resolves with those that the person wants sent again. Those
   * that are being asked about already are left out. Ending the signal is a no.
   */
  async agreed(
    siteId: string,
    transfers: readonly Transfer[],
    signal: AbortSignal,
  ): Promise<readonly Transfer[]> {
    const asked = transfers.filter(({ id }) => !this.#asking.has(id));
    if (asked.length === 0) return [];
    for (const { id } of asked) this.#asking.add(id);
    try {
      const there = await this.#look(siteId, asked, signal);
      const files = asked.map(({ name, remotePath, size }, index) => ({
        name,
        remotePath,
        size,
        there: there[index] ?? notLookedAt,
      }));
      const answer = await this.#parts.ask({ kind: 'send-again', siteId, files }, signal);
      if (signal.aborted) return [];
      return answer.kind === 'yes' ? asked : [];
    } finally {
      for (const { id } of asked) this.#asking.delete(id);
    }
  }

  /** In the order given. Never rejects: that it can't be looked at is an answer too. */
  async #look(
    siteId: string,
    transfers: readonly Transfer[],
    signal: AbortSignal,
  ): Promise<readonly (There | undefined)[]> {
    const there: (There | undefined)[] = [];
    const first = transfers.slice(0, most.names);
    try {
      await this.#parts.sessions.use(
        siteId,
        'browse',
        (connection, stop) => lookAtAll(connection, first, there, stop),
        signal,
      );
    } catch (thrown) {
      const failure = toFailure(thrown);
      return first.map((_each, index) => there[index] ?? { kind: 'not-asked', failure });
    }
    return there;
  }
}

/** A few at a time. Rejects when the link is gone. */
async function lookAtAll(
  connection: Connection,
  transfers: readonly Transfer[],
  there: (There | undefined)[],
  signal: AbortSignal,
): Promise<void> {
  const left = transfers.entries();
  const lookOn = async () => {
    for (const [index, { remotePath }] of left)
      there[index] = await lookAt(connection, remotePath, signal);
  };
  const atOnce = Math.min(most.atOnce, Math.max(1, connection.lanes));
  await Promise.all(Array.from({ length: atOnce }, lookOn));
}

async function lookAt(
  connection: Connection,
  remotePath: string,
  signal: AbortSignal,
): Promise<There> {
  const { browse } = connection;
  if (browse === undefined) return notAsked({ code: 'not-supported', detail: '' });
  try {
    const entry = await browse.stat(fromHome(connection.home, remotePath), signal);
    if (entry === undefined) return { kind: 'not-seen' };
    return { kind: 'there', size: entry.size, modifiedAt: entry.modifiedAt };
  } catch (thrown) {
    if (!(thrown instanceof AppError) || linkIsGone(connection, signal, thrown)) throw thrown;
    return notAsked(thrown.toFailure());
  }
}

const notAsked = (failure: Failure): There => ({ kind: 'not-asked', failure });
