import { AppError } from '../../shared/domain/error.ts';
import {
  consentFor,
  describeFinding,
  type FindingCode,
  type Inspection,
  type InspectionPurpose,
} from '../../shared/domain/inspection.ts';

/**
 * Throws AppError `preflight-stopped` (its detail has what was found, in words) or `consent-needed` (its
 * detail has the codes, with spaces between them) where a file may not be sent as things are.
 */
export function checkConsent(
  { findings }: Inspection,
  purpose: InspectionPurpose,
  consent: ReadonlySet<FindingCode>,
): void {
  const refused = findings.filter(({ code }) => consentFor(code, purpose) === 'refused');
  if (refused.length > 0) {
    const words = refused.slice(0, 10).map((finding) => describeFinding(finding));
    throw new AppError('preflight-stopped', words.join(' '));
  }
  const open = findings
    .map(({ code }) => code)
    .filter((code) => consentFor(code, purpose) !== 'nothing' && !consent.has(code));
  if (open.length > 0) throw new AppError('consent-needed', [...new Set(open)].join(' '));
}
