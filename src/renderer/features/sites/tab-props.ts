import type { SiteForm } from './site-draft.ts';
import type { SiteErrors } from './site-errors.ts';

/** What each tab of the form needs. */
export interface TabProps {
  readonly form: SiteForm;
  readonly errors: SiteErrors;
}
