import { isAbsolute } from 'node:path';
import { AppError } from '../../shared/domain/error.ts';
import type { RuleSettings } from '../../shared/domain/rule.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { SiteStore } from '../sites/site-store.ts';

/** Null: it was removed. */
export function siteOrNull(sites: Pick<SiteStore, 'get'>, siteId: string): Site | null {
  try {
    return sites.get(siteId);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'site-not-found') return null;
    throw thrown;
  }
}

/** Throws AppError `invalid-input` for a rule whose site or folder can't be used. */
export function refuseUnusable({ folder }: RuleSettings, site: Site | null): void {
  if (site === null) throw new AppError('invalid-input', 'Choose a site for the rule.');
  if (site.protocol === 'web') {
    const words = 'This site is a page for the browser: no rule can send files to it.';
    throw new AppError('invalid-input', words);
  }
  if (!isAbsolute(folder.trim())) {
    const words = 'Enter the whole path of the folder, from the drive or the root on.';
    throw new AppError('invalid-input', words);
  }
}
