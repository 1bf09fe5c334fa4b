import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { AppError } from '../../../shared/domain/error.ts';
import type { MinTls } from '../../../shared/domain/site.ts';
import type { WebAddress } from '../../../shared/domain/web-address.ts';
import { agreedTls } from '../tls/agreed-tls.ts';
import { presentedIdentity } from '../tls/certificate-identity.ts';
import { tlsSettings, trustedByThisComputer, type TlsSettings } from '../tls/tls-settings.ts';
import type { FindProxy } from '../proxy/find-proxy.ts';
import type { Connection, ConnectHooks } from '../transport.ts';
import { exchange } from './exchange.ts';
import type { HttpReply, HttpRequest } from './http-message.ts';
import { openWay, type Way } from './open-way.ts';
import { openTcp, secure } from './reach.ts';
import { within } from './within.ts';

export interface HttpTarget {
  readonly address: WebAddress;
  readonly minTls: MinTls;
  /** Seconds that each part of the way may take: finding out the proxy, name and port, its answer, secure link. */
  readonly connectTimeout: number;
}

export type HttpHooks = Pick<ConnectHooks, 'checkIdentity' | 'log' | 'reached'>;

/** A link to a web server whose identity was accepted. Nothing was sent over it yet. */
export interface HttpLink {
  readonly address: WebAddress;
  /** For Details: address, TLS version, cipher, certificate. */
  readonly facts: Connection['facts'];
  /** One for each link; errors as in exchange.ts. */
  exchange(request: HttpRequest, signal: AbortSignal): Promise<HttpReply>;
  /** May be called twice. An exchange under way fails. */
  close(): void;
}

/**
 * Reaches a web server, through a proxy where there is one, and checks its identity, before a byte of HTTP is
 * sent to it. Rejects with an AppError; aborting ends it at once with `cancelled`. Without encryption only this
 * computer itself is called (web-address.ts), directly; it shows no identity.
 */
export type OpenHttpLink = (
  target: HttpTarget,
  hooks: HttpHooks,
  signal: AbortSignal,
) => Promise<HttpLink>;

export const httpLinks =
  (findProxy: FindProxy): OpenHttpLink =>
  (target, hooks, signal) =>
    openHttpLink({ findProxy, authorities: trustedByThisComputer() }, target, hooks, signal);

/** What the computer that calls is set to. */
export interface Surroundings {
  readonly findProxy: FindProxy;
  /** The authorities that it trusts (PEM; undefined: Node's own list). */
  readonly authorities: readonly string[] | undefined;
}

/** As an OpenHttpLink does, in these surroundings. */
export async function openHttpLink(
  { findProxy, authorities }: Surroundings,
  target: HttpTarget,
  hooks: HttpHooks,
  signal: AbortSignal,
): Promise<HttpLink> {
  try {
    if (!target.address.secure) return await plainLink(target, hooks, signal);
    const settings = tlsSettings(target.address.host, target.minTls, authorities);
    return await secureLink({ settings, findProxy }, target, hooks, signal);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('internal', String(error), { cause: error });
  }
}

async function plainLink(
  target: HttpTarget,
  hooks: HttpHooks,
  signal: AbortSignal,
): Promise<HttpLink> {
  const socket = await openTcp(placeOf(target), hooks.reached, signal);
  const summary = 'No encryption (this computer only)';
  hooks.reached?.({ kind: 'secure-link', summary, older: false, facts: [] });
  hooks.reached?.({ kind: 'identity' });
  return new OneExchange(target.address, socket, hooks.log, [
    addressFact(target.address, socket, null),
  ]);
}

interface How {
  readonly settings: TlsSettings;
  readonly findProxy: FindProxy;
}

async function secureLink(
  { settings, findProxy }: How,
  target: HttpTarget,
  hooks: HttpHooks,
  signal: AbortSignal,
): Promise<HttpLink> {
  const { host } = target.address;
  const dial = async (reached: HttpHooks['reached']): Promise<Dialled> => {
    const told = { log: hooks.log, ...(reached ? { reached } : {}) };
    const { socket: tcp, proxy } = await openWay(target, findProxy, told, signal);
    const handshake = {
      settings,
      seconds: target.connectTimeout,
      oldestAllowed: target.minTls === '1.0',
    };
    return { socket: await secure(tcp, handshake, signal), proxy };
  };
  let { socket, proxy } = await dial(hooks.reached);
  try {
    const agreed = agreedTls(socket);
    hooks.log('info', agreed.summary);
    hooks.reached?.(agreed);
    const presented = presentedIdentity(socket, host, Date.now());
    await within(hooks.checkIdentity(presented), signal);
    if (!isUp(socket)) {
      // Servers don't wait long for a request, and a person may have had to think about the identity.
      socket.destroy();
      ({ socket, proxy } = await dial(undefined));
      const { fingerprint } = presentedIdentity(socket, host, Date.now());
      if (fingerprint !== presented.fingerprint)
        throw new AppError(
          'identity-changed',
          `${fingerprint} instead of ${presented.fingerprint}`,
        );
    }
    hooks.reached?.({ kind: 'identity' });
    const certificate = { name: 'Certificate', value: presented.fingerprint };
    const all = [addressFact(target.address, socket, proxy), ...agreed.facts, certificate];
    return new OneExchange(target.address, socket, hooks.log, all);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

interface Dialled extends Pick<Way, 'proxy'> {
  readonly socket: TLSSocket;
}

class OneExchange implements HttpLink {
  readonly address: WebAddress;
  readonly facts: Connection['facts'];
  readonly #socket: Socket;
  readonly #log: HttpHooks['log'];
  #used = false;

  constructor(
    address: WebAddress,
    socket: Socket,
    log: HttpHooks['log'],
    facts: Connection['facts'],
  ) {
    this.address = address;
    this.facts = facts;
    this.#socket = socket;
    this.#log = log;
  }

  async exchange(request: HttpRequest, signal: AbortSignal): Promise<HttpReply> {
    if (this.#used) throw new AppError('internal', 'A second exchange on one link');
    this.#used = true;
    if (!isUp(this.#socket)) throw new AppError('link-lost', 'The server had ended the link');
    const { method, path, body } = request;
    this.#log('sent', `${method} ${path}${body ? `, ${body.length} bytes` : ''}`);
    const reply = await exchange(this.#socket, this.address, request, signal);
    const type = reply.headers['content-type'] ?? 'no type';
    this.#log('received', `HTTP ${reply.status}, ${type}, ${reply.body.length} bytes`);
    return reply;
  }

  close(): void {
    this.#used = true;
    this.#socket.destroy();
  }
}

const isUp = (socket: Socket): boolean =>
  !socket.destroyed && socket.writable && !socket.readableEnded;

const placeOf = ({ address: { host, port }, connectTimeout }: HttpTarget) => ({
  host,
  port,
  connectTimeout,
});

/** Through a proxy the address of the link is that of the proxy. */
function addressFact(
  { host, port }: WebAddress,
  { remoteAddress = '', remotePort = 0 }: Socket,
  proxy: string | null,
): Connection['facts'][number] {
  const value =
    proxy === null
      ? `${remoteAddress}, port ${remotePort}`
      : `${host}, port ${port}, through the proxy ${proxy} (${remoteAddress})`;
  return { name: 'Address', value };
}
