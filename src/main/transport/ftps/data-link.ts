import { connect, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { AppError } from '../../../shared/domain/error.ts';
import type { FtpsLink } from './ftps-link.ts';
import { DataPortBlocked, type DataAddress } from './data-address.ts';
import { passiveAddress } from './passive-address.ts';
import { resetSocket } from './reset-socket.ts';
import { startTls } from '../tls/tls-settings.ts';
import type { Wait } from './wait.ts';

/** Opens the next data link (TCP; TLS follows by itself). Rejects DataPortBlocked, or what PASV was told. */
export async function openDataLink(link: FtpsLink, wait: Wait): Promise<DataLink> {
  const address = await wait.for(passiveAddress(link));
  const data = new DataLink(link, address);
  const seconds = link.options.connectTimeout;
  const error = (): AppError =>
    new DataPortBlocked('dropped', address, `no answer within ${seconds} s`);
  try {
    await wait.for(data.connected, { seconds, error });
  } catch (error) {
    data.reset();
    throw error;
  }
  return data;
}

/** The data link failed. What the server says about it on the control link tells more. */
export class DataLinkBroken extends AppError {}

/**
 * A data link: TLS that resumes the control link's session and shows the same certificate. Rejects
 * DataLinkBroken.
 */
export class DataLink {
  readonly address: DataAddress;
  readonly #tcp: Socket;
  #tls: TLSSocket | undefined;
  readonly connected: Promise<void>;
  /** Resolves when the handshake is done and the certificate is the accepted one. */
  readonly secured: Promise<TLSSocket>;

  constructor(link: FtpsLink, address: DataAddress) {
    this.address = address;
    this.#tcp = connect({ host: address.host, port: address.port, noDelay: true });
    this.connected = new Promise((resolve, reject) => {
      this.#tcp.once('connect', resolve);
      this.#tcp.on('error', (error) => reject(notReached(address, error)));
    });
    this.secured = this.connected.then(() => this.#secure(link));
    this.secured.catch(() => undefined); // Those who wait for it are told.
  }

  /** Resolves when the system has taken the bytes. */
  async write(bytes: Buffer): Promise<void> {
    const socket = await this.secured;
    socket.resume(); // The server's end of the link is seen only by reading.
    await new Promise<void>((resolve, reject) => {
      socket.write(bytes, (error) => (error ? reject(broken(error)) : resolve()));
    });
  }

  /** Ends the stream in good order (close_notify, then FIN), so that the server knows it is whole. */
  async end(): Promise<void> {
    const socket = await this.secured;
    socket.resume();
    await new Promise<void>((resolve, reject) => {
      socket.once('error', (error: Error) => reject(broken(error)));
      socket.end(resolve);
    });
  }

  async *chunks(): AsyncGenerator<Buffer, void, undefined> {
    const socket = await this.secured;
    try {
      for await (const chunk of socket.iterator({ destroyOnReturn: false })) yield chunk as Buffer;
    } catch (error) {
      throw broken(error);
    }
  }

  /** For a link whose work is done. */
  close(): void {
    this.#tls?.destroy();
    this.#tcp.destroy();
  }

  /** Breaks it off with a reset, so that the server can't take what it has for whole. */
  reset(): void {
    resetSocket(this.#tcp, this.#tls);
  }

  async #secure({ control, tls, fingerprint }: FtpsLink): Promise<TLSSocket> {
    const socket = startTls(this.#tcp, tls, control.tlsSession);
    this.#tls = socket;
    socket.on('session', (session) => (control.tlsSession = session));
    await new Promise<void>((resolve, reject) => {
      const refused = (why: string): void => reject(new DataLinkBroken('data-link-refused', why));
      socket.once('secureConnect', resolve);
      socket.on('error', (error: Error) => refused(error.message));
      socket.once('close', () => refused('The server closed the data link'));
    });
    const shown = socket.getPeerCertificate();
    const same =
      'fingerprint256' in shown ? shown.fingerprint256 === fingerprint : socket.isSessionReused();
    if (!same) {
      this.reset();
      throw new AppError(
        'data-link-refused',
        'The data link showed another certificate than the control link',
      );
    }
    // Node calls it secure before the handshake's last words are out; a stream that ends in the same turn (an empty
    // file) would overtake them, and the server take it for broken.
    await new Promise((resolve) => setImmediate(resolve));
    return socket;
  }
}

/** A firewall that turns a packet down says "unreachable"; to a person that is the same as no answer. */
function notReached(address: DataAddress, error: NodeJS.ErrnoException): AppError {
  const isRefused = error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET';
  return new DataPortBlocked(isRefused ? 'refused' : 'dropped', address, error.message);
}

function broken(error: unknown): DataLinkBroken {
  const why = error instanceof Error ? error.message : String(error);
  return new DataLinkBroken('link-lost', `Data link: ${why}`, { cause: error });
}
