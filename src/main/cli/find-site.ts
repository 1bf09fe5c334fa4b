import type { Site } from '../../shared/domain/site.ts';
import type { SiteStore } from '../sites/site-store.ts';
import { UsageError, type Verb } from './command.ts';
import { printable } from './printable.ts';

/** The site that a person named by label or id. Throws UsageError that names those there are. */
export function findSite(
  sites: Pick<SiteStore, 'find' | 'snapshot'>,
  typed: string,
  topic: Verb,
): Site {
  const site = sites.find(typed);
  if (site !== undefined) return site;
  const labels = sites.snapshot().sites.map((each) => `"${printable(each.label)}"`);
  const known =
    labels.length === 0
      ? 'No site is saved yet: see "ciis-connect sites add".'
      : `The saved sites are ${labels.join(', ')}.`;
  throw new UsageError(`There is no site "${printable(typed)}". ${known}`, topic);
}
