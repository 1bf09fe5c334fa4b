import type { ServerOptions, TestServer } from '../../../../e2e/servers/test-server.ts';
import type { Connect, ConnectTarget } from '../transport.ts';

/** A way to a server that a test can spoil. For FTPS it covers control and data links alike. */
export interface SpoilableLink {
  readonly host: string;
  readonly port: number;
  /** Nothing goes through any more, either way; links stay open. */
  readonly stall: () => void;
  /** Resets every open link. */
  readonly cut: () => void;
  /** Stalls everything once more than `count` bytes of a file, counted from now, went to the server. */
  readonly stallAfterUploaded: (count: number) => void;
  /** Resets everything once more than `count` bytes of a file, counted from now, went to the server. */
  readonly cutAfterUploaded: (count: number) => void;
  readonly close: () => Promise<void>;
}

/** What the behaviour suite needs to know of a driver and the kind of server it is tried against. */
export interface DriverUnderTest<Server extends TestServer = TestServer> {
  readonly connect: Connect;
  readonly start: (options?: ServerOptions) => Promise<Server>;
  readonly spoil: (server: Server) => Promise<SpoilableLink>;
  /** How many times a password was sent in vain, from the server's log. */
  readonly refusedLogins: (log: string) => number;
  readonly protocol: 'sftp' | 'ftps';
  /** What the tests' target has besides host, port and username. */
  readonly target?: Partial<ConnectTarget>;
  /** Names that this server can't take, of `oddNames`. */
  readonly refusedNames?: readonly string[];
  /** False: the server's user may not see or change anything but upload (default: true). */
  readonly overwrites?: boolean;
  /** Size of a file that the system can't swallow whole when the link stalls (default: 3,000,000). */
  readonly spoiltBytes?: number;
  /** False: this server does not open the device that stands for a full disk (default: true). */
  readonly fullDisk?: boolean;
  /** False: this server does not let a file be gone on with (default: true). */
  readonly resumes?: boolean;
}
