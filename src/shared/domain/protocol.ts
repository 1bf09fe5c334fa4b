import { z } from 'zod';

export const protocolSchema = z.enum(['sftp', 'ftps']);
export type Protocol = z.infer<typeof protocolSchema>;

interface ProtocolFacts {
  /** The wording of the state's connectivity sheet (and of CuteFTP). */
  readonly label: string;
  readonly shortLabel: string;
  readonly defaultPort: number;
  /** How the files of one site share its connections. */
  readonly defaultFilesAtATime: number;
}

export const protocols: Readonly<Record<Protocol, ProtocolFacts>> = {
  sftp: {
    label: 'SFTP using SSH2 (Secure Shell)',
    shortLabel: 'SFTP',
    defaultPort: 22,
    defaultFilesAtATime: 4,
  },
  ftps: {
    label: 'FTP with TLS/SSL (AUTH TLS Explicit)',
    shortLabel: 'FTPS',
    defaultPort: 21,
    defaultFilesAtATime: 1,
  },
};
