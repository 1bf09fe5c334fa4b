import type { AppError } from '../../shared/domain/error.ts';
import type { PresentedIdentity } from '../../shared/domain/identity.ts';
import type { FileProtocol } from '../../shared/domain/protocol.ts';
import type { RemoteEntry } from '../../shared/domain/remote-entry.ts';
import type { SessionLogLine } from '../../shared/domain/session.ts';
import type { MinTls, SiteOptions } from '../../shared/domain/site.ts';
import type { ChecksumAlgorithm } from '../../shared/domain/transfer.ts';

/** What a driver needs to know of a site. */
export interface ConnectTarget {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly minTls: MinTls;
  readonly olderAlgorithms: boolean;
  /** Of the host key that was accepted: a server that has several is asked for this one. */
  readonly acceptedKeyType?: string | undefined;
  readonly options: SiteOptions;
}

export type Credentials =
  | { readonly kind: 'password'; readonly password: string }
  | { readonly kind: 'key'; readonly privateKey: Buffer; readonly passphrase: string | null };

/** How far a connection has come. Each is told once, in this order. */
export type Milestone =
  /**
   * The name was found, or the host was an address already. `proxy`: one that looks the name up instead and makes
   * the connection, as people read it; the address is its own then.
   */
  | { readonly kind: 'name'; readonly address: string; readonly proxy?: string }
  | { readonly kind: 'port'; readonly address: string; readonly proxy?: string }
  /** Both sides agreed on how to encrypt. `summary`: "TLS 1.3, TLS_AES_256_GCM_SHA384"; `older`: an older one than is allowed by default. */
  | {
      readonly kind: 'secure-link';
      readonly summary: string;
      readonly older: boolean;
      readonly facts: Connection['facts'];
    }
  /** `checkIdentity` has resolved. */
  | { readonly kind: 'identity' }
  /** The server has taken the credentials. */
  | { readonly kind: 'signed-in'; readonly facts: Connection['facts'] };

/** What a driver asks of its caller while it connects and works. */
export interface ConnectHooks {
  /**
   * Called once the server has shown who it is and before anything secret is sent. Rejects with
   * AppError `identity-unknown` or `identity-changed` to stop; the driver passes that error on.
   */
  checkIdentity(presented: PresentedIdentity): Promise<void>;
  /** Called after the identity was accepted, just before signing in. */
  credentials(): Promise<Credentials>;
  /** Told how far it has come, for a connection check. */
  reached?(milestone: Milestone): void;
  /** Session log; never a password, never file content. Server text may be passed as it came. */
  log(kind: SessionLogLine['kind'], text: string): void;
}

/**
 * Connects, checks the identity and signs in, with the password sent once at the most. Rejects with an
 * AppError. Aborting ends it at once with AppError `cancelled`.
 */
export type Connect = (
  target: ConnectTarget,
  hooks: ConnectHooks,
  signal: AbortSignal,
) => Promise<Connection>;

/**
 * A signed-in link to a server: a bag of optional features. What is absent is not supported, and the
 * screen offers nothing else. Every method rejects with an AppError only. Once the link has failed
 * every call under way and every later call rejects with that failure within the site's idle time-out.
 */
export interface Connection {
  readonly protocol: FileProtocol;
  /** The absolute path of the folder that the server opened. */
  readonly home: string;
  /** For Details: greeting, version, key exchange, cipher ... */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** How many operations may be under way at once on this link (FTPS: 1). */
  readonly lanes: number;
  readonly browse?: Browse;
  readonly upload?: Upload;
  readonly download?: Download;
  readonly dataLinks?: DataLinks;
  /** `closed` resolves when the link is gone: with why it failed, or undefined after close(). */
  readonly closed: Promise<AppError | undefined>;
  /** Whether the link can take more work. False after a failure, close(), or an upload broken off that
      could not be undone on the server (its handle must never be closed as if it were whole). */
  readonly usable: boolean;
  /** Ends the link: politely, within 3 seconds at the most. May be called twice. */
  close(): Promise<void>;
}

export interface Browse {
  /** Rejects `remote-listing-refused` where the account may not list. Never includes "." and "..". */
  list(path: string, signal: AbortSignal): Promise<readonly RemoteEntry[]>;
  /** Undefined when there is nothing of that name or it can't be seen. */
  stat(path: string, signal: AbortSignal): Promise<RemoteEntry | undefined>;
  /**
   * Whether the folder is there, without listing it; false where the server does not say. Rejects
   * `remote-not-found` where it says that there is none.
   */
  readonly hasFolder?: (path: string, signal: AbortSignal) => Promise<boolean>;
  readonly makeFolder?: (path: string, signal: AbortSignal) => Promise<void>;
  readonly rename?: (from: string, to: string, signal: AbortSignal) => Promise<void>;
  readonly removeFile?: (path: string, signal: AbortSignal) => Promise<void>;
  /** Empty folders only. */
  readonly removeFolder?: (path: string, signal: AbortSignal) => Promise<void>;
}

