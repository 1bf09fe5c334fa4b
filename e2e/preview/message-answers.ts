import type { MessageRow, RowFilter, SendRun } from '../../src/shared/domain/message-file.ts';
import type { AppEvents, EventName } from '../../src/shared/ipc/contract.ts';
import {
  answerOf,
  fits,
  inspectionFor,
  messagesOfScene,
  runOver,
  viewOf,
} from './invented-messages.ts';

type Emit = <Name extends EventName>(name: Name, payload: AppEvents[Name]) => void;

/** What main would say to `messages.*`, from the invented messages of a scene. */
export function messageAnswers(
  scene: string,
  emit: Emit,
): (name: string, input: unknown) => unknown {
  const state = messagesOfScene(scene);

  /** Sends the messages that are left, one every few milliseconds. */
  function send(): SendRun {
    const left = state.rows
      .filter(({ state: how }) => how !== 'answered')
      .map(({ index }) => index);
    const tell = (rows: readonly MessageRow[], status: SendRun['status']) => {
      const sent = left.flatMap((index) => state.rows[index] ?? []);
      const run = runOver(sent, { status, id: 'run-2' });
      state.run = run;
      emit('messages.runChanged', { run, rows });
      return run;
    };
    const change = (index: number, more: Partial<MessageRow>): readonly MessageRow[] => {
      const before = state.rows[index];
      if (before === undefined) return [];
      state.rows[index] = { ...before, ...more };
      return [state.rows[index]];
    };
    left.forEach((index, at) =>
      setTimeout(
        () => {
          const rows = change(index, { state: 'answered', verdict: 'accepted', failure: null });
          tell(rows, at === left.length - 1 ? 'done' : 'running');
        },
        60 * at + 60,
      ),
    );
    return tell(
      left.flatMap((index) => change(index, { state: 'waiting' })),
      'running',
    );
  }

  return (name, input) => {
    const given = (input ?? {}) as {
      siteId: string;
      index: number;
      from: number;
      count: number;
      filter: RowFilter;
      search: string;
      fileId: string;
    };
    const row = state.rows[given.index];
    switch (name) {
      case 'messages.list':
        return { files: state.files, runs: state.run === null ? [] : [state.run] };
      case 'messages.open':
      case 'messages.choose': {
        const opened = messagesOfScene('listed');
        Object.assign(state, opened);
        return opened.files;
      }
      case 'messages.close':
        state.files = state.files.filter(({ id }) => id !== given.fileId);
        emit('messages.fileChanged', { fileId: given.fileId, file: null });
        return undefined;
      case 'messages.rows': {
        const all = given.filter === 'all' && given.search === '';
        const rows = all
          ? state.rows
          : state.rows.filter((one) => fits(one, given.filter, given.search));
        return { total: rows.length, rows: rows.slice(given.from, given.from + given.count) };
      }
      case 'messages.view':
        return row === undefined ? undefined : viewOf(row);
      case 'messages.answer':
        return row === undefined ? null : answerOf(row);
      case 'messages.inspect':
        return inspectionFor(given.siteId);
      case 'messages.send':
        return send();
      case 'messages.saveAnswers':
        return 'C:\\Clinic\\Answers 2026-11-20.hl7';
      case 'messages.saveSummary':
        return 'C:\\Clinic\\Summary 2026-11-20.csv';
      default:
        return undefined;
    }
  };
}
