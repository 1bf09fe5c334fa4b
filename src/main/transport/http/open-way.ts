import type { Socket } from 'node:net';
import { AppError } from '../../../shared/domain/error.ts';
import { detailAtProxy, proxyName } from '../../../shared/domain/proxy-name.ts';
import type { WebAddress } from '../../../shared/domain/web-address.ts';
import type { FindProxy, HttpProxy, ProxyChoice } from '../proxy/find-proxy.ts';
import type { ConnectHooks } from '../transport.ts';
import { connectThrough } from './connect-through.ts';
import { openTcp } from './reach.ts';
import { within } from './within.ts';

/** A TCP link that leads to a server. */
export interface Way {
  readonly socket: Socket;
  /** The proxy that it leads through, as people read it; null: through none. */
  readonly proxy: string | null;
}

export interface WayTo {
  readonly address: WebAddress;
  /** For each part: finding out the proxy, reaching it or the server, the proxy's answer. */
  readonly connectTimeout: number;
}

type Hooks = Pick<ConnectHooks, 'log' | 'reached'>;

/**
 * Opens a link to a server the first way that can be gone. Another one is tried only where a proxy could not be
 * reached: what a proxy has answered is the answer. Tells the milestones `name` and `port`. Rejects with the
 * failure of the first way, whose detail has those of the others, or as `findProxy` does.
 */
export async function openWay(
  { address, connectTimeout }: WayTo,
  findProxy: FindProxy,
  hooks: Hooks,
  signal: AbortSignal,
): Promise<Way> {
  const late = (): AppError =>
    new AppError(
      'proxy-unreachable',
      `Which proxy to use was not known within ${connectTimeout} s`,
    );
  const found = await within(findProxy(address), signal, { seconds: connectTimeout, late });
  const choices = upToDirect(found);
  // All of them together take no longer than one would.
  const share = Math.ceil((10 * connectTimeout) / Math.max(1, choices.length)) / 10;
  const failures: AppError[] = [];
  for (const choice of choices) {
    try {
      const wayTo = { address, connectTimeout: choices.length === 1 ? connectTimeout : share };
      const link = await reachFirst(choice, wayTo, hooks, signal);
      if (choice.kind !== 'http') return { socket: link, proxy: null };
      return await throughProxy(link, choice, { address, connectTimeout }, hooks, signal);
    } catch (error) {
      if (!(error instanceof NotReached)) throw error;
      failures.push(error.why);
      if (choices.length > 1) hooks.log('info', error.why.detail);
    }
  }
  throw allInOne(failures);
}

function upToDirect(choices: readonly ProxyChoice[]): readonly ProxyChoice[] {
  const at = choices.findIndex(({ kind }) => kind === 'direct');
  return at < 0 ? choices : choices.slice(0, at + 1);
}

/** There is no link, so another way may be tried. */
class NotReached extends Error {
  readonly why: AppError;
  constructor(why: AppError) {
    super(why.message);
    this.why = why;
  }
}

/** A link to the proxy, or to the server itself. */
async function reachFirst(
  choice: ProxyChoice,
  { address, connectTimeout }: WayTo,
  { reached }: Hooks,
  signal: AbortSignal,
): Promise<Socket> {
  switch (choice.kind) {
    case 'direct': {
      const { host, port } = address;
      return await openTcp({ host, port, connectTimeout }, reached, signal).catch(notReached);
    }
    case 'http': {
      const { host, port } = choice;
      const unreachable = (error: AppError): AppError =>
        new AppError('proxy-unreachable', detailAtProxy(proxyName(host, port), error.detail), {
          cause: error,
        });
      return await openTcp({ host, port, connectTimeout }, undefined, signal).catch(
        (error: unknown) => notReached(error, unreachable),
      );
    }
    case 'unsupported': {
      const { name, scheme } = choice;
      const what = `It is of the kind ${scheme}`;
      const detail = name === null ? `The proxy: ${what}` : detailAtProxy(name, what);
      throw new NotReached(new AppError('proxy-not-supported', detail));
    }
  }
}

function notReached(error: unknown, meant = (why: AppError): AppError => why): never {
  if (!(error instanceof AppError) || error.code === 'cancelled') throw error;
  throw new NotReached(meant(error));
}

async function throughProxy(
  socket: Socket,
  proxy: HttpProxy,
  { address, connectTimeout: seconds }: WayTo,
  { log, reached }: Hooks,
  signal: AbortSignal,
): Promise<Way> {
  const name = proxyName(proxy.host, proxy.port);
  const own = { address: socket.remoteAddress ?? '', proxy: name };
  log('info', `Through the proxy ${name}`);
  reached?.({ kind: 'name', ...own });
  const { host, port } = address;
  await connectThrough(socket, { proxy, host, port, seconds }, log, signal);
  reached?.({ kind: 'port', ...own });
  return { socket, proxy: name };
}

function allInOne(failures: readonly AppError[]): AppError {
  const [first, ...others] = failures;
  if (first === undefined)
    return new AppError('proxy-unreachable', 'No way to the server is named');
  if (others.length === 0) return first;
  const details = failures.map(({ code, detail }) =>
    code.startsWith('proxy-') ? detail : `Without a proxy: ${detail}`,
  );
  return new AppError(first.code, details.join('; '), { cause: first });
}
