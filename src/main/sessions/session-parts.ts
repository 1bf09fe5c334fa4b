import type { PresentedIdentity } from '../../shared/domain/identity.ts';
import type { FileProtocol } from '../../shared/domain/protocol.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Clock } from '../clock.ts';
import type { SessionLog } from '../log/session-log.ts';
import type { Connect, Credentials } from '../transport/transport.ts';

export interface SessionParts {
  readonly connect: (site: Site, protocol: FileProtocol) => Connect;
  /** Throws AppError `site-not-found`. */
  readonly site: (siteId: string) => Site;
  readonly credentials: (site: Site, signal: AbortSignal) => Promise<Credentials>;
  readonly checkIdentity: (
    site: Site,
    presented: PresentedIdentity,
    signal: AbortSignal,
  ) => Promise<void>;
  readonly log: SessionLog;
  readonly clock: Clock;
  /** A connection of the site was opened: its credentials were taken. */
  readonly noteConnected: (siteId: string, at: number) => void;
}
