import { aboutSite, type ErrorContext } from '../../shared/domain/error-text.ts';
import type { Failure } from '../../shared/domain/error.ts';
import type { Rule, RuleRun, RuleRunOutcome } from '../../shared/domain/rule.ts';
import { localTime } from '../history/history-csv.ts';
import type { SiteStore } from '../sites/site-store.ts';
import { jsonError, plainFailure } from './output.ts';
import { printable } from './printable.ts';

/** What the sentences about a rule are about; nothing where its site is gone. */
export function aboutRule(sites: Pick<SiteStore, 'snapshot'>, { siteId }: Rule): ErrorContext {
  const site = sites.snapshot().sites.find(({ id }) => id === siteId);
  return site === undefined ? {} : aboutSite(site);
}

/** As it is in every line of JSON about a run. */
export function jsonRun(run: RuleRun, about: ErrorContext): object {
  const { startedAt, endedAt, outcome, sent, known, refused, failed, unknown, notes } = run;
  return {
    ...{ startedAt, endedAt, outcome, sent, known, refused, failed, unknown },
    notes: notes.map(printable),
    error: jsonError(run.failure, about, ''),
  };
}

export const jsonTrouble = (failure: Failure | null, about: ErrorContext): object | null =>
  jsonError(failure, about, '');

export const outcomeWords: Readonly<Record<RuleRunOutcome, string>> = {
  done: 'Done',
  'some-not': 'Some files did not arrive',
  failed: 'Failed',
  interrupted: 'Stopped before its end',
};

/** "Done: 3 sent, 1 known before." */
export function runWords({ outcome, sent, known, refused, failed, unknown }: RuleRun): string {
  const counts = [
    [sent, 'sent'],
    [known, 'known before'],
    [refused, 'refused'],
    [failed, 'failed'],
    [unknown, 'unknown: look before you send again'],
  ] as const;
  const parts = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  const end = outcome === null ? 'Runs now' : outcomeWords[outcome];
  return `${end}: ${parts.length === 0 ? 'no files' : parts.join(', ')}.`;
}

/** A run for a person: one line, and below it what did not arrive, and why. */
export function plainRun(rule: Rule, run: RuleRun, about: ErrorContext): string {
  return [
    `${printable(rule.name)}  ${runWords(run)}`,
    ...run.notes.map((note) => `    ${printable(note)}`),
    ...(run.failure === null ? [] : [plainFailure(run.failure, about, '    ')]),
  ].join('\n');
}

/** "2026-11-24 12:00:00", by the clock on the wall here. */
export const timeText = (at: number): string => localTime(at).slice(0, 19).replace('T', ' ');
