import { z } from 'zod';

export const protocolSchema = z.enum(['sftp', 'ftps', 'soap', 'web']);
export type Protocol = z.infer<typeof protocolSchema>;

/** Those over which this program moves files. */
export type FileProtocol = 'sftp' | 'ftps';
/** Those that are reached by a web address (https) instead of host and port. */
export type WebProtocol = Exclude<Protocol, FileProtocol>;

interface ProtocolFacts {
  /** The wording of the state's connectivity sheet (and of CuteFTP). */
  readonly label: string;
  readonly shortLabel: string;
  readonly defaultPort: number;
  /** How the files of one site share its connections. */
  readonly defaultFilesAtATime: number;
  /** A technical name of what the server has to speak. */
  readonly speaks: string;
}

export const protocols: Readonly<Record<Protocol, ProtocolFacts>> = {
  sftp: {
    label: 'SFTP using SSH2 (Secure Shell)',
    shortLabel: 'SFTP',
    defaultPort: 22,
    defaultFilesAtATime: 4,
    speaks: 'SFTP (SSH2)',
  },
  ftps: {
    label: 'FTP with TLS/SSL (AUTH TLS Explicit)',
    shortLabel: 'FTPS',
    defaultPort: 21,
    defaultFilesAtATime: 1,
    speaks: 'FTP with TLS/SSL',
  },
  soap: {
    label: 'SOAP messages over HTTPS (real-time)',
    shortLabel: 'Real-time',
    defaultPort: 443,
    defaultFilesAtATime: 1,
    speaks: 'HTTPS',
  },
  web: {
    label: 'HTTPS using web browser',
    shortLabel: 'Web upload',
    defaultPort: 443,
    defaultFilesAtATime: 1,
    speaks: 'HTTPS',
  },
};

export const takesFiles = (protocol: Protocol): protocol is FileProtocol =>
  protocol === 'sftp' || protocol === 'ftps';

export const isWebProtocol = (protocol: Protocol): protocol is WebProtocol => !takesFiles(protocol);
