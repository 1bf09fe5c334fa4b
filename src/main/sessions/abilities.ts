import type { SessionAbilities } from '../../shared/domain/session.ts';
import type { Connection } from '../transport/transport.ts';

/** What a connection offers; `mayList` is false once the server has refused to list. */
export function abilitiesOf(connection: Connection, mayList: boolean): SessionAbilities {
  const { browse, download } = connection;
  return {
    browse: browse !== undefined && mayList,
    download: download !== undefined,
    makeFolder: browse?.makeFolder !== undefined,
    rename: browse?.rename !== undefined,
    remove: browse?.removeFile !== undefined,
  };
}
