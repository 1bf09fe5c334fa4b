import { adviceFor } from './check-advice.ts';
import { doubtsIdentity, remarksOf } from './check-remark.ts';
import { failedStep, type Check, type CheckVerdict } from './check.ts';
import { aboutSite } from './error-text.ts';
import type { ErrorCode } from './error.ts';
import { isCiisHost } from './presets.ts';
import { protocols, takesFiles } from './protocol.ts';
import type { Site } from './site.ts';

export type SummaryTone = 'good' | 'warn' | 'bad' | 'neutral';

/** The sentence on top: whether this office can send. */
export interface CheckSummary {
  readonly tone: SummaryTone;
  readonly title: string;
  readonly text: string;
}

interface Checked {
  readonly site: Site;
  readonly check: Check;
}

/** Of the last check of each site. Sites that were never checked say nothing. */
export function summarizeChecks(sites: readonly Site[], checks: readonly Check[]): CheckSummary {
  const checked = sites.flatMap((site): readonly Checked[] => {
    const check = checks.find(({ siteId }) => siteId === site.id);
    return check === undefined ? [] : [{ site, check }];
  });
  const ended = (verdict: CheckVerdict | null, from = checked): readonly Checked[] =>
    from.filter(({ check }) => check.verdict === verdict);
  const running = ended(null);
  if (running.length > 0) {
    return { tone: 'neutral', title: `Checking ${names(running)}`, text: 'Nothing is uploaded.' };
  }
  const files = checked.filter(({ site }) => takesFiles(site.protocol));
  if (ended('ready', files).length > 0) return canSend(checked, ended('ready', files));
  const [blocked] = ended('failed', files);
  if (blocked !== undefined) return cannotSend(checked, blocked);
  const notSignedIn = ended('incomplete');
  if (notSignedIn.length > 0) return notTried(checked, notSignedIn);
  return withoutFiles(checked, ended('ready'));
}

function canSend(checked: readonly Checked[], ready: readonly Checked[]): CheckSummary {
  const others = checked.filter(({ check }) => check.verdict !== 'ready');
  const text = restTexts(checked, ready);
  const withoutCiis =
    !ready.some(isOfCiis) && others.some((each) => isOfCiis(each) && hasFailedForFiles(each));
  return withoutCiis
    ? { tone: 'warn', title: `You can send to ${names(ready)}, but not to CIIS yet.`, text }
    : { tone: goodTone(ready), title: `You can send files. ${beReady(ready)}`, text };
}

function cannotSend(checked: readonly Checked[], first: Checked): CheckSummary {
  const others = checked.filter((each) => each !== first);
  return {
    tone: 'bad',
    title: "You can't send files yet.",
    text: [
      failedText(first),
      ...inTrouble(others),
      ...notSignedIn(others),
      ...answering(others),
    ].join(' '),
  };
}

function notTried(checked: readonly Checked[], open: readonly Checked[]): CheckSummary {
  const others = checked.filter((each) => !open.includes(each));
  return {
    tone: 'warn',
    title: open.every(isHeldBack)
      ? `Signing in to ${names(open)} is held back.`
      : `${names(open)} can be reached, but signing in was not tried.`,
    text: [...whyNotTried(open), ...inTrouble(others), ...answering(others)].join(' '),
  };
}

/** Real-time and web sites, as far as there is something to say; else none at all. */
function withoutFiles(checked: readonly Checked[], ready: readonly Checked[]): CheckSummary {
  const others = checked.filter(({ check }) => check.verdict !== 'ready');
  const text = restTexts(checked, ready);
  if (ready.length > 0) {
    const [title = ''] = answering(ready);
    return { tone: others.some(hasFailed) ? 'warn' : goodTone(ready), title, text };
  }
  if (others.some(hasFailed)) return { tone: 'bad', title: "You can't send yet.", text };
  return {
    tone: 'neutral',
    title: checked.length === 0 ? 'Not checked yet' : 'The check was stopped',
    text: 'A check shows whether this computer can reach CIIS, and if not, whose turn it is. Nothing is uploaded.',
  };
}

const beReady = (ready: readonly Checked[]): string =>
  `${names(ready)} ${ready.length === 1 ? 'is' : 'are'} ready.`;

function answering(checked: readonly Checked[]): readonly string[] {
  const ready = checked.filter(({ check }) => check.verdict === 'ready');
  if (ready.length === 0) return [];
  return [`${names(ready)} ${ready.length === 1 ? 'answers' : 'answer'}.`];
}

function inTrouble(checked: readonly Checked[]): readonly string[] {
  const failed = checked.filter(hasFailed);
  return failed.length === 0 ? [] : [`Also in trouble: ${names(failed)}.`];
}

const isHeldBack = ({ check }: Checked): boolean =>
  check.steps.some(({ finding }) => finding?.kind === 'sign-in-held-back');

