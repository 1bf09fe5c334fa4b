import { reportHtml, reportText, type ReportInput } from '../../shared/domain/check-report.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Clock } from '../clock.ts';
import type { ConnectionChecks } from './connection-checks.ts';

export interface CheckReportParts {
  readonly sites: () => readonly Site[];
  readonly checks: Pick<ConnectionChecks, 'list' | 'sweeps'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Of this program. */
  readonly version: string;
  /** "Windows 11 Pro 10.0.22631 x64" */
  readonly system: string;
}

/** What is mailed to whoever can help: the last checks of sites. */
export class CheckReports {
  readonly #parts: CheckReportParts;

  constructor(parts: CheckReportParts) {
    this.#parts = parts;
  }

  text(siteIds: readonly string[]): string {
    return reportText(this.#input(siteIds));
  }

  html(siteIds: readonly string[]): string {
    return reportHtml(this.#input(siteIds));
  }

  /** In the order of Site Manager. Sites that are not there any more are left out. */
  #input(siteIds: readonly string[]): ReportInput {
    const { sites, checks, clock, version, system } = this.#parts;
    const asked = new Set(siteIds);
    return {
      sites: sites().filter(({ id }) => asked.has(id)),
      checks: checks.list().filter(({ siteId }) => asked.has(siteId)),
      sweeps: checks.sweeps().filter(({ siteId }) => asked.has(siteId)),
      at: clock.now(),
      version,
      system,
    };
  }
}
