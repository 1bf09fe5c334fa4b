import { AppError } from '../../../shared/domain/error.ts';
import type { RemoteEntry } from '../../../shared/domain/remote-entry.ts';
import type {
  ByteSource,
  Checksums,
  Connect,
  Connection,
  RestSource,
  UploadReceipt,
  UploadWatch,
} from '../../transport/transport.ts';

/** A server in memory whose connections keep the contract of transport.ts. */
export class FakeServer {
  readonly files = new Map<string, Buffer>();
  readonly folders = new Set(['/', '/home']);
  readonly connections: FakeConnection[] = [];
  /** Every path an upload was begun to, in order. */
  readonly begun: string[] = [];
  readonly madeFolders: string[] = [];
  /** Sign-ins that were tried. */
  logins = 0;
  lanes = 8;
  mayList = true;
  /** Uploads vanish on arrival. */
  collects = false;
  /** Whether a name that is there may be written to again. */
  overwrites = true;
  /** Whether new connections can go on with files. */
  resumes = false;
  /** What new connections can tell of files. */
  checksums: Checksums | null = null;
  /** Every path an upload was gone on with, and from where, in order. */
  readonly goneOn: { readonly path: string; readonly from: number }[] = [];
  /** What the next sign-ins end with. */
  refusal: AppError | null = null;
  /** Runs before a sign-in is answered. */
  onLogin: () => Promise<void> = () => Promise.resolve();
  /** Runs when an upload has begun. */
  onSend: (path: string, connection: FakeConnection) => Promise<void> = () => Promise.resolve();
  /** Runs when all bytes have come and before the reply. */
  onReceived: (path: string, connection: FakeConnection) => Promise<void> = () => Promise.resolve();
  /** Uploads under way, and the most there ever were. */
  sending = 0;
  mostSending = 0;

  readonly connect: Connect = async (_target, hooks, signal) => {
    await hooks.checkIdentity({
      kind: 'ssh-host-key',
      keyType: 'ssh-ed25519',
      fingerprint: 'SHA256:made-up',
      certificate: null,
    });
    await hooks.credentials();
    this.logins += 1;
    await Promise.race([this.onLogin(), aborted(signal)]);
    if (this.refusal !== null) throw this.refusal;
    const connection = new FakeConnection(this);
    this.connections.push(connection);
    return connection;
  };

  /** The connection that was opened last. */
  get last(): FakeConnection {
    const last = this.connections.at(-1);
    if (last === undefined) throw new Error('nobody has connected');
    return last;
  }
}

export class FakeConnection implements Connection {
  readonly protocol = 'sftp';
  readonly home = '/home';
  readonly facts = [{ name: 'Version', value: 'in memory' }];
  readonly lanes: number;
  readonly closed: Promise<AppError | undefined>;
  usable = true;
  closes = 0;
  readonly #server: FakeServer;
  readonly #lost: Promise<never>;
  #lose: (error: AppError) => void = () => undefined;
  #end: (why: AppError | undefined) => void = () => undefined;

