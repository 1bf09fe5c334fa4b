import { proxyName } from '../../../shared/domain/proxy-name.ts';
import type { WebAddress } from '../../../shared/domain/web-address.ts';
import { safeLine } from '../../log/safe-text.ts';
import { exceptThisComputer, type FindProxy, type ProxyChoice } from './find-proxy.ts';

/** What this needs of Electron's `Session`. */
export interface ProxyResolver {
  resolveProxy(url: string): Promise<string>;
}

/** The proxies that the system is set to use, its scripts (PAC, WPAD) included. */
export const systemProxies = (resolver: ProxyResolver): FindProxy =>
  exceptThisComputer(async (address) => readProxyList(await resolver.resolveProxy(urlOf(address))));

/** Scripts see no path: what is asked for there is no matter of theirs. */
function urlOf({ secure, host, port }: WebAddress): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return `${secure ? 'https' : 'http'}://${name}:${port}/`;
}

const withPlace = /^([a-z][a-z0-9]{1,9})\s+(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+)):(\d{1,5})$/i;

/**
 * Reads the answer of a proxy script, "PROXY a.example:3128; SOCKS5 b.example:1080; DIRECT". What is not
 * understood is a proxy of a kind that is not supported, and never a leave to go directly; of nothing comes nothing.
 */
export function readProxyList(text: string): readonly ProxyChoice[] {
  return text
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(readEntry);
}

function readEntry(entry: string): ProxyChoice {
  if (/^direct$/i.test(entry)) return { kind: 'direct' };
  const [, word, inBrackets, name, digits] = withPlace.exec(entry) ?? [];
  const [host, port] = [inBrackets ?? name, Number(digits)];
  if (word === undefined || host === undefined || port < 1 || port > 65_535) {
    return { kind: 'unsupported', scheme: `"${safeLine(entry, 80)}"`, name: null };
  }
  const scheme = word.toUpperCase();
  // HTTP is what some scripts say for PROXY.
  return scheme === 'PROXY' || scheme === 'HTTP'
    ? { kind: 'http', host: host.toLowerCase(), port, signIn: null }
    : { kind: 'unsupported', scheme, name: proxyName(host.toLowerCase(), port) };
}
