import { safeLine } from '../../log/safe-text.ts';
import { parseContentType } from './content-type.ts';
import { decodeText, htmlEncoding } from './decode-text.ts';
import type { HttpReply } from './http-message.ts';

const longestTitle = 120;

/** Whether a reply is a web page for people, by its beginning or, where that says nothing, by its type. */
export function isWebPage(reply: HttpReply): boolean {
  const root = rootTag(textOf(reply, 8192));
  if (root !== undefined) return /^(html|!doctype html)$/i.test(root);
  return /^(text\/html|application\/xhtml\+xml)$/.test(typeOf(reply).type);
}

/** What a page calls itself: one line, without control characters, or null. */
export function pageTitle(reply: HttpReply): string | null {
  const text = textOf(reply, 65_536);
  const tag = /<title[\s>]/i.exec(text);
  const from = tag === null ? -1 : text.indexOf('>', tag.index);
  if (from < 0) return null;
  const rest = text.slice(from + 1, from + 4000);
  const end = rest.search(/<\/title/i);
  if (end < 0) return null;
  const title = withoutEntities(rest.slice(0, end)).replace(/\s+/g, ' ').trim();
  return title === '' ? null : safeLine(title, longestTitle - 1);
}

const typeOf = (reply: HttpReply) => parseContentType(reply.headers['content-type']);

function textOf(reply: HttpReply, mostBytes: number): string {
  const charset = typeOf(reply).parameters.get('charset');
  const body = reply.body.subarray(0, mostBytes);
  return decodeText(body, { charset, inText: htmlEncoding }) ?? body.toString('latin1');
}

/** The name of the first tag, past comments and processing instructions; undefined where text comes first. */
function rootTag(text: string): string | undefined {
  let at = 0;
  for (;;) {
    const rest = text.slice(at).replace(/^[\s\ufeff]+/, '');
    const [skipped] = /^(<!--[\s\S]*?-->|<\?[\s\S]*?\?>)/.exec(rest) ?? [];
    if (skipped === undefined) return /^<(!doctype\s+html|[a-z][\w:.-]*)/i.exec(rest)?.[1];
    at = text.length - rest.length + skipped.length;
  }
}

const named: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', middot: '·', bull: '•' },
    ...{ ndash: '–', mdash: '—', hellip: '…', laquo: '«', raquo: '»', copy: '©', reg: '®' },
    ...{ lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', trade: '™' },
  }),
);

/** The characters that a title's entities stand for; one that is not known stays as it is. */
function withoutEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,6}));/gi, (whole, ...groups) => {
    const [hex, decimal, name] = groups as (string | undefined)[];
    if (name !== undefined) return named.get(name.toLowerCase()) ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : '\ufffd';
  });
}