/** Bytes to send, read from front to back once. Rejects (local-changed, local-read-failed ...) pass through a driver unchanged. */
export interface ByteSource {
  /** Bytes that there will be; fewer or more is an error of the source. */
  readonly size: number;
  /**
   * Pieces of `pieceSize` bytes (the last one may be shorter); each is good until the next one is asked for. It may wait long between two pieces (a
   * paused transfer, a speed limit): that wait is no stall of the link. The last piece is only given once
   * it was written down that the server may have the whole file from then on.
   */
  pieces(pieceSize: number): AsyncGenerator<Buffer, void, undefined>;
}

/** The rest of a file of which the server has the beginning. */
export interface RestSource extends ByteSource {
  /** Bytes that the server has already: the pieces begin behind them. `size` is that of the whole file. */
  readonly from: number;
}

export interface Upload {
  /**
   * Writes a file at `path`, replacing what is there (no look first, no times, no rename).
   * Resolves when the server said that it has the whole file, with its own words.
   *
   * Rejects `reply-lost` when every byte was handed to the link and the server's word did not come, by
   * failure or abort; any other code means that the server does not have the whole file. A file that was
   * broken off is removed from the server where that is allowed, and is never ended as if it were whole.
   *
   * `exclusive`: nothing is replaced: rejects `remote-exists` where the name is taken. FTPS has no such thing.
   */
  send(
    path: string,
    source: ByteSource,
    watch: UploadWatch,
    signal: AbortSignal,
    options?: { readonly exclusive?: boolean },
  ): Promise<UploadReceipt>;
  /**
   * Writes the rest of a file behind what the server has of it; the caller has seen that it has exactly
   * `source.from` bytes. Ends as `send` does, but what is broken off is never removed: it is as long as it is.
   * `watch` and the receipt count from the start of the file.
   */
  readonly resume?: (
    path: string,
    source: RestSource,
    watch: UploadWatch,
    signal: AbortSignal,
  ) => Promise<UploadReceipt>;
  /** Size in bytes now, undefined when it can't be seen (collected, or not allowed). */
  size(path: string, signal: AbortSignal): Promise<number | undefined>;
  readonly checksums?: Checksums;
  readonly setTimes?: (path: string, modifiedAt: number, signal: AbortSignal) => Promise<void>;
}

/** Checksums that the server makes of its files; only what it names by itself (FEAT). */
export interface Checksums {
  /** The best first. Never empty. */
  readonly algorithms: readonly ChecksumAlgorithm[];
  /** Whether it can be asked about the first part of a file. */
  readonly ofParts: boolean;
  /**
   * Of the file, or of its first `length` bytes; lower-case hex. Undefined where the server does not say
   * (not allowed, not there any more, not understood): that is no failure of the link.
   */
  of(
    path: string,
    algorithm: ChecksumAlgorithm,
    length: number | null,
    signal: AbortSignal,
  ): Promise<string | undefined>;
}

export interface UploadWatch {
  /** Bytes that the server has confirmed (SFTP) or the link has taken (FTPS); rising. */
  progress(sentBytes: number): void;
  /** Every byte was confirmed; what is left is the server's last word. Not told where a link carries one file at a time. */
  written?(): void;
}

export interface UploadReceipt {
  readonly bytes: number;
  /** The server's reply in its own words, control characters kept out, 500 characters at the most. */
  readonly reply: string;
}

export interface Download {
  /** The file's bytes in order. Ends only when all were received. */
  receive(path: string, signal: AbortSignal): AsyncGenerator<Buffer, void, undefined>;
}

/** Data goes over links of their own (FTPS). */
export interface DataLinks {
  /**
   * Opens one data link and lists the start folder through it. A folder that may not be listed is no
   * failure. Rejects `data-port-dropped`, `data-port-refused`, `passive-address-wrong`, `data-link-refused` ...
   */
  probe(signal: AbortSignal): Promise<DataLinkProbe>;
}

export interface DataLinkProbe {
  readonly address: string;
  readonly port: number;
  /** The address that the server named for it, where it is another one than was used. */
  readonly named: string | null;
  /** Whether the account may list. */
  readonly listed: boolean;
  /** For Details: the server's own words, the data link's TLS. */
  readonly facts: Connection['facts'];
}
