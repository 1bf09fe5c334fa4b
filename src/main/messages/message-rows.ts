import type { MessageRow, MessageRows, RowFilter } from '../../shared/domain/message-file.ts';
import { safeLine } from '../log/safe-text.ts';
import { initialsIn } from './initials.ts';
import type { OpenFile } from './open-file.ts';

const longestId = 200;

/** One message of the list, as it is now. */
export function rowOf(file: OpenFile, index: number, initials: string | null = null): MessageRow {
  const { line, type, controlId, processingId } = file.at(index);
  const state = file.ledger.stateOf(index);
  const isUnderWay = state === 'waiting' || state === 'sending';
  const outcome = isUnderWay ? undefined : file.ledger.outcomeOf(index);
  return {
    index,
    line,
    type,
    controlId: safeLine(controlId, longestId),
    processingId,
    initials,
    state,
    verdict: outcome?.verdict ?? null,
    codes: outcome?.codes ?? [],
    failure: outcome?.failure ?? null,
  };
}

/** Where the person wants initials the messages are read for them; else nothing is. Rejects AppError `local-...`. */
export async function rowsOf(
  file: OpenFile,
  indexes: readonly number[],
  showInitials: boolean,
): Promise<readonly MessageRow[]> {
  if (!showInitials || indexes.length === 0) return indexes.map((index) => rowOf(file, index));
  const initials = await file.use(async (local) => {
    const found: string[] = [];
    for (const index of indexes) found.push(initialsIn(await file.messageIn(local, index)));
    return found;
  });
  return indexes.map((index, at) => rowOf(file, index, initials[at] ?? null));
}

/** A page of the messages that fit. `hits`: those that fit a search; null: all. */
export async function pageOfRows(
  file: OpenFile,
  { from, count, filter }: { readonly from: number; readonly count: number; filter: RowFilter },
  hits: readonly number[] | null,
  showInitials: boolean,
): Promise<MessageRows> {
  if (filter === 'all') {
    const total = hits === null ? file.index.length : hits.length;
    const length = Math.max(0, Math.min(count, total - from));
    const indexes =
      hits?.slice(from, from + length) ?? Array.from({ length }, (_, at) => from + at);
    return { total, rows: await rowsOf(file, indexes, showInitials) };
  }
  const fitting: number[] = [];
  const candidates = hits ?? { length: file.index.length };
  for (let at = 0; at < candidates.length; at += 1) {
    const index = hits === null ? at : (hits[at] ?? 0);
    if (fits(file, index, filter)) fitting.push(index);
  }
  const rows = await rowsOf(file, fitting.slice(from, from + count), showInitials);
  return { total: fitting.length, rows };
}

function fits({ ledger }: OpenFile, index: number, filter: Exclude<RowFilter, 'all'>): boolean {
  const state = ledger.stateOf(index);
  const verdict = state === 'answered' ? ledger.outcomeOf(index)?.verdict : null;
  switch (filter) {
    case 'not-sent':
      return state === 'not-sent' || state === 'cancelled' || state === 'waiting';
    case 'remarks':
      return verdict === 'accepted-with-remarks';
    case 'refused':
      return verdict === 'not-accepted';
    case 'trouble':
      return state === 'failed' || state === 'unknown' || verdict === 'no-proper-answer';
  }
}
