import {
  aboutSite,
  describeFailure,
  whoRuns,
  type ErrorContext,
  type ErrorText,
} from '../../shared/domain/error-text.ts';
import type { Failure } from '../../shared/domain/error.ts';
import { isCiisHost } from '../../shared/domain/presets.ts';
import { isWebProtocol, protocols } from '../../shared/domain/protocol.ts';
import type { Site, SiteSettings } from '../../shared/domain/site.ts';

/** Whether a site is one of the state's own services. */
export const isCiisSite = ({ host }: Pick<Site, 'host'>): boolean => isCiisHost(host);

/** Who has the file in the end: "CIIS" for the state's services, else the site's label. */
export const serverName = (site: Pick<Site, 'label' | 'host'> | undefined): string =>
  whoRuns(site ?? {});

/** "sshftp.cohealthnet.com, port 22"; of a web address the port only where it is not the usual one. */
export function addressWords({
  protocol,
  host,
  port,
}: Pick<SiteSettings, 'protocol' | 'host' | 'port'>): string {
  const isUsual = isWebProtocol(protocol) && port === protocols[protocol].defaultPort;
  return isUsual ? host : `${host}, port ${port}`;
}

/** A failure in words, with what is known about its site. */
export const describeSiteFailure = (
  failure: Failure,
  site: Site | undefined,
  more: Pick<ErrorContext, 'file' | 'keychain'> = {},
): ErrorText => describeFailure(failure, { ...more, ...(site && aboutSite(site)) });
