import { AppError, toFailure } from '../../shared/domain/error.ts';
import { takesFiles } from '../../shared/domain/protocol.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Connection, ConnectTarget, Credentials } from '../transport/transport.ts';
import type { SessionParts } from './session-parts.ts';

/** A connection, and the fingerprint of the identity that the server showed on it. */
export interface Dialled {
  readonly connection: Connection;
  readonly fingerprint: string;
}

/** One sign-in, told in the session log. Rejects with an AppError, whose detail holds no secret. */
export async function dial(
  parts: SessionParts,
  siteId: string,
  signal: AbortSignal,
): Promise<Dialled> {
  const { log } = parts;
  let fingerprint = '';
  try {
    const site = parts.site(siteId);
    if (!takesFiles(site.protocol)) throw new AppError('not-supported', 'This site takes no files');
    log.add(siteId, 'info', `Connecting to ${site.host}, port ${site.port}, as ${site.username}`);
    const connection = await parts.connect(site, site.protocol)(
      targetOf(site),
      {
        checkIdentity: (presented) => {
          fingerprint = presented.fingerprint;
          return parts.checkIdentity(site, presented, signal);
        },
        credentials: async () => {
          const credentials = await parts.credentials(site, signal);
          log.addSecret(secretOf(credentials));
          return credentials;
        },
        log: (kind, text) => log.add(siteId, kind, text),
      },
      signal,
    );
    log.add(siteId, 'info', `Connected. Folder: ${connection.home}`);
    return { connection, fingerprint };
  } catch (thrown) {
    const error = signal.aborted ? new AppError('cancelled') : withoutSecrets(thrown, parts.log);
    log.add(siteId, 'error', `Not connected (${error.code}) ${error.detail}`.trimEnd());
    throw error;
  }
}

/** What a driver needs to know of a site. */
export const targetOf = (site: Site): ConnectTarget => ({
  host: site.host,
  port: site.port,
  username: site.username,
  minTls: site.minTls,
  olderAlgorithms: site.olderAlgorithms,
  options: site.options,
});

/** Anything thrown as an AppError, with known secrets (a server may repeat one) taken out of its detail. */
export function withoutSecrets(thrown: unknown, log: { mask(text: string): string }): AppError {
  const failure = toFailure(thrown);
  const detail = log.mask(failure.detail);
  if (thrown instanceof AppError && detail === failure.detail) return thrown;
  return new AppError(failure.code, detail);
}

function secretOf(credentials: Credentials): string {
  switch (credentials.kind) {
    case 'password':
      return credentials.password;
    case 'key':
      return credentials.passphrase ?? '';
  }
}
