/** An address of the web, taken apart. */
export interface WebAddress {
  /** Whether it is https. */
  readonly secure: boolean;
  /** Lower case; an IPv6 address without its brackets. */
  readonly host: string;
  readonly port: number;
  /** With the query, in the case it was written in: never empty. */
  readonly path: string;
}

const pattern =
  /^(https?):\/\/(\[[0-9a-f:.]{1,45}\]|[a-z0-9._-]{1,253})(?::(\d{1,5}))?(\/[^\s#\\]*)?$/i;

/**
 * Reads an address that may be called: https, or http to this computer itself (for tests and practice).
 * Null for anything else, also for one with a username, a fragment or a character that is not plain ASCII.
 */
export function parseWebAddress(text: string): WebAddress | null {
  if (text.length > 2048 || /[^\u0021-\u007e]/.test(text)) return null;
  const [, scheme, name, digits, path = '/'] = pattern.exec(text) ?? [];
  if (scheme === undefined || name === undefined) return null;
  const secure = scheme.toLowerCase() === 'https';
  const host = name.replace(/^\[|\]$/g, '').toLowerCase();
  const port = digits === undefined ? (secure ? 443 : 80) : Number(digits);
  if (port < 1 || port > 65535 || !(secure || isLoopback(host))) return null;
  return { secure, host, port, path };
}

/** This computer itself, by one of the names that never leave it. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
