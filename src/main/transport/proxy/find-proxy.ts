import { isLoopback, type WebAddress } from '../../../shared/domain/web-address.ts';

/** A proxy that makes connections for others (CONNECT, RFC 9110, 9.3.6). */
export interface HttpProxy {
  readonly kind: 'http';
  readonly host: string;
  readonly port: number;
  /** Null: it is asked without one. */
  readonly signIn: { readonly username: string; readonly password: string } | null;
}

/** One way to a web server. */
export type ProxyChoice =
  | { readonly kind: 'direct' }
  | HttpProxy
  /** Of a kind that this program does not speak, or that it does not know. `name`: as people read it, if it has one. */
  | { readonly kind: 'unsupported'; readonly scheme: string; readonly name: string | null };

/**
 * The ways to a web server, the best one first; the next one is for when a proxy can't be reached. What is
 * behind DIRECT is not tried. Rejects with an AppError.
 */
export type FindProxy = (address: WebAddress) => Promise<readonly ProxyChoice[]>;

/** On a computer that is set to use none. */
export const withoutProxy: FindProxy = () => Promise.resolve([{ kind: 'direct' }]);

/** As `find` says, but for this computer itself: nothing that is meant for it leaves it. */
export const exceptThisComputer =
  (find: FindProxy): FindProxy =>
  async (address) =>
    await (isThisComputer(address.host) ? withoutProxy(address) : find(address));

function isThisComputer(host: string): boolean {
  const name = host.replace(/\.$/, '');
  const isMapped = /^::ffff:(127\.|7f[0-9a-f]{2}:)/.test(name);
  return isLoopback(name) || name.endsWith('.localhost') || isMapped;
}

/** Tells every secret that comes with a proxy to `mask`, before it is used. */
export const maskingSecrets =
  (find: FindProxy, mask: (secret: string) => void): FindProxy =>
  async (address) => {
    const choices = await find(address);
    for (const choice of choices) {
      if (choice.kind !== 'http' || choice.signIn === null) continue;
      mask(choice.signIn.password);
      mask(basicToken(choice.signIn));
    }
    return choices;
  };

/** What goes behind "Basic" (RFC 7617). */
export const basicToken = ({
  username,
  password,
}: {
  readonly username: string;
  readonly password: string;
}): string => Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
