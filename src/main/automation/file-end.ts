import { aboutSite, describeFailure } from '../../shared/domain/error-text.ts';
import { connectingCodes, type ErrorCode, type Failure } from '../../shared/domain/error.ts';
import type { Inspection, InspectionPurpose } from '../../shared/domain/inspection.ts';
import { consentFor } from '../../shared/domain/inspection.ts';
import { findingWords } from '../../shared/domain/preflight.ts';
import type { Site } from '../../shared/domain/site.ts';
import { safeLine } from '../log/safe-text.ts';

/** What became of one file of a run; see RuleRunCounts. `why`: in words, without the file's name. */
export type FileEnd =
  | { readonly kind: 'sent' | 'known' }
  /** Somebody took it away before. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused' | 'unknown'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string; readonly failure: Failure };

export const failedBy = (failure: Failure, site: Site): FileEnd => ({
  kind: 'failed',
  why: describeFailure(failure, { ...aboutSite(site), file: 'The file' }).sentence,
  failure,
});

const mostFindings = 20;

/** What keeps a file from being sent without a person; it holds line numbers and header values, never a patient's field. */
export function refusedBy({ findings }: Inspection, purpose: InspectionPurpose): FileEnd {
  const words = findings
    .filter(({ code }) => consentFor(code, purpose) !== 'nothing')
    .map((each) => safeLine(findingWords(each), 300));
  const more = words.length - mostFindings;
  const listed = words.slice(0, mostFindings);
  return {
    kind: 'refused',
    why: [...listed, ...(more > 0 ? [`And ${more} more.`] : [])].join(' '),
  };
}

const alike: ReadonlySet<ErrorCode> = new Set([
  ...connectingCodes,
  'keychain-unavailable',
  'storage-failed',
  'site-not-found',
]);

/** Whether the other files of the run would fare no better. */
export const isForAll = ({ code }: Pick<Failure, 'code'>): boolean => alike.has(code);
