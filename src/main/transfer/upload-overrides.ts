import type { OnExists, Site, SiteOptions } from '../../shared/domain/site.ts';

/** What one run wants otherwise than its sites say; what is absent is as they say. */
export interface UploadOverrides extends Partial<
  Pick<SiteOptions, 'filesAtATime' | 'connections' | 'speedLimit'>
> {
  readonly onExists?: OnExists;
}

/** The site as this run uses it. Over FTPS a file has a connection to itself: as many go at a time as there are. */
export function withOverrides(site: Site, overrides: UploadOverrides = {}): Site {
  const { onExists = site.onExists, ...chosen } = overrides;
  const options = { ...site.options, ...chosen };
  const filesAtATime = site.protocol === 'ftps' ? options.connections : options.filesAtATime;
  return { ...site, onExists, options: { ...options, filesAtATime } };
}
