import {
  arrivedOutcomes,
  outcomeSchema,
  type HistoryFilter,
  type Outcome,
} from '../../../shared/domain/receipt.ts';
import { outcomeNames } from '../../../shared/domain/receipt-words.ts';
import type { SelectOption } from '../../ui/Select.tsx';

export type DateChoice = 'all' | 'today' | 'week' | 'month' | 'year' | 'range';

export const dateChoices: readonly SelectOption<DateChoice>[] = [
  { value: 'all', label: 'All dates' },
  { value: 'today', label: 'Today' },
  { value: 'week', label: 'Last 7 days' },
  { value: 'month', label: 'Last 30 days' },
  { value: 'year', label: 'This year' },
  { value: 'range', label: 'Choose days' },
];

/** Some outcomes together, or one. */
export type OutcomeChoice = 'any' | 'arrived' | 'look' | Outcome;

const needLook: readonly Outcome[] = ['unknown', 'no-proper-answer', 'failed', 'not-accepted'];

export const outcomeChoices: readonly SelectOption<OutcomeChoice>[] = [
  { value: 'any', label: 'Any outcome' },
  { value: 'arrived', label: 'Arrived' },
  { value: 'look', label: 'Needs a look' },
  ...outcomeSchema.options.map((value) => ({ value, label: outcomeNames[value] })),
];

function outcomesOf(choice: OutcomeChoice): Outcome[] | null {
  switch (choice) {
    case 'any':
      return null;
    case 'arrived':
      return [...arrivedOutcomes];
    case 'look':
      return [...needLook];
    default:
      return [choice];
  }
}

/** What the person chose. Days of the range are "2026-11-20"; empty: open at that side. */
export interface HistoryChoice {
  readonly search: string;
  readonly dates: DateChoice;
  readonly firstDay: string;
  readonly lastDay: string;
  /** Null: all of them. */
  readonly siteId: string | null;
  readonly outcome: OutcomeChoice;
}

export const anything: HistoryChoice = {
  search: '',
  dates: 'all',
  firstDay: '',
  lastDay: '',
  siteId: null,
  outcome: 'any',
};

/** Whether it lets everything through. */
export const isOpen = ({ search, dates, siteId, outcome }: HistoryChoice): boolean =>
  search.trim() === '' && dates === 'all' && siteId === null && outcome === 'any';

/** The choice as main understands it. `now` in ms since 1970: days are those of this computer's clock. */
export function filterOf(choice: HistoryChoice, now: number): HistoryFilter {
  return {
    text: choice.search.trim(),
    siteId: choice.siteId,
    outcomes: outcomesOf(choice.outcome),
    ...datesOf(choice, now),
  };
}

type Dates = Pick<HistoryFilter, 'from' | 'to'>;

function datesOf({ dates, firstDay, lastDay }: HistoryChoice, now: number): Dates {
  switch (dates) {
    case 'all':
      return { from: null, to: null };
    case 'today':
      return { from: dayBegins(now, 0), to: null };
    case 'week':
      return { from: dayBegins(now, -6), to: null };
    case 'month':
      return { from: dayBegins(now, -29), to: null };
    case 'year':
      return { from: new Date(new Date(now).getFullYear(), 0, 1).getTime(), to: null };
    case 'range':
      return { from: dayOf(firstDay, 0), to: dayOf(lastDay, 1) };
  }
}

/** Why no receipt can fit; empty: some may. */
export const rangeProblem = ({ dates, firstDay, lastDay }: HistoryChoice): string =>
  dates === 'range' && firstDay !== '' && lastDay !== '' && firstDay > lastDay
    ? 'The last day is before the first.'
    : '';

/** When a day begins, so many days from the one that `at` is in. */
function dayBegins(at: number, days: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

/** When "2026-11-20", or so many days after it, begins; null: no day. */
function dayOf(text: string, days: number): number | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  return new Date(Number(year), Number(month) - 1, Number(day) + days).getTime();
}
