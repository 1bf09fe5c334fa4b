import type { Protocol } from '../../shared/domain/protocol.ts';
import { connectFtps } from './ftps/ftps-transport.ts';
import { connectSftp } from './sftp/sftp-transport.ts';
import type { Connect } from './transport.ts';

const drivers: Readonly<Record<Protocol, Connect>> = { sftp: connectSftp, ftps: connectFtps };

/** The driver of a protocol. A new protocol is one line here. */
export const driverOf = (protocol: Protocol): Connect => drivers[protocol];
