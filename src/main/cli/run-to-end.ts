import type { Failure } from '../../shared/domain/error.ts';
import type { MessageRow, SendRun } from '../../shared/domain/message-file.ts';
import type { Messages } from '../messages/messages.ts';

export interface RunWatch {
  /** Each message of the file once, in its order, as soon as it and those before it have ended. */
  ended(row: MessageRow, reason: Failure | null): void;
  /** The run has paused and goes on by itself. */
  waits(run: SendRun): void;
}

/**
 * Starts a run over all of a file, and resolves when nothing more happens to it, with why it did not come to
 * its end by itself. Rejects as `begin` does.
 */
export async function runToEnd(
  messages: Pick<Messages, 'onRunChanged' | 'rows' | 'stop'>,
  begin: () => Promise<SendRun>,
  fileId: string,
  watch: RunWatch,
  stopped: AbortSignal,
): Promise<Failure | null> {
  const seen: { run?: SendRun } = {};
  const inOrder = new InOrder();
  let reason: Failure | null = null;
  let waitsUntil: number | null = null;
  let isOver: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (isOver = resolve));
  let stopAsked = false;
  const stopOnce = (runId: string): void => {
    if (!stopAsked) messages.stop(runId);
    stopAsked = true;
  };
  const note = (run: SendRun): void => {
    seen.run = run;
    // Whoever stops a run that has paused takes its reason away.
    const isHalted = run.status === 'paused' || run.status === 'stopped';
    reason = run.failure ?? (isHalted ? reason : null);
  };
  const look = (run: SendRun): void => {
    if (isEnd(run)) isOver();
    else if (stopped.aborted || goesOnByNobody(run)) stopOnce(run.id);
    else if (run.resumesAt !== null && run.resumesAt !== waitsUntil) watch.waits(run);
    waitsUntil = run.resumesAt;
  };
  const stop = (): void => {
    if (seen.run !== undefined) look(seen.run);
  };
  const undo = messages.onRunChanged((run, rows) => {
    if (run.fileId !== fileId) return;
    note(run);
    for (const row of inOrder.take(rows)) watch.ended(row, reason);
    look(run);
  });
  stopped.addEventListener('abort', stop, { once: true });
  try {
    const begun = await begin();
    if (seen.run === undefined) {
      note(begun);
      look(begun);
    }
    await over;
    undo();
    for await (const row of inOrder.rest(messages, fileId)) watch.ended(row, reason);
    return reason;
  } finally {
    stopped.removeEventListener('abort', stop);
    undo();
  }
}

/** What was on its way when a run was stopped comes to its own end. */
const isEnd = ({ status, counts }: SendRun): boolean =>
  (status === 'done' || status === 'stopped') && counts.sending === 0;

/** Paused for a person to look, and here is none who could say "go on". */
const goesOnByNobody = ({ status, resumesAt }: SendRun): boolean =>
  status === 'paused' && resumesAt === null;

const page = 500;

/** Several are on their way at once; they are told one after the other. */
class InOrder {
  readonly #early = new Map<number, MessageRow>();
  #next = 0;

  /** Those whose turn it is now. */
  *take(rows: readonly MessageRow[]): Generator<MessageRow> {
    for (const row of rows) {
      if (row.index >= this.#next && hasEnded(row)) this.#early.set(row.index, row);
    }
    for (let row = this.#early.get(this.#next); row; row = this.#early.get(this.#next)) {
      this.#early.delete(this.#next);
      this.#next += 1;
      yield row;
    }
  }

  /** The run is over: as they are now is how they end. */
  async *rest(messages: Pick<Messages, 'rows'>, fileId: string): AsyncGenerator<MessageRow> {
    for (;;) {
      const { rows } = await messages.rows(fileId, this.#next, page, 'all', '');
      this.#next += rows.length;
      yield* rows;
      if (rows.length < page) return;
    }
  }
}

function hasEnded({ state }: MessageRow): boolean {
  switch (state) {
    case 'answered':
    case 'failed':
    case 'unknown':
    case 'cancelled':
      return true;
    case 'not-sent':
    case 'waiting':
    case 'sending':
      return false;
  }
}
