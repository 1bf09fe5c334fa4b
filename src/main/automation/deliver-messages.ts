import { AppError, toFailure, type Failure } from '../../shared/domain/error.ts';
import type { SendRun } from '../../shared/domain/message-file.ts';
import { consentOf } from '../../shared/domain/preflight.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Messages } from '../messages/messages.ts';
import { purposeOf } from '../messages/purpose-of.ts';
import { failedBy, refusedBy, type FileEnd } from './file-end.ts';
import type { FileOutcome, RuleFiles } from './rule-files.ts';

export interface MessageDelivery {
  readonly messages: Pick<
    Messages,
    'list' | 'open' | 'close' | 'inspect' | 'send' | 'stop' | 'rows' | 'onRunChanged'
  >;
  readonly files: Pick<RuleFiles, 'outcome' | 'note'>;
  /** SHA-256, lower-case hex. */
  readonly hashFile: (path: string, signal: AbortSignal) => Promise<string>;
}

/**
 * Sends a file's messages in real time where nobody has to be asked about them. Content of which something
 * arrived, or may have, is not sent a second time; only in the same run of the program the rest of it is.
 * Rejects AppError `cancelled`, `storage-failed`.
 */
export async function deliverMessages(
  delivery: MessageDelivery,
  site: Site,
  path: string,
  signal: AbortSignal,
): Promise<FileEnd> {
  const { messages, files, hashFile } = delivery;
  let sha256: string;
  try {
    sha256 = await hashFile(path, signal);
  } catch (thrown) {
    if (signal.aborted) throw new AppError('cancelled');
    return unreadable(toFailure(thrown), site);
  }
  const wasOpen = messages.list().files.some((file) => file.path === path);
  const before = files.outcome(site.id, sha256);
  const known = knownEnd(before, wasOpen);
  if (known !== null) return known;
  const [file] = messages.open([path]);
  if (file === undefined) throw new Error('A file was opened, and is none');
  let keepOpen = wasOpen && before !== 'part';
  try {
    const inspection = await messages.inspect(site.id, file.id);
    const purpose = purposeOf(site);
    if (consentOf(inspection, purpose) !== 'nothing') return refusedBy(inspection, purpose);
    const note = (outcome: FileOutcome | null): void => files.note(site.id, sha256, outcome);
    note('unknown');
    const { end, outcome } = await sendAll(delivery, site, file.id, signal, before);
    note(outcome);
    keepOpen ||= outcome === 'part';
    return end;
  } catch (thrown) {
    if (signal.aborted) throw new AppError('cancelled');
    const failure = toFailure(thrown);
    if (failure.code === 'storage-failed') throw thrown;
    return unreadable(failure, site);
  } finally {
    if (!keepOpen) messages.close(file.id);
  }
}

const unreadable = (failure: Failure, site: Site): FileEnd =>
  failure.code === 'local-not-found' ? { kind: 'gone' } : failedBy(failure, site);

function knownEnd(before: FileOutcome | null, isOpen: boolean): FileEnd | null {
  switch (before) {
    case null:
      return null;
    case 'sent':
      return { kind: 'known' };
    case 'refused':
      return { kind: 'refused', why: 'Some of its messages were not accepted before.' };
    case 'unknown':
      return {
        kind: 'unknown',
        why: 'It went before, and may have arrived. Look before you send it again.',
      };
    case 'part':
      return isOpen
        ? null
        : { kind: 'unknown', why: 'Only a part of it arrived before. Send the rest in Messages.' };
  }
}

interface Sent {
  readonly end: FileEnd;
  /** To be remembered of its content. */
  readonly outcome: FileOutcome | null;
}

