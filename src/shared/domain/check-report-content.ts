import { adviceFor, adviceLines } from './check-advice.ts';
import { stepAdvice } from './check-remark.ts';
import { summarizeAsOf } from './check-age.ts';
import type { CheckSummary } from './check-summary.ts';
import { noPasswordProof, stepNames, stepText, stepTime, verdictWord } from './check-text.ts';
import type { Check, StepOutcome, StepResult, Sweep } from './check.ts';
import { aboutSite } from './error-text.ts';
import { ciisSupportPhone } from './presets.ts';
import { isWebProtocol, protocols, takesFiles } from './protocol.ts';
import type { Site } from './site.ts';
import { sweepText } from './sweep-text.ts';
import { withoutUnsafeMarks } from './unsafe-marks.ts';

/** What a report is made of. `checks`: the last one of each site; times are ms since 1970. */
export interface ReportInput {
  readonly sites: readonly Site[];
  readonly checks: readonly Check[];
  readonly sweeps: readonly Sweep[];
  readonly at: number;
  readonly version: string;
  /** "Windows 11 (10.0.26100), x64" */
  readonly system: string;
}

/** A name and what it is; the value may have several lines. */
export interface ReportRow {
  readonly name: string;
  readonly value: string;
}

export interface ReportStep {
  readonly outcome: StepOutcome;
  /** The outcome as a word. */
  readonly mark: string;
  readonly name: string;
  readonly finding: string;
  readonly time: string;
  /** What it means, what to do, whom to ask. */
  readonly advice: readonly string[];
  /** The technical detail, fingerprints, the server's own words. */
  readonly facts: readonly ReportRow[];
}

export interface ReportSite {
  readonly label: string;
  readonly verdict: string;
  readonly tone: 'good' | 'warn' | 'bad';
  readonly about: readonly ReportRow[];
  readonly steps: readonly ReportStep[];
  /** The names of the steps that were not reached. */
  readonly notChecked: readonly string[];
  readonly notes: readonly string[];
}

/** The report as data: both forms of it say exactly this. Nothing in it can move a cursor or hide a line. */
export interface ReportContent {
  readonly title: string;
  readonly about: readonly ReportRow[];
  readonly summary: CheckSummary;
  readonly promise: string;
  readonly sites: readonly ReportSite[];
}

export function reportContent(input: ReportInput): ReportContent {
  const { tone, title, text } = summarizeAsOf(input.sites, input.checks, input.at);
  return {
    title: 'CIIS Connect: connection check',
    about: rows(
      ['Made', timeText(input.at)],
      ['Program', `CIIS Connect ${input.version}`],
      ['System', input.system],
      ['CIIS user support', ciisSupportPhone],
    ),
    summary: { tone, title: plain(title), text: plain(text) },
    promise: "This report holds no password and no patient's data.",
    sites: input.sites.map((site) =>
      siteContent(
        site,
        input.checks.find(({ siteId }) => siteId === site.id),
        input.sweeps.find(({ siteId }) => siteId === site.id),
      ),
    ),
  };
}

function siteContent(site: Site, check: Check | undefined, sweep: Sweep | undefined): ReportSite {
  const steps = check?.steps ?? [];
  const proofless = site.protocol === 'soap' && check?.verdict === 'ready';
  const swept = sweep === undefined ? '' : sweptText(sweep, site);
  return {
    label: plain(site.label),
    verdict: check === undefined ? 'Not checked yet' : verdictWord(check, site.protocol),
    tone: toneOf(check),
    about: aboutRows(site, check),
    steps: steps
      .filter(({ outcome }) => outcome !== 'not-reached')
      .map((step) => stepContent(step, site)),
    notChecked: steps
      .filter(({ outcome }) => outcome === 'not-reached')
      .map(({ id }) => stepNames[id]),
    notes: [
      ...(swept === '' ? [] : [plain(`All data ports, tried from this computer: ${swept}`)]),
      ...(proofless ? [noPasswordProof] : []),
    ],
  };
}

function sweptText({ ports, total, failure }: Sweep, site: Site): string {
  if (failure !== null) return adviceFor(failure, aboutSite(site)).sentence;
  if (ports.length === 0) return '';
  return `${sweepText(ports)}${ports.length < total ? ' (not all tried)' : ''}.`;
}

function toneOf(check: Check | undefined): ReportSite['tone'] {
  if (check?.verdict === 'ready') return 'good';
  return check?.verdict === 'failed' ? 'bad' : 'warn';
}

function aboutRows(site: Site, check: Check | undefined): readonly ReportRow[] {
  const { options, protocol } = site;
  const range = options.passivePorts;
  return rows(
    ['Protocol', protocols[protocol].label],
    ['Address', isWebProtocol(protocol) ? site.url : ''],
    ['Description address', protocol === 'soap' ? site.wsdlUrl : ''],
    ['Host', site.host],
    ['Port', String(site.port)],
    ['Data ports', range === null ? '' : `${range.from}-${range.to}`],
    ['Username', protocol === 'web' ? '' : site.username],
    ['Facility ID', protocol === 'soap' ? site.facilityId : ''],
    ['Signs in with', takesFiles(protocol) ? signInWords[site.signIn.kind] : ''],
    ['Oldest secure link', protocol === 'sftp' ? '' : `TLS ${site.minTls}`],
    ['Older algorithms', protocol === 'sftp' && site.olderAlgorithms ? 'allowed' : ''],
    ['Checked', check === undefined ? '' : checkedText(check)],
  );
}

const signInWords = { password: 'a password', key: 'a private key' } as const;

function checkedText({ startedAt, endedAt, scheduled }: Check): string {
  const took = endedAt === null ? 'still running' : `took ${stepTime(endedAt - startedAt)}`;
  return `${timeText(startedAt)} (${took}${scheduled ? ', by itself' : ''})`;
}

const marks: Readonly<Record<StepOutcome, string>> = {
  ok: 'OK',
  warn: 'Note',
  failed: 'FAILED',
  skipped: 'Skipped',
  'not-reached': 'Not checked',
};

function stepContent(step: StepResult, site: Site): ReportStep {
  const { failure } = step;
  const advice = stepAdvice(step, site);
  const detail =
    failure === null ? '' : [failure.code, failure.detail].filter((part) => part !== '').join(': ');
  return {
    outcome: step.outcome,
    mark: marks[step.outcome],
    name: stepNames[step.id],
    finding: plain(stepText(step)),
    time: stepTime(step.ms),
    advice: advice === null ? [] : adviceLines(advice).map(plain),
    facts: rows(
      ['Details', detail],
      ...step.facts.map(({ name, value }) => [name, value] as const),
    ),
  };
}

function rows(...pairs: readonly (readonly [string, string])[]): readonly ReportRow[] {
  return pairs
    .map(([name, value]) => ({ name: plain(name), value: plainLines(value) }))
    .filter(({ value }) => value !== '');
}

const clock = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeStyle: 'long' });

/** In this computer's zone, which it names, and in UTC. */
function timeText(at: number): string {
  const utc = new Date(at).toISOString().replace(/\.\d+/, '');
  // A mail may not show the narrow space before "AM".
  return `${clock.format(at).replace(/\s/gu, ' ')} (${utc})`;
}

/** A server's words, or a label that somebody typed. */
const plain = withoutUnsafeMarks;

const plainLines = (text: string): string => text.trim().split(/\r?\n/).map(plain).join('\n');
