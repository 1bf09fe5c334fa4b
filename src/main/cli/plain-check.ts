import { adviceFor, adviceLines } from '../../shared/domain/check-advice.ts';
import { stepAdvice } from '../../shared/domain/check-remark.ts';
import { checkInBrief, summarizeChecks } from '../../shared/domain/check-summary.ts';
import {
  noPasswordProof,
  stepNames,
  stepText,
  stepTime,
  verdictWord,
} from '../../shared/domain/check-text.ts';
import type { StepOutcome, StepResult, Sweep } from '../../shared/domain/check.ts';
import { aboutSite } from '../../shared/domain/error-text.ts';
import type { Failure } from '../../shared/domain/error.ts';
import { isWebProtocol } from '../../shared/domain/protocol.ts';
import type { Site } from '../../shared/domain/site.ts';
import { sweepText } from '../../shared/domain/sweep-text.ts';
import { safeText } from '../log/safe-text.ts';
import type { CheckEnd } from './check-end.ts';
import type { CheckTeller } from './check-teller.ts';
import { passwordHint } from './output.ts';
import { printable } from './printable.ts';

/**
 * A check in words: the steps of one site as they end; of several, which run side by side, each site's
 * when it has ended.
 */
export function plainChecks(line: (text: string) => void, several: boolean): CheckTeller {
  const waiting = new Map<string, string[]>();
  const tell = (site: Site, lines: readonly string[]): void => {
    const began = waiting.get(site.id);
    const mine = began ?? [`${printable(site.label)} (${addressText(site)})`];
    if (began === undefined) waiting.set(site.id, mine);
    mine.push(...lines);
    if (!several) for (const each of mine.splice(0)) line(each);
  };
  return {
    step(site, step) {
      if (step.outcome !== 'not-reached') tell(site, stepLines(site, step));
    },
    ended(end) {
      tell(end.site, endLines(end));
      for (const each of waiting.get(end.site.id)?.splice(0) ?? []) line(each);
      line('');
    },
    port: () => undefined,
    swept(site, sweep) {
      for (const each of sweptLines(site, sweep)) line(each);
      line('');
    },
    sum(ends) {
      if (several) for (const each of verdictTable(ends)) line(each);
      if (several) line('');
      const { title, text } = summarizeChecks(
        ends.map(({ site }) => site),
        ends.map(({ check }) => check),
      );
      line(printable(`${title} ${text}`.trim()));
    },
  };
}

const addressText = (site: Site): string =>
  printable(isWebProtocol(site.protocol) ? site.url : `${site.host}, port ${site.port}`);

const marks: Readonly<Record<StepOutcome, string>> = {
  ok: 'ok',
  warn: 'note',
  failed: 'FAIL',
  skipped: 'skip',
  'not-reached': '-',
};

/** Up to 80 columns, but for a finding that has more to say. */
const row = (outcome: StepOutcome, name: string, finding: string, time = ''): string =>
  `  ${marks[outcome].padEnd(4)}  ${name.padEnd(16)}  ${finding.padEnd(44)}  ${time.padStart(8)}`.trimEnd();

const below = (text: string): string => `${' '.repeat(8)}${printable(text)}`;

function stepLines(site: Site, step: StepResult): readonly string[] {
  const { id, outcome, ms, failure } = step;
  const advice = stepAdvice(step, site);
  return [
    row(outcome, stepNames[id], printable(stepText(step)), stepTime(ms)),
    ...(advice === null ? [] : adviceLines(advice).map(below)),
    ...(failure === null ? [] : detailLines(failure)),
    ...hintsOn(step).map(below),
  ];
}

const failureLines = (site: Site, failure: Failure): readonly string[] => [
  ...adviceLines(adviceFor(failure, aboutSite(site))).map(below),
  ...detailLines(failure),
];

function detailLines(failure: Failure): readonly string[] {
  const [first = '', ...more] = safeText(failure.detail);
  const details = first === '' ? failure.code : `${failure.code}: ${first}`;
  return [`Details: ${details}`, ...more.map((each) => `  ${each}`)].map(below);
}

/** What can be done here about a sign-in that was not tried. */
function hintsOn({ finding }: StepResult): readonly string[] {
  switch (finding?.kind) {
    case 'no-password':
      return [passwordHint];
    case 'sign-in-held-back':
      return [
        'Six wrong tries lock the account for 30 minutes, so signing in is held back.',
        'Check the password, and wait five minutes or add --insist to try it once more.',
      ];
    default:
      return [];
  }
}

function endLines({ site, check }: CheckEnd): readonly string[] {
  const missing = check.steps
    .filter(({ outcome }) => outcome === 'not-reached')
    .map(({ id }) => stepNames[id]);
  const proofless = site.protocol === 'soap' && check.verdict === 'ready';
  return [
    ...(missing.length === 0 ? [] : [row('not-reached', 'Not checked', missing.join(', '))]),
    ...(proofless ? [below(noPasswordProof)] : []),
  ];
}

function sweptLines(site: Site, { ports, total, failure }: Sweep): readonly string[] {
  const missing = total - ports.length;
  const tried = ports.length === 0 ? [] : [`  ${sweepText(ports)}`];
  const dropped = ports.some(({ state }) => state === 'dropped');
  const { ask, request } = adviceFor({ code: 'data-port-dropped', detail: '' }, aboutSite(site));
  return [
    `Data ports of ${printable(site.label)}, tried from this computer:`,
    ...tried,
    ...(failure === null ? [] : failureLines(site, failure)),
    ...(missing === 0 ? [] : [`  ${missing} of ${total} were not tried`]),
    ...(dropped ? [below(`${ask}: "${request ?? ''}"`)] : []),
  ];
}

const isWorthTelling = ({ verdict, steps }: CheckEnd['check']): boolean =>
  verdict === 'failed' || (verdict === 'ready' && steps.some(({ outcome }) => outcome === 'warn'));

function verdictTable(ends: readonly CheckEnd[]): readonly string[] {
  const rows = ends.map(({ site, check }) => [
    printable(site.label),
    verdictWord(check, site.protocol),
    isWorthTelling(check) ? printable(checkInBrief(check, site)) : '',
  ]);
  const widths = [0, 1].map((column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  return rows.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
