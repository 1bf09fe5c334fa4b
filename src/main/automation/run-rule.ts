import { basename } from 'node:path';
import { describeFailure } from '../../shared/domain/error-text.ts';
import { AppError, toFailure, type Failure } from '../../shared/domain/error.ts';
import type { Rule, RuleRunCounts } from '../../shared/domain/rule.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Clock } from '../clock.ts';
import { safeLine } from '../log/safe-text.ts';
import { localFacts } from '../transfer/snapshot.ts';
import { deliverMessages, type MessageDelivery } from './deliver-messages.ts';
import { deliverUpload, type UploadDelivery } from './deliver-upload.ts';
import type { fileAway, FileAwayParts } from './file-away.ts';
import { failedBy, isForAll, type FileEnd } from './file-end.ts';
import { mostNotes, type RunEnd } from './rule-runs.ts';
import type { isWhole } from './whole-file.ts';

export interface RunRuleParts extends UploadDelivery, MessageDelivery {
  /** Throws AppError `site-not-found`. */
  readonly site: (siteId: string) => Site;
  readonly clock: Pick<Clock, 'now'>;
  readonly isWhole: typeof isWhole;
  readonly fileAway: typeof fileAway;
  /** Ends the run: what is under way is stopped. */
  readonly signal: AbortSignal;
}

export interface RuleRunResult extends RunEnd {
  /** The files that did not arrive and may be tried again. */
  readonly left: readonly string[];
}

/**
 * Sends files as a rule says, one after the other in the order of their names, with nobody there to ask. Never
 * rejects: what went wrong is in the answer. A failure that the other files would meet too ends the run.
 */
export async function runRule(
  rule: Rule,
  files: readonly string[],
  parts: RunRuleParts,
): Promise<RuleRunResult> {
  const { signal } = parts;
  const waiting = [...files].sort(byName);
  const counts = { sent: 0, known: 0, refused: 0, failed: 0, unknown: 0 };
  const notes: string[] = [];
  const left: string[] = [];
  let failure: Failure | null = null;
  try {
    const site = parts.site(rule.siteId);
    for (let path = waiting[0]; path !== undefined && !signal.aborted; path = waiting[0]) {
      const { end, was } = await deliver(rule, site, path, parts);
      waiting.shift();
      if (end.kind !== 'gone') counts[end.kind] += 1;
      if (end.kind === 'failed') left.push(path);
      notes.push(...noteOn(path, end), ...(await putAway(rule, path, end, was, parts)));
      if (end.kind === 'failed' && isForAll(end.failure)) {
        failure = end.failure;
        break;
      }
    }
  } catch (thrown) {
    if (!signal.aborted) failure = toFailure(thrown);
  }
  counts.failed += waiting.length;
  left.push(...waiting);
  return {
    ...counts,
    outcome: signal.aborted ? 'interrupted' : outcomeOf(counts, failure),
    failure,
    notes: notes.slice(0, mostNotes),
    left,
  };
}

function byName(one: string, other: string): number {
  const [a, b] = [basename(one), basename(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function outcomeOf(counts: RuleRunCounts, failure: Failure | null): RunEnd['outcome'] {
  const { sent, known, refused, failed, unknown } = counts;
  if (failure !== null && sent + known + refused + unknown === 0) return 'failed';
  return failure === null && refused + failed + unknown === 0 ? 'done' : 'some-not';
}

interface Delivered {
  readonly end: FileEnd;
  /** As it was before: what has come under its name since is another file. */
  readonly was?: FileAwayParts['was'];
}

async function deliver(
  rule: Rule,
  site: Site,
  path: string,
  parts: RunRuleParts,
): Promise<Delivered> {
  let was: FileAwayParts['was'];
  try {
    was = await localFacts(path);
    return { end: await sendWhole(rule, site, path, parts), was };
  } catch (thrown) {
    // What is wrong with one file must not keep the others from being sent, run after run.
    const isOfFile = thrown instanceof AppError && !isForAll(thrown);
    if (!isOfFile || parts.signal.aborted) throw thrown;
    const failure = thrown.toFailure();
    return { end: failure.code === 'local-not-found' ? gone : failedBy(failure, site) };
  }
}

const gone: FileEnd = { kind: 'gone' };

async function sendWhole(
  rule: Rule,
  site: Site,
  path: string,
  parts: RunRuleParts,
): Promise<FileEnd> {
  const { signal } = parts;
  switch (await parts.isWhole(path, signal)) {
    case 'gone':
      return gone;
    case 'locked':
      return later('Another program still has it open.', 'local-locked');
    case 'unfinished':
      return later('Its end is missing: it may still be written.', 'local-changed');
    case 'whole':
      return site.protocol === 'soap'
        ? await deliverMessages(parts, site, path, signal)
        : await deliverUpload(parts, site, path, rule.to, signal);
  }
}

const later = (why: string, code: Failure['code']): FileEnd => ({
  kind: 'failed',
  why,
  failure: { code, detail: '' },
});

function noteOn(path: string, end: FileEnd): readonly string[] {
  return 'why' in end ? [note(path, end.why)] : [];
}

/** Its name first. */
const note = (path: string, words: string): string =>
  `${safeLine(basename(path), 200)}: ${safeLine(words, 1000)}`;

/** Where the file can't be moved it stays, and is not sent again: its content is known. Answers with what is to be said. */
async function putAway(
  { afterwards }: Rule,
  path: string,
  end: FileEnd,
  was: FileAwayParts['was'],
  { fileAway, clock }: RunRuleParts,
): Promise<readonly string[]> {
  if (afterwards === 'leave') return [];
  const at = clock.now();
  try {
    const parts = was === undefined ? {} : { was };
    if (end.kind === 'sent' || end.kind === 'known')
      await fileAway(path, { kind: 'sent', at }, parts);
    if (end.kind === 'refused') await fileAway(path, { kind: 'refused', at, note: end.why }, parts);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { sentence } = describeFailure(thrown.toFailure(), { file: 'The file' });
    const what = end.kind === 'refused' ? 'It' : 'It arrived, but';
    return [note(path, `${what} could not be moved. ${sentence}`)];
  }
}
