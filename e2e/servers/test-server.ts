import type { Certificate } from './certificates.ts';
import type { PortRange } from './free-ports.ts';

/**
 * What the user of a server may do in the folder where uploads land:
 * `write-only` lets files in and shows nothing (not even a listing), `read-only` lets nothing in.
 */
export type FolderAccess = 'full' | 'write-only' | 'read-only';

/** A real server on loopback, with a folder of its own. */
export interface TestServer {
  readonly name: string;
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly username: string;
  readonly password: string;
  /** Where uploads land, on disk. */
  readonly root: string;
  /** The same folder as a client sees it; sessions start there. */
  readonly home: string;
  /** Where files go that vanish on arrival (see `collect`), on disk. */
  readonly collected: string;
  /** Everything the server has said so far, for failure messages and for counting logins. */
  readonly log: () => string;
  /** Freezes the server and its sessions: links stay open and nothing answers. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Ends the server and its sessions at once, half-way through whatever they do. */
  readonly kill: () => void;
  /** Ends the server and removes its folder. May be called twice. */
  readonly stop: () => Promise<void>;
  /**
   * Makes `name` in the upload folder a device whose disk is always full. For SFTP: FTP servers
   * refuse to write to a device, so for them there is `maxFileBytes`.
   */
  readonly addFullDisk: (name: string) => void;
}

export interface SshServer extends TestServer {
  /** `SHA256:...`, as OpenSSH prints it. */
  readonly hostKeySha256: string;
  readonly hostKeyPath: string;
  /** A key that may log in besides the password, in OpenSSH format. */
  readonly privateKeyPath: string;
}

export interface FtpServer extends TestServer {
  readonly certificate: Certificate;
  readonly passivePorts: PortRange;
}

export interface ServerOptions {
  /** A fixed port, to come back at the same address as a server that was stopped. */
  readonly port?: number;
  readonly access?: FolderAccess;
  /** Moves each file out of the upload folder as soon as it appears there (EFT's habit). */
  readonly collect?: boolean;
  /** No file on the server can grow beyond this; writing more fails, as on a full disk. */
  readonly maxFileBytes?: number;
}

export interface FtpServerOptions extends ServerOptions {
  /** The one TLS version that is spoken. Default: 1.2 and 1.3. */
  readonly tls?: '1.0' | '1.2' | '1.3';
  /** Default: one that all servers of this process share. */
  readonly certificate?: Certificate;
  readonly passivePorts?: PortRange;
  /** The address named in PASV replies instead of the real one. */
  readonly passiveAddress?: string;
  /** False refuses SIZE, MDTM, LIST, NLST, MLSD and MLST with a 5xx. Default: true. */
  readonly allowLooking?: boolean;
}