/** Names the sites where they are not all of one kind. */
function whyNotTried(open: readonly Checked[]): readonly string[] {
  const [held, without] = [open.filter(isHeldBack), open.filter((each) => !isHeldBack(each))];
  const mixed = held.length > 0 && without.length > 0;
  return [
    ...(held.length > 0
      ? [
          `${mixed ? `Signing in to ${names(held)}` : 'It'} was refused lately, and six wrong tries lock the account. Check the password first.`,
        ]
      : []),
    ...(without.length > 0
      ? [
          `Enter the password${mixed ? ` of ${names(without)}` : ''} in Site Manager, then check again.`,
        ]
      : []),
  ];
}

function notSignedIn(checked: readonly Checked[]): readonly string[] {
  const open = checked.filter(({ check }) => check.verdict === 'incomplete');
  return open.length === 0 ? [] : [`Signing in to ${names(open)} was not tried.`];
}

const goodTone = (ready: readonly Checked[]): SummaryTone =>
  ready.some(({ check }) => doubtsIdentity(check)) ? 'warn' : 'good';

/** What there is to say of each site beside the title: those that are ready come last. */
function restTexts(checked: readonly Checked[], ready: readonly Checked[]): string {
  const others = checked.filter(({ check }) => check.verdict !== 'ready');
  const well = checked.filter(({ check }) => check.verdict === 'ready');
  return [...others.map((each) => restText(each, ready)), ...well.flatMap(remarkTexts)].join(' ');
}

const remarkTexts = ({ site, check }: Checked): readonly string[] =>
  remarksOf(check, site).map((remark) => ofSite(site, remark));

/** Of a site that is not ready beside those that are. */
function restText(each: Checked, ready: readonly Checked[]): string {
  const { site, check } = each;
  switch (check.verdict) {
    case 'failed':
      return [
        isBlocked(each)
          ? `${site.label} is blocked, most likely by your firewall.`
          : failedText(each),
        ...notNeeded(each, ready),
      ].join(' ');
    case 'incomplete':
      return `${site.label}: signing in was not tried.`;
    case 'stopped':
      return `${site.label}: the check was stopped.`;
    case 'ready':
    case null:
      return '';
  }
}

/** CIIS takes the same files both ways; of other servers nothing is known. */
function notNeeded(failed: Checked, ready: readonly Checked[]): readonly string[] {
  const other = ready.find((each) => isOfCiis(each) && takesFiles(each.site.protocol));
  if (other === undefined || !isOfCiis(failed) || !takesFiles(failed.site.protocol)) return [];
  const same = other.site.protocol === failed.site.protocol;
  const name = same ? other.site.label : protocols[other.site.protocol].shortLabel;
  return [`You don't need it while ${name} works.`];
}

const firewallCodes: ReadonlySet<ErrorCode> = new Set([
  'port-silent',
  'server-silent',
  'connection-reset',
  'tls-cut',
  'data-port-dropped',
  'data-port-blocked',
]);

function isBlocked({ check }: Checked): boolean {
  const code = failedStep(check)?.failure?.code;
  return code !== undefined && firewallCodes.has(code);
}

const hasFailed = ({ check }: Checked): boolean => check.verdict === 'failed';
const hasFailedForFiles = (each: Checked): boolean =>
  hasFailed(each) && takesFiles(each.site.protocol);
const isOfCiis = ({ site }: Checked): boolean => isCiisHost(site.host);

function failedText({ site, check }: Checked): string {
  return ofSite(site, sentenceOf(check, site) ?? 'It failed.');
}

const ofSite = ({ label }: Site, sentence: string): string =>
  sentence.startsWith(label) ? sentence : `${label}: ${sentence}`;

function sentenceOf(check: Check, site: Site): string | undefined {
  const failure = failedStep(check)?.failure;
  return failure == null ? undefined : adviceFor(failure, aboutSite(site)).sentence;
}

/** "CIIS SFTP", "CIIS SFTP and CIIS FTPS", "A, B and C" */
function names(checked: readonly Checked[]): string {
  const labels = checked.map(({ site }) => site.label);
  const last = labels.at(-1) ?? '';
  return labels.length < 2 ? last : `${labels.slice(0, -1).join(', ')} and ${last}`;
}

/** "all well", or why not, for the line in Site Manager. */
export function checkInBrief(check: Check, site: Site): string {
  switch (check.verdict) {
    case null:
      return 'checking now';
    case 'ready': {
      const [remark] = remarksOf(check, site);
      return remark === undefined ? 'all well' : `all well, with a remark: ${inLine(remark, site)}`;
    }
    case 'incomplete':
      return 'reached, but not signed in';
    case 'stopped':
      return 'stopped';
    case 'failed':
      return inLine(sentenceOf(check, site) ?? 'failed', site);
  }
}

/** A sentence behind a colon. A name at its beginning stays as it is written. */
function inLine(sentence: string, { label }: Site): string {
  const words = sentence.replace(/\.$/, '');
  return words.startsWith(label)
    ? words
    : words.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());
}
