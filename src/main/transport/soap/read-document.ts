import { parseContentType } from '../http/content-type.ts';
import { decodeText, xmlEncoding } from '../http/decode-text.ts';
import type { HttpReply } from '../http/http-message.ts';
import { isWebPage } from '../http/web-page.ts';
import { rootPart } from './multipart.ts';
import { noAnswer, pageCame, sentOn } from './soap-errors.ts';
import { readXml, type XmlElement } from './xml.ts';

/**
 * The XML document in a reply, whatever its status. Rejects `gateway-page` where a page for people came, and
 * `gateway-no-answer` for anything else that is not one well-formed document.
 */
export function readDocument(reply: HttpReply): XmlElement {
  const isEmpty = /^\s*$/.test(reply.body.toString('latin1', 0, 100)) && reply.body.length < 100;
  if (isEmpty) throw noAnswer(reply, `nothing came with it${sentOn(reply)}`);
  if (isWebPage(reply)) throw pageCame(reply);
  if (!reply.whole) throw noAnswer(reply, `there is more than ${reply.body.length} bytes of it`);
  const text = textOf(reply);
  const reading = readXml(text);
  if (reading.kind === 'broken') throw noAnswer(reply, `it can't be read (${reading.why})`);
  return reading.root;
}

function textOf(reply: HttpReply): string {
  const whole = parseContentType(reply.headers['content-type']);
  const isMultipart = whole.type === 'multipart/related';
  const part = isMultipart ? rootPart(reply.body, whole) : { type: whole, body: reply.body };
  if (part === undefined) throw noAnswer(reply, 'the parts of it are not whole');
  const charset = part.type.parameters.get('charset');
  const text = decodeText(part.body, { charset, inText: xmlEncoding });
  if (text === undefined) throw noAnswer(reply, 'its encoding is not known');
  return text;
}