  constructor(server: FakeServer) {
    this.#server = server;
    this.lanes = server.lanes;
    this.closed = new Promise((resolve) => (this.#end = resolve));
    this.#lost = new Promise<never>((_resolve, reject) => (this.#lose = reject));
    this.#lost.catch(() => undefined);
    this.#asConfigured();
  }

  /** The link breaks. */
  lose(error = new AppError('link-lost', 'socket hang up')): void {
    this.usable = false;
    this.#lose(error);
    this.#end(error);
  }

  close(): Promise<void> {
    this.closes += 1;
    this.usable = false;
    this.#lose(new AppError('cancelled'));
    this.#end(undefined);
    return Promise.resolve();
  }

  readonly browse = {
    list: (path: string): Promise<readonly RemoteEntry[]> => {
      if (!this.#server.mayList) return Promise.reject(new AppError('remote-listing-refused'));
      const inside = [...this.#server.files.keys()].filter((each) => each.startsWith(`${path}/`));
      return Promise.resolve(inside.map((each) => this.#entry(each)));
    },
    stat: (path: string): Promise<RemoteEntry | undefined> => {
      if (!this.#server.mayList) return Promise.reject(new AppError('remote-permission'));
      const there = this.#server.files.has(path) || this.#server.folders.has(path);
      return Promise.resolve(there ? this.#entry(path) : undefined);
    },
    makeFolder: (path: string): Promise<void> => {
      if (this.#server.folders.has(path))
        return Promise.reject(new AppError('server-refused', '550'));
      this.#server.folders.add(path);
      this.#server.madeFolders.push(path);
      return Promise.resolve();
    },
    rename: (from: string, to: string): Promise<void> => {
      const content = this.#server.files.get(from);
      if (content === undefined) return Promise.reject(new AppError('remote-not-found'));
      if (this.#server.files.has(to)) return Promise.reject(new AppError('remote-exists'));
      this.#server.files.delete(from);
      this.#server.files.set(to, content);
      return Promise.resolve();
    },
    removeFile: (path: string): Promise<void> => {
      this.#server.files.delete(path);
      return Promise.resolve();
    },
  };

  readonly upload = {
    send: (
      path: string,
      source: ByteSource,
      watch: UploadWatch,
      signal: AbortSignal,
      { exclusive = false }: { readonly exclusive?: boolean } = {},
    ): Promise<UploadReceipt> => this.#send(path, source, watch, signal, 0, exclusive),
    size: (path: string): Promise<number | undefined> =>
      Promise.resolve(this.#server.files.get(path)?.length),
  };

  #asConfigured(): void {
    const { resumes, checksums } = this.#server;
    if (checksums !== null) Object.assign(this.upload, { checksums });
    if (resumes)
      Object.assign(this.upload, {
        resume: (path: string, source: RestSource, watch: UploadWatch, signal: AbortSignal) => {
          this.#server.goneOn.push({ path, from: source.from });
          return this.#send(path, source, watch, signal, source.from);
        },
      });
  }

  readonly download = {
    receive: (path: string, signal: AbortSignal) => this.#receive(path, signal),
  };

  async #send(
    path: string,
    source: ByteSource,
    watch: UploadWatch,
    signal: AbortSignal,
    from = 0,
    exclusive = false,
  ): Promise<UploadReceipt> {
    const server = this.#server;
    server.begun.push(path);
    server.sending += 1;
    server.mostSending = Math.max(server.mostSending, server.sending);
    const either = <T>(work: Promise<T>) => Promise.race([work, this.#lost, aborted(signal)]);
    let whole = false;
    try {
      await either(server.onSend(path, this));
      const folder = path.slice(0, path.lastIndexOf('/')) || '/';
      if (!server.folders.has(folder)) throw new AppError('remote-not-found', folder);
      if ((exclusive || !server.overwrites) && server.files.has(path))
        throw new AppError('remote-exists', `550 ${path}: Overwrite permission denied`);
      const pieces = from === 0 ? [] : [server.files.get(path) ?? Buffer.alloc(0)];
      const reader = source.pieces(4);
      for (let sent = from; ;) {
        const piece = await either(reader.next());
        if (piece.done === true) break;
        pieces.push(Buffer.from(piece.value));
        sent += piece.value.length;
        watch.progress(sent);
      }
      whole = true;
      await either(server.onReceived(path, this));
      if (!server.collects) server.files.set(path, Buffer.concat(pieces));
      return { bytes: source.size, reply: `226 got ${path}` };
    } catch (thrown) {
      throw whole ? new AppError('reply-lost', String(thrown)) : thrown;
    } finally {
      server.sending -= 1;
    }
  }

  async *#receive(path: string, signal: AbortSignal): AsyncGenerator<Buffer, void, undefined> {
    const content = this.#server.files.get(path);
    if (content === undefined) throw new AppError('remote-not-found');
    for (let at = 0; at < content.length; at += 4) {
      await Promise.race([Promise.resolve(), this.#lost]);
      if (signal.aborted) throw new AppError('cancelled');
      yield content.subarray(at, at + 4);
    }
  }

  #entry(path: string): RemoteEntry {
    const content = this.#server.files.get(path);
    return {
      name: path.slice(path.lastIndexOf('/') + 1),
      kind: content === undefined ? 'folder' : 'file',
      size: content?.length ?? 0,
      modifiedAt: null,
    };
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  const promise = new Promise<never>((_resolve, reject) => {
    const stop = () => reject(new AppError('cancelled'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  promise.catch(() => undefined);
  return promise;
}

/** A door that a test holds shut and opens. */
export function door(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
