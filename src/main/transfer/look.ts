import { createHash } from 'node:crypto';
import { AppError, type Failure } from '../../shared/domain/error.ts';
import type { Inspection } from '../../shared/domain/inspection.ts';
import { consentOf, findingWords } from '../../shared/domain/preflight.ts';
import { consentFor } from '../../shared/domain/inspection.ts';
import type { Site } from '../../shared/domain/site.ts';
import { safeLine } from '../log/safe-text.ts';
import type { QueueParts } from './queue-parts.ts';
import { localFacts } from './snapshot.ts';

/** Which state of a file was looked at. */
export interface FileFacts {
  readonly size: number;
  readonly modifiedAt: number;
}

/** A state of a file, and what reading it told. */
export interface LookedAt extends FileFacts {
  /** Lower-case hex. */
  readonly sha256: string;
  /** HL7 messages; null: not counted, or no HL7. */
  readonly messages: number | null;
}

/** What the pre-flight check makes of a file; `question` is one about what is in it. */
export type Look =
  | { readonly kind: 'fine'; readonly facts: LookedAt }
  | { readonly kind: 'question'; readonly facts: LookedAt; readonly inspection: Inspection }
  | { readonly kind: 'stopped'; readonly failure: Failure };

const emptySha256 = createHash('sha256').digest('hex');

/**
 * Reads a file once, before it is sent: which content it is and, where the site wants that, what is to be
 * said about it. Rejects as sending it would: `local-not-found`, `local-locked` ..., `cancelled`.
 */
export async function lookAt(
  { inspect, hash }: Pick<QueueParts, 'inspect' | 'hash'>,
  { preflight }: Pick<Site, 'preflight'>,
  path: string,
  signal: AbortSignal,
): Promise<Look> {
  // Before it is read: whatever is written meanwhile makes it another file than the one looked at.
  const { size, modifiedAt } = await localFacts(path);
  const unread = { size, modifiedAt, messages: null };
  // Empty files have a question of their own.
  if (size === 0) return { kind: 'fine', facts: { ...unread, sha256: emptySha256 } };
  if (!preflight) return { kind: 'fine', facts: { ...unread, sha256: await hash(path, signal) } };
  const { inspection, sha256 } = await inspect(path, signal);
  if (signal.aborted) throw new AppError('cancelled');
  const messages = inspection.kind === 'hl7' ? inspection.messages : null;
  const facts = { ...unread, sha256, messages };
  switch (consentOf(inspection, 'upload')) {
    case 'nothing':
      return { kind: 'fine', facts };
    case 'question':
      return { kind: 'question', facts, inspection };
    case 'explicit':
    case 'refused':
      return { kind: 'stopped', failure: stopped(inspection) };
  }
}
const mostFindings = 20;

/** The words of what stops it; they hold line numbers and header values, never a patient's field. */
function stopped({ findings, unlisted }: Inspection): Failure {
  const grave = findings.filter(({ code }) =>
    ['refused', 'explicit'].includes(consentFor(code, 'upload')),
  );
  const listed = grave.slice(0, mostFindings).map((each) => safeLine(findingWords(each), 300));
  const more = grave.length - listed.length + unlisted;
  if (more > 0) listed.push(`And ${more} more.`);
  return { code: 'preflight-stopped', detail: listed.join('\n') };
}
