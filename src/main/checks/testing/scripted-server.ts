import { AppError } from '../../../shared/domain/error.ts';
import type { PresentedIdentity } from '../../../shared/domain/identity.ts';
import type { RemoteEntry } from '../../../shared/domain/remote-entry.ts';
import { hostKeyIdentity } from '../../identities/testing/identities.ts';
import { deferred } from '../deferred.ts';
import type {
  Connect,
  Connection,
  ConnectHooks,
  ConnectTarget,
  Credentials,
  DataLinkProbe,
  Milestone,
} from '../../transport/transport.ts';

type Stage = Milestone['kind'] | 'opened';

export const entry = (name: string, kind: RemoteEntry['kind'] = 'file'): RemoteEntry => ({
  name,
  kind,
  size: 1,
  modifiedAt: null,
});

export const goodProbe: DataLinkProbe = {
  address: '203.0.113.7',
  port: 52003,
  named: null,
  listed: true,
  facts: [{ name: 'Reply', value: '227 Entering Passive Mode' }],
};

/** A server in memory: how far a connect to it comes, and what it has then. */
export class ScriptedServer {
  identity: PresentedIdentity = hostKeyIdentity('server');
  /** Where a connect ends instead of going on, and with what. `silence`: nothing more comes. */
  trouble: { readonly at: Stage; readonly with: AppError | 'silence' } | null = null;
  list: () => Promise<readonly RemoteEntry[]> = () => Promise.resolve([]);
  hasFolder: () => Promise<boolean> = () => Promise.resolve(true);
  probe: () => Promise<DataLinkProbe> = () => Promise.resolve(goodProbe);
  /** Runs before the goodbye is over. */
  onClose: () => Promise<void> = () => Promise.resolve();
  readonly #ended = deferred<never>();
  connects = 0;
  closes = 0;
  readonly targets: ConnectTarget[] = [];
  /** What it was signed in with. */
  readonly signIns: Credentials[] = [];
  /** Every path that was listed or looked at. */
  readonly looked: string[] = [];

  readonly connect: Connect = async (target, hooks, signal) => {
    this.connects += 1;
    this.targets.push(target);
    const going = { hooks, signal };
    await this.#reach({ kind: 'name', address: '203.0.113.7' }, going);
    await this.#reach({ kind: 'port', address: '203.0.113.7' }, going);
    const facts = [{ name: 'Cipher', value: 'aes128-gcm' }];
    const summary = 'SSH 2.0, aes128-gcm';
    await this.#reach({ kind: 'secure-link', summary, older: false, facts }, going);
    await orAborted(hooks.checkIdentity(this.identity), signal);
    await this.#reach({ kind: 'identity' }, going);
    const ended = this.#ended.promise;
    this.signIns.push(await orAborted(Promise.race([hooks.credentials(), ended]), signal));
    hooks.log('sent', `Signing in as ${target.username}`);
    const words = [{ name: 'Welcome', value: '230 Welcome' }];
    await this.#reach({ kind: 'signed-in', facts: words }, going);
    await this.#stage('opened', signal);
    return this.#connection();
  };

  /** Ends what waits for credentials. */
  end(why: AppError): void {
    this.#ended.reject(why);
  }

  async #reach(
    milestone: Milestone,
    { hooks, signal }: { readonly hooks: ConnectHooks; readonly signal: AbortSignal },
  ): Promise<void> {
    await this.#stage(milestone.kind, signal);
    hooks.reached?.(milestone);
  }

  async #stage(stage: Stage, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw new AppError('cancelled');
    if (this.trouble?.at !== stage) return;
    if (this.trouble.with !== 'silence') throw this.trouble.with;
    await orAborted(new Promise(() => undefined), signal);
  }

  #connection(): Connection {
    const look = <T>(path: string, answer: () => Promise<T>): Promise<T> => {
      this.looked.push(path);
      return answer();
    };
    return {
      protocol: 'sftp',
      home: '/home',
      facts: [
        { name: 'Cipher', value: 'aes128-gcm' },
        { name: 'Certificate', value: this.identity.fingerprint },
        { name: 'Features', value: 'MLST' },
      ],
      lanes: 1,
      browse: {
        list: (path) => look(path, () => this.list()),
        stat: () => Promise.reject(new Error('no check asks for it')),
        hasFolder: (path) => look(path, () => this.hasFolder()),
      },
      dataLinks: { probe: () => this.probe() },
      closed: new Promise(() => undefined),
      usable: true,
      close: () => {
        this.closes += 1;
        return this.onClose();
      },
    };
  }
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new AppError('cancelled'));
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
