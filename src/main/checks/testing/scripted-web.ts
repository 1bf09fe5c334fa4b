import type { AppError } from '../../../shared/domain/error.ts';
import type { PresentedIdentity } from '../../../shared/domain/identity.ts';
import { certificateIdentity } from '../../identities/testing/identities.ts';
import type { HttpHooks, HttpLink, HttpTarget } from '../../transport/http/http-link.ts';

/** Web servers in memory, all of the same kind: each link to one is written down. */
export class ScriptedWeb {
  identity: PresentedIdentity = certificateIdentity('web', []);
  /** By host: why a link to it is not made. */
  readonly broken = new Map<string, AppError>();
  /** Why no link gets as far as the name. */
  nameless: AppError | undefined;
  /** "host:port" of each link, in order. */
  readonly opened: string[] = [];
  /** Links that were closed. */
  closed = 0;

  readonly open = async (
    { address }: HttpTarget,
    hooks: HttpHooks,
    signal: AbortSignal,
  ): Promise<HttpLink> => {
    signal.throwIfAborted();
    const { host, port, secure } = address;
    this.opened.push(`${host}:${port}`);
    if (this.nameless !== undefined) throw this.nameless;
    hooks.reached?.({ kind: 'name', address: '203.0.113.87' });
    const why = this.broken.get(host);
    if (why !== undefined) throw why;
    hooks.reached?.({ kind: 'port', address: '203.0.113.87' });
    const summary = secure ? 'TLS 1.3' : 'No encryption (this computer only)';
    hooks.reached?.({ kind: 'secure-link', summary, older: false, facts: [] });
    if (secure) await hooks.checkIdentity(this.identity);
    hooks.reached?.({ kind: 'identity' });
    return {
      address,
      facts: [],
      exchange: () => Promise.reject(new Error('nobody asks over this link')),
      close: () => void (this.closed += 1),
    };
  };
}
