import { AppError } from '../../../shared/domain/error.ts';
import { decodeText, xmlEncoding } from '../http/decode-text.ts';
import type { HttpReply } from '../http/http-message.ts';
import { pageTitle } from '../http/web-page.ts';
import { serverWords } from './server-words.ts';

/** What came is not what the gateway should say. */
export function noAnswer(reply: HttpReply, why: string): AppError {
  const begins = firstLine(reply);
  const start = begins === '' ? '' : `. It begins: ${begins}`;
  return new AppError('gateway-no-answer', `HTTP ${reply.status}: ${serverWords(why)}${start}`);
}

/** A page for people came, or a status that only such pages have. */
export function pageCame(reply: HttpReply): AppError {
  const title = pageTitle(reply);
  const words = title === null ? firstLine(reply) || 'an empty page' : `"${serverWords(title)}"`;
  return new AppError('gateway-page', `HTTP ${reply.status}: ${words}${sentOn(reply)}`);
}

export const otherVersion = (what: string): AppError =>
  new AppError('gateway-other-version', serverWords(what));

/** Where a redirect would lead; it is never followed, for what was sent may hold a password. */
export function sentOn({ status, headers }: HttpReply): string {
  const place = headers['location'];
  return status >= 300 && status < 400 && place !== undefined
    ? `, sends on to ${serverWords(place)}`
    : '';
}

/** The first line that says something, past the XML declaration. */
function firstLine({ body }: HttpReply): string {
  const start = body.subarray(0, 4096);
  const text = decodeText(start, { charset: undefined, inText: xmlEncoding });
  const said = (text ?? start.toString('latin1')).replace(/^\s*<\?xml[^>]*\?>/, '');
  return serverWords(said.trim().split(/[\r\n]/)[0] ?? '');
}
