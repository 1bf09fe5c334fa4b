import type { RowFilter, Selection } from '../../../shared/domain/message-file.ts';
import { messageCount } from '../../app/run-words.ts';

/** How many messages of the file each filter lets through. */
export type FilterCounts = Readonly<Record<RowFilter, number>>;

export interface SendChoice {
  readonly label: string;
  readonly selection: Selection;
  readonly count: number;
}

export interface Sendable {
  readonly counts: FilterCounts;
  /** Of those with trouble: the ones that surely did not get there. */
  readonly failed: number;
  /** Indexes of the messages that are chosen in the list. */
  readonly chosen: readonly number[];
  readonly production: boolean;
}

/** What the Send button does and says; null: all was sent, and nothing was refused. */
export function sendChoice(sendable: Sendable): SendChoice | null {
  const [first] = sendChoices(sendable);
  // One that is only looked at is not sent again by the button that everybody presses.
  return first === undefined || (first.selection.kind === 'some' && first.count === 1)
    ? null
    : first;
}

/** Every way to send, the one that is meant first. Unknown ones are in none of them: they are asked about. */
export function sendChoices({
  counts,
  failed,
  chosen,
  production,
}: Sendable): readonly SendChoice[] {
  const to = production ? ' to production' : '';
  const unsent = counts['not-sent'] + failed;
  const some: SendChoice = {
    label:
      chosen.length === 1 ? `Send only this one${to}` : `Send ${number(chosen.length)} chosen${to}`,
    selection: { kind: 'some', indexes: [...chosen] },
    count: chosen.length,
  };
  const choices: SendChoice[] = [];
  if (chosen.length > 1) choices.push(some);
  if (unsent > 0)
    choices.push({
      label: `Send ${messageCount(unsent)}${to}`,
      selection: { kind: 'unsent' },
      count: unsent,
    });
  if (counts.refused > 0)
    choices.push({
      label: `Send ${number(counts.refused)} again${to}`,
      selection: { kind: 'refused' },
      count: counts.refused,
    });
  if (chosen.length === 1) choices.push(some);
  return choices;
}

/** The one for all the messages, sent before or not. */
export const sendAll = ({ counts, production }: Sendable): SendChoice => ({
  label: `Send all ${number(counts.all)}${counts['not-sent'] < counts.all ? ' again' : ''}${production ? ' to production' : ''}`,
  selection: { kind: 'all' },
  count: counts.all,
});

const number = (count: number): string => count.toLocaleString('en-US');
