import { describeFailure } from '../../../shared/domain/error-text.ts';
import type { HistoryFilter, Receipt } from '../../../shared/domain/receipt.ts';
import { historyCsv, localTime, outcomeWords, pagesOf } from '../../history/history-csv.ts';
import type { History } from '../../history/history.ts';
import type { SiteStore } from '../../sites/site-store.ts';
import type { HistoryCommand, HistoryDay } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { findSite } from '../find-site.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { sizeText } from '../size-text.ts';

export interface HistoryServices {
  readonly history: Pick<History, 'list' | 'count'>;
  readonly sites: Pick<SiteStore, 'find' | 'snapshot'>;
}

const usualRows = 50;

/** Shows what was sent, newest first. `now`: ms since 1970. */
export async function showHistory(
  services: HistoryServices,
  screen: Screen,
  io: Io,
  command: HistoryCommand,
  now: number,
): Promise<ExitCode> {
  const { history } = services;
  const filter: HistoryFilter = {
    text: command.search,
    siteId: command.site === null ? null : siteIdOf(services, command.site),
    outcomes: command.outcomes === null ? null : [...command.outcomes],
    from: command.since === null ? null : beginOf(command.since, now),
    to: command.until === null ? null : endOf(command.until, now),
  };
  const limit = command.limit ?? (command.form === 'table' ? usualRows : Infinity);
  const goesOn = (): boolean => !io.outGone() && !io.stopped.aborted;
  switch (command.form) {
    case 'csv':
      for await (const lines of historyCsv(history, filter, limit)) {
        if (!goesOn()) break;
        io.out(lines);
      }
      break;
    case 'json':
      for await (const receipts of pagesOf(history, filter, limit)) {
        if (!goesOn()) break;
        for (const each of receipts) screen.result(jsonReceipt(each));
      }
      break;
    case 'table':
      for await (const receipts of pagesOf(history, filter, limit)) {
        if (!goesOn()) break;
        for (const line of receipts.flatMap(lines)) screen.result(line);
      }
      sayHowMany(history, filter, limit, screen);
  }
  return exitCodes.allAccepted;
}

/** A site that was removed still has its history, under its id. */
function siteIdOf({ history, sites }: HistoryServices, typed: string): string {
  const known = sites.find(typed);
  if (known !== undefined) return known.id;
  const { count } = history.count({ ...everySite, siteId: typed });
  return count > 0 ? typed : findSite(sites, typed, 'history').id;
}

const everySite = { text: '', outcomes: null, from: null, to: null } as const;

/** When the day begins on this computer. */
function beginOf(day: HistoryDay, now: number): number {
  if ('date' in day) return new Date(`${day.date}T00:00:00`).getTime();
  const today = new Date(now);
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() - day.daysAgo).getTime();
}

function endOf(day: HistoryDay, now: number): number {
  const next = new Date(beginOf(day, now));
  return next.setDate(next.getDate() + 1);
}

function sayHowMany(
  history: HistoryServices['history'],
  filter: HistoryFilter,
  limit: number,
  screen: Screen,
): void {
  const { kind, count } = history.count(filter);
  if (count === 0 && kind === 'exactly') screen.message('Nothing was sent that fits.');
  if (count <= limit) return;
  const all = kind === 'exactly' ? String(count) : `at least ${count}`;
  screen.message(`The newest ${limit} of ${all}. --limit N shows more.`);
}

const jsonReceipt = ({ reply, failure, ...receipt }: Receipt): string =>
  JSON.stringify({
    event: 'receipt',
    ...receipt,
    reply: reply === null ? null : printable(reply),
    failure: failure === null ? null : { ...failure, detail: printable(failure.detail) },
  });

const wordWidth = Math.max(...Object.values(outcomeWords).map((word) => word.length));

/** A receipt in one line, and below it why it did not get there. */
function lines({
  endedAt,
  outcome,
  siteLabel,
  name,
  size,
  failure,
  host,
  port,
}: Receipt): readonly string[] {
  const when = localTime(endedAt).slice(0, 19).replace('T', ' ');
  const what = size === null ? '' : `  ${sizeText(size)}`;
  const site = siteLabel === '' ? '' : `  ${printable(siteLabel)}`;
  const line = `${when}  ${outcomeWords[outcome].padEnd(wordWidth)}  ${printable(name)}${what}${site}`;
  if (failure === null) return [line];
  const { sentence } = describeFailure(failure, { file: printable(name), host, port });
  return [line, `    ${printable(sentence)}`];
}
