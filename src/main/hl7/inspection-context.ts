import type { InspectionPurpose, SentOutcome } from '../../shared/domain/inspection.ts';

/** What a file is looked at for. */
export interface InspectionContext {
  readonly purpose: InspectionPurpose;
  /** Of the site; null if it has none. */
  readonly facilityId: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What became of a message with this control ID that went to the registry before; null: none did. */
  readonly alreadySent?: (controlId: string) => SentOutcome | null;
}
