import type { Site } from '../../../shared/domain/site.ts';

/** Those that rules can send to: a web upload needs a person in front of its page. */
export const sitesForRules = <Each extends Pick<Site, 'protocol'>>(
  sites: readonly Each[],
): readonly Each[] => sites.filter(({ protocol }) => protocol !== 'web');
