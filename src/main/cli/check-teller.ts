import type { StepResult, Sweep, SweptPort } from '../../shared/domain/check.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { CheckEnd } from './check-end.ts';
import type { ExitCode } from './exit-codes.ts';

/** Tells how checks go: in words or in JSON. */
export interface CheckTeller {
  /** Each step once: as it ends, and those that were not reached when the check has ended. */
  step(site: Site, step: StepResult): void;
  /** After the site's last step. */
  ended(end: CheckEnd): void;
  /** Each data port as it was tried. */
  port(site: Site, swept: SweptPort): void;
  /** After the site's last port. */
  swept(site: Site, sweep: Sweep): void;
  /** Once, at the very end. */
  sum(ends: readonly CheckEnd[], exitCode: ExitCode): void;
}