async function sendAll(
  { messages }: MessageDelivery,
  site: Site,
  fileId: string,
  signal: AbortSignal,
  before: FileOutcome | null,
): Promise<Sent> {
  let failure: Failure | null;
  try {
    const begin = () => messages.send(site.id, fileId, { kind: 'unsent' }, []);
    failure = await untilOver(messages, begin, fileId, signal);
  } catch (thrown) {
    // Nothing has begun.
    return { end: failedBy(toFailure(thrown), site), outcome: before };
  }
  return judge(await countAll(messages, fileId), failure, site);
}

/** Resolves when nothing more happens in the run, with why it did not come to its end by itself. Rejects as `begin` does. */
async function untilOver(
  messages: MessageDelivery['messages'],
  begin: () => Promise<SendRun>,
  fileId: string,
  signal: AbortSignal,
): Promise<Failure | null> {
  let latest: SendRun | undefined;
  let reason: Failure | null = null;
  let stopped = false;
  let isOver: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (isOver = resolve));
  const look = (run: SendRun): void => {
    latest = run;
    // Whoever stops a run that has paused takes its reason away.
    reason = run.failure ?? (run.status === 'running' ? null : reason);
    if (isEnd(run)) isOver();
    else if (!stopped && (signal.aborted || waitsForSomebody(run))) {
      stopped = true;
      messages.stop(run.id);
    }
  };
  const stop = (): void => {
    if (latest !== undefined) look(latest);
  };
  const undo = messages.onRunChanged((run) => {
    if (run.fileId === fileId) look(run);
  });
  signal.addEventListener('abort', stop, { once: true });
  try {
    const begun = await begin();
    look(latest ?? begun);
    await over;
    return reason;
  } finally {
    signal.removeEventListener('abort', stop);
    undo();
  }
}

/** What was on its way when a run was stopped comes to its own end. */
const isEnd = ({ status, counts }: SendRun): boolean =>
  (status === 'done' || status === 'stopped') && counts.sending === 0;

const waitsForSomebody = ({ status, resumesAt }: SendRun): boolean =>
  status === 'paused' && resumesAt === null;

interface MessageCounts {
  total: number;
  arrived: number;
  refused: number;
  doubtful: number;
  unsent: number;
}

const page = 500;

async function countAll(
  messages: MessageDelivery['messages'],
  fileId: string,
): Promise<MessageCounts> {
  const counts = { total: 0, arrived: 0, refused: 0, doubtful: 0, unsent: 0 };
  for (;;) {
    const { rows } = await messages.rows(fileId, counts.total, page, 'all', '');
    counts.total += rows.length;
    for (const { state, verdict } of rows) {
      if (state === 'unknown' || state === 'sending') counts.doubtful += 1;
      else if (state !== 'answered') counts.unsent += 1;
      else if (verdict === 'accepted' || verdict === 'accepted-with-remarks') counts.arrived += 1;
      else if (verdict === 'not-accepted') counts.refused += 1;
      else counts.doubtful += 1;
    }
    if (rows.length < page) return counts;
  }
}

/** Counts only: what an answer says may name a patient. */
function judge(counts: MessageCounts, failure: Failure | null, site: Site): Sent {
  const { total, arrived, refused, doubtful, unsent } = counts;
  const of = (count: number): string => `${count} of ${total} messages`;
  if (doubtful > 0) {
    const why = `${of(doubtful)} may or may not have arrived. Look before you send them again.`;
    return { end: { kind: 'unknown', why }, outcome: 'unknown' };
  }
  if (unsent > 0) {
    const reason = failure ?? { code: 'cancelled', detail: '' };
    if (arrived + refused === 0) return { end: failedBy(reason, site), outcome: null };
    const why = `${of(unsent)} were not sent.`;
    return { end: { kind: 'failed', why, failure: reason }, outcome: 'part' };
  }
  if (refused > 0) {
    const why = `${of(refused)} ${refused === 1 ? 'was' : 'were'} not accepted.`;
    return { end: { kind: 'refused', why }, outcome: 'refused' };
  }
  return { end: { kind: 'sent' }, outcome: 'sent' };
}
