import { AppError, type Failure } from '../../shared/domain/error.ts';
import type { Inspection } from '../../shared/domain/inspection.ts';
import { consentOf, findingWords } from '../../shared/domain/preflight.ts';
import { consentFor } from '../../shared/domain/inspection.ts';
import { safeLine } from '../log/safe-text.ts';
import type { QueueParts } from './queue-parts.ts';
import { localFacts } from './snapshot.ts';

/** Which state of a file was looked at. */
export interface FileFacts {
  readonly size: number;
  readonly modifiedAt: number;
}

/** What the pre-flight check makes of a file. */
export type Look =
  | { readonly kind: 'fine'; readonly facts: FileFacts }
  | { readonly kind: 'question'; readonly facts: FileFacts; readonly inspection: Inspection }
  | { readonly kind: 'stopped'; readonly failure: Failure };

/** Rejects as sending it would: `local-not-found`, `local-locked` ..., `cancelled`. */
export async function lookAt(
  inspect: QueueParts['inspect'],
  path: string,
  signal: AbortSignal,
): Promise<Look> {
  // Before it is read: whatever is written meanwhile makes it another file than the one looked at.
  const { size, modifiedAt } = await localFacts(path);
  const facts = { size, modifiedAt };
  // Empty files have a question of their own.
  if (size === 0) return { kind: 'fine', facts };
  const inspection = await inspect(path, signal);
  if (signal.aborted) throw new AppError('cancelled');
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
