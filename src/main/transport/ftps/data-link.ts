import { connect, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { AppError } from '../../../shared/domain/error.ts';
import type { FtpsLink } from './ftps-link.ts';
import { passiveAddress, type DataAddress } from './passive-address.ts';
import { resetSocket } from './reset-socket.ts';
import { startTls } from './tls-settings.ts';
import type { Wait } from './wait.ts';

/** Opens the next data link (TCP; TLS follows by itself). Rejects `data-port-blocked`, or what PASV was told. */
export async function openDataLink(link: FtpsLink, wait: Wait): Promise<DataLink> {
  const address = await wait.for(passiveAddress(link));
  const data = new DataLink(link, address);
  const blocked = (): AppError => blockedPort(address, 'no answer');
  try {
    await wait.for(data.connected, { seconds: link.options.connectTimeout, error: blocked });
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
  readonly #tcp: Socket;
  #tls: TLSSocket | undefined;
  readonly connected: Promise<void>;
  /** Resolves when the handshake is done and the certificate is the accepted one. */
  readonly secured: Promise<TLSSocket>;

  constructor(link: FtpsLink, address: DataAddress) {
    this.#tcp = connect({ ...address, noDelay: true });
    this.connected = new Promise((resolve, reject) => {
      this.#tcp.once('connect', resolve);
      this.#tcp.on('error', (error) => reject(blockedPort(address, error.message)));
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

function blockedPort({ host, port }: DataAddress, why: string): AppError {
  return new AppError('data-port-blocked', `Data port ${port} of ${host}: ${why}`);
}

function broken(error: unknown): DataLinkBroken {
  const why = error instanceof Error ? error.message : String(error);
  return new DataLinkBroken('link-lost', `Data link: ${why}`, { cause: error });
}
