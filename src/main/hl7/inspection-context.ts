import type { InspectionPurpose } from '../../shared/domain/inspection.ts';

/** What a file is looked at for. */
export interface InspectionContext {
  readonly purpose: InspectionPurpose;
  /** Of the site; null if it has none. */
  readonly facilityId: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether a message with this control ID went to the registry before. */
  readonly alreadySent?: (controlId: string) => boolean;
}
