import { outcomeSchema, type Outcome } from '../../shared/domain/receipt.ts';
import { UsageError, type HistoryCommand, type HistoryDay } from './command.ts';
import { printable } from './printable.ts';
import type { Words } from './words.ts';

/** `history`. Throws UsageError. */
export function readHistory({ texts, flags }: Words): HistoryCommand {
  if (flags.has('json') && flags.has('csv'))
    throw new UsageError('--json and --csv exclude each other.', 'history');
  if (texts.get('site') === '') throw new UsageError('An empty name is no site.', 'history');
  const search = texts.get('search') ?? '';
  if (search.length > 200) throw new UsageError('--search takes up to 200 characters.', 'history');
  return {
    kind: 'history',
    site: texts.get('site') ?? null,
    since: readDay('--since', texts.get('since')),
    until: readDay('--until', texts.get('until')),
    outcomes: readOutcomes(texts.get('status')),
    search,
    limit: readLimit(texts.get('limit')),
    form: flags.has('json') ? 'json' : flags.has('csv') ? 'csv' : 'table',
  };
}

function readDay(option: string, text: string | undefined): HistoryDay | null {
  if (text === undefined) return null;
  if (/^\d{1,5}d$/.test(text)) return { daysAgo: Number(text.slice(0, -1)) };
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text);
  // Not those that there are not: February 30 would be March 2.
  if (isDate && isoDay(new Date(`${text}T00:00:00Z`)) === text) return { date: text };
  throw new UsageError(
    `${option} is a day (2026-11-24) or how many days ago (30d), not "${printable(text)}".`,
    'history',
  );
}

const isoDay = (date: Date): string =>
  Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);

function readOutcomes(text: string | undefined): readonly Outcome[] | null {
  if (text === undefined) return null;
  return text.split(',').map((each) => {
    const outcome = outcomeSchema.safeParse(each.trim()).data;
    if (outcome !== undefined) return outcome;
    throw new UsageError(
      `"${printable(each)}" is no way to end: there are ${outcomeSchema.options.join(', ')}.`,
      'history',
    );
  });
}

function readLimit(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError('--limit is how many are shown: a number from 1.', 'history');
}
