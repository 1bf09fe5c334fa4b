import { AppError } from '../../../shared/domain/error.ts';
import { proxyName } from '../../../shared/domain/proxy-name.ts';
import type { WebAddress } from '../../../shared/domain/web-address.ts';
import { exceptThisComputer, type FindProxy, type ProxyChoice } from './find-proxy.ts';
import { isExempt } from './no-proxy.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that HTTPS_PROXY, else ALL_PROXY names, but for what NO_PROXY names. Rejects `invalid-input` for a
 * value that is no proxy's address; the detail names the variable and holds nothing of the value.
 */
export const environmentProxies = (environment: Environment): FindProxy =>
  // Asynchronous, so that what is wrong with a value is a rejection.
  exceptThisComputer(async (address) => Promise.resolve([proxyFor(environment, address)]));

function proxyFor(environment: Environment, { host, port }: WebAddress): ProxyChoice {
  const named = firstOf(environment, ['HTTPS_PROXY', 'ALL_PROXY']);
  if (named === null) return { kind: 'direct' };
  const exempt = firstOf(environment, ['NO_PROXY'])?.value ?? '';
  if (isExempt(exempt, host, port)) return { kind: 'direct' };
  return readProxyAddress(named.name, named.value);
}

/** In small letters they count first, as they do for curl. An empty one is none. */
function firstOf(environment: Environment, names: readonly string[]) {
  for (const name of names.flatMap((each) => [each.toLowerCase(), each])) {
    const value = environment[name]?.trim() ?? '';
    if (value !== '') return { name, value };
  }
  return null;
}

const pattern =
  /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:([^\s@/:]*)(?::([^\s@/:]*))?@)?(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]{1,253}))(?::(\d{1,5}))?\/?$/i;

/** `name`: the variable that holds the text. Throws AppError `invalid-input`. */
export function readProxyAddress(name: string, text: string): ProxyChoice {
  const [, scheme = 'http', username, password, inBrackets, dotted, digits] =
    pattern.exec(text) ?? [];
  const host = (inBrackets ?? dotted)?.toLowerCase();
  const port = digits === undefined ? 80 : Number(digits);
  if (host === undefined || port < 1 || port > 65_535) throw notUnderstood(name);
  if (scheme.toLowerCase() !== 'http') {
    const place = digits === undefined ? null : proxyName(host, port);
    return { kind: 'unsupported', scheme: scheme.toUpperCase(), name: place };
  }
  const signIn =
    username === undefined
      ? null
      : { username: decoded(name, username), password: decoded(name, password ?? '') };
  if (signIn?.username.includes(':') === true) throw notUnderstood(name); // Basic can't say it.
  return { kind: 'http', host, port, signIn };
}

function decoded(name: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw notUnderstood(name);
  }
}

const notUnderstood = (name: string): AppError =>
  new AppError(
    'invalid-input',
    `${name} is not the address of a proxy. It looks like http://proxy.example:3128, or like ` +
      'http://name:password@proxy.example:3128 with "@", ":", "/" and "%" in them written as %40, %3A, %2F and %25.',
  );
