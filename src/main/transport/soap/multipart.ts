import { parseContentType, type ContentType } from '../http/content-type.ts';

/** A part of a reply that came in several. */
export interface Part {
  readonly type: ContentType;
  readonly body: Buffer;
}

/**
 * The part of a multipart/related body that is the document (RFC 2387): the one that `start` names, else the
 * first. Undefined where it is not there, not whole or not sent as it is.
 */
export function rootPart(body: Buffer, { parameters }: ContentType): Part | undefined {
  const boundary = parameters.get('boundary') ?? '';
  if (boundary === '') return undefined;
  const start = parameters.get('start');
  for (const { headers, body: content } of partsOf(body, boundary)) {
    const isRoot = start === undefined || headers.get('content-id') === start;
    if (!isRoot) continue;
    const encoding = headers.get('content-transfer-encoding') ?? 'binary';
    if (!/^(binary|8bit|7bit)$/i.test(encoding)) return undefined;
    return { type: parseContentType(headers.get('content-type')), body: content };
  }
  return undefined;
}

interface RawPart {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

const mostParts = 50;

/** Those that another boundary follows, so that they are whole. */
function partsOf(body: Buffer, boundary: string): readonly RawPart[] {
  const parts: RawPart[] = [];
  const delimiter = Buffer.from(`--${boundary}`, 'latin1');
  let at = body.indexOf(delimiter);
  while (at >= 0 && parts.length < mostParts) {
    const from = at + delimiter.length;
    const next = body.indexOf(Buffer.concat([Buffer.from('\n'), delimiter]), from);
    if (next < 0 || body.toString('latin1', from, from + 2) === '--') break;
    parts.push(readPart(body.subarray(from, next)));
    at = next + 1;
  }
  return parts;
}

/** `raw` runs from the end of one boundary to the line end before the next. */
function readPart(raw: Buffer): RawPart {
  const text = raw.toString('latin1');
  const gap = /\r?\n\r?\n/.exec(text);
  const head = gap === null ? text : text.slice(0, gap.index);
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value = ''] = /^([\w-]+)\s*:\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined) headers.set(name.toLowerCase(), value.trim());
  }
  const from = gap === null ? raw.length : gap.index + gap[0].length;
  const hasReturn = text.endsWith('\r');
  return { headers, body: raw.subarray(from, Math.max(from, raw.length - (hasReturn ? 1 : 0))) };
}
