import { AppError } from '../../../shared/domain/error.ts';
import { parseWebAddress, type WebAddress } from '../../../shared/domain/web-address.ts';
import { safeLine } from '../../log/safe-text.ts';
import type { HttpLink } from '../http/http-link.ts';
import { pageTitle } from '../http/web-page.ts';

/** How a page answered. */
export interface PageReply {
  readonly status: number;
  readonly title: string | null;
  /** Where a redirect within the same host leads, written out; it was not followed. */
  readonly location: string | null;
}

const seconds = 15;
const mostBytes = 65_536;

/**
 * Asks for a page as a browser would. Pages, those that want a sign-in (401, 403) and redirects within the
 * same host count as answers. Rejects `web-page-failed` for any other status and for a redirect to elsewhere,
 * or as HttpLink.exchange does.
 */
export async function readPage(
  link: HttpLink,
  path: string,
  signal: AbortSignal,
): Promise<PageReply> {
  const headers = { Accept: 'text/html, application/xhtml+xml, */*' };
  const request = { method: 'GET', path, headers, seconds, mostBytes } as const;
  const reply = await link.exchange(request, signal);
  const { status } = reply;
  const title = pageTitle(reply);
  const shown = `HTTP ${status}${title === null ? '' : `: "${title}"`}`;
  if ((status >= 200 && status < 300) || status === 401 || status === 403) {
    return { status, title, location: null };
  }
  const place = redirects.has(status) ? reply.headers['location'] : undefined;
  if (place === undefined) throw new AppError('web-page-failed', shown);
  const location = placeWithin(link.address, path, place);
  if (location === null) {
    throw new AppError('web-page-failed', `${shown}, sends on to ${safeLine(place, 300)}`);
  }
  return { status, title, location };
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Where a redirect leads, if that is on the same host and not less secure. */
function placeWithin(from: WebAddress, path: string, place: string): string | null {
  const name = from.host.includes(':') ? `[${from.host}]` : from.host;
  const base = `${from.secure ? 'https' : 'http'}://${name}:${from.port}${path}`;
  if (!URL.canParse(place, base)) return null;
  const url = new URL(place, base);
  url.hash = '';
  const target = parseWebAddress(url.href);
  const isWithin = target?.host === from.host && (target.secure || !from.secure);
  return isWithin ? url.href : null;
}
