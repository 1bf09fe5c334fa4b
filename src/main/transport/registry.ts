import type { FileProtocol } from '../../shared/domain/protocol.ts';
import { connectFtps } from './ftps/ftps-transport.ts';
import { connectSftp } from './sftp/sftp-transport.ts';
import type { Connect } from './transport.ts';

const drivers: Readonly<Record<FileProtocol, Connect>> = { sftp: connectSftp, ftps: connectFtps };

/** The driver of a protocol that moves files. A new one is one line here. */
export const driverOf = (protocol: FileProtocol): Connect => drivers[protocol];
