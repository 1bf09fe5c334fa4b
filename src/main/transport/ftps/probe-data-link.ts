import { AppError, type ErrorCode } from '../../../shared/domain/error.ts';
import { agreedTls } from '../tls/agreed-tls.ts';
import type { Connection, DataLinkProbe, DataLinks } from '../transport.ts';
import { DataPortBlocked, placeOf } from './data-address.ts';
import type { DataLink } from './data-link.ts';
import { pathArgument, type FtpsLink } from './ftps-link.ts';
import { canMlsx, readListing } from './read-listing.ts';
import { orCancelled } from './wait.ts';

/** `folder`: the one that is listed. */
export function ftpsDataLinks(link: FtpsLink, folder: string): DataLinks {
  return {
    probe: (signal) =>
      orCancelled(
        link.lane.run(signal, () => new DataLinkProbing(link, folder).run(signal)),
        signal,
      ),
  };
}

/** What an account that may not list, or a folder that is gone, gives for an answer. */
const refusedLooks: ReadonlySet<ErrorCode> = new Set([
  'remote-permission',
  'not-supported',
  'server-refused',
  'remote-not-found',
  'remote-busy',
]);

class DataLinkProbing {
  readonly #link: FtpsLink;
  readonly #folder: string;
  #data: DataLink | undefined;
  #tls: Connection['facts'] = [];

  constructor(link: FtpsLink, folder: string) {
    this.#link = link;
    this.#folder = folder;
  }

  async run(signal: AbortSignal): Promise<DataLinkProbe> {
    let answer = 'listed';
    let listed = true;
    try {
      await this.#list(signal);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      if (this.#data === undefined || !refusedLooks.has(thrown.code)) throw this.#meaning(thrown);
      listed = false;
      answer = thrown.detail;
    }
    const data = this.#data;
    if (data === undefined) throw new AppError('internal', 'A listing without a data link');
    const { host, port, elsewhere, words } = data.address;
    return {
      address: host,
      port,
      named: elsewhere === host ? null : elsewhere,
      listed,
      facts: [
        { name: 'Data port', value: `${host}, port ${port}` },
        { name: 'Named by the server', value: words },
        ...this.#tls,
        { name: 'Listing', value: answer },
      ],
    };
  }

  async #list(signal: AbortSignal): Promise<void> {
    const [link, folder] = [this.#link, pathArgument(this.#folder)];
    const opened = (data: DataLink): void => this.#onOpened(data);
    if (canMlsx(link)) {
      await readListing(link, 'MLSD', folder, signal, opened);
      return;
    }
    // LIST takes patterns and options instead of names. A refused CWD matters not: any folder shows the port.
    await link.control.ask(`CWD ${folder}`, link.options.idleTimeout);
    await readListing(link, 'LIST', '', signal, opened);
  }

  #onOpened(data: DataLink): void {
    this.#data = data;
    data.secured.then(
      (socket) => {
        const resumed = socket.isSessionReused() ? ', resumed' : '';
        this.#tls = [{ name: 'Data link', value: agreedTls(socket).summary + resumed }];
      },
      () => undefined, // Who reads from it is told.
    );
  }

  #meaning(error: AppError): AppError {
    const data = this.#data;
    if (error instanceof DataPortBlocked) {
      return new AppError(this.#codeOf(error), error.detail, { cause: error });
    }
    if (data === undefined || this.#link.control.failure !== undefined) return error;
    const detail = `${placeOf(data.address)}: ${error.detail}. ${data.address.words}`;
    const isTls = this.#tls.length === 0 && brokenLinks.has(error.code);
    return new AppError(isTls ? 'data-link-refused' : error.code, detail, { cause: error });
  }

  #codeOf({ reason, address }: DataPortBlocked): ErrorCode {
    if (address.elsewhere === address.host) return 'passive-address-wrong';
    switch (reason) {
      case 'dropped':
        return 'data-port-dropped';
      case 'refused':
        return 'data-port-refused';
      case 'not-allowed':
        return 'passive-address-wrong';
    }
  }
}

/** TCP came about, so before TLS has they mean that TLS does not. */
const brokenLinks: ReadonlySet<ErrorCode> = new Set(['link-lost', 'data-port-blocked']);
