import type { HttpReply } from '../http/http-message.ts';
import { cdc2011, isOtherCdcVersion, soap11, soap12, type Operation } from './names.ts';
import { readDocument } from './read-document.ts';
import { noAnswer, otherVersion } from './soap-errors.ts';
import { readFault, type SoapFault } from './soap-fault.ts';
import { childrenOf, type XmlElement } from './xml.ts';

/** What a gateway answered: the text of `return`, white space kept, or a fault. */
export type SoapReply =
  | { readonly kind: 'return'; readonly text: string }
  | { readonly kind: 'fault'; readonly fault: SoapFault };

/**
 * Reads the answer to an operation, whatever the status of the reply: gateways send faults with 200 and
 * answers with 500. Nothing but the contract's own elements counts as one. Rejects `gateway-page`,
 * `gateway-other-version` and `gateway-no-answer`.
 */
export function readReply(reply: HttpReply, operation: Operation): SoapReply {
  const root = readDocument(reply);
  if (root.namespace === soap11 && root.name === 'Envelope') {
    throw otherVersion(`HTTP ${reply.status}: it speaks SOAP 1.1`);
  }
  const [body, ...others] = childrenOf(root, soap12, 'Body');
  if (root.namespace !== soap12 || root.name !== 'Envelope' || !body || others.length > 0) {
    throw noAnswer(reply, `it is <${root.name}>, no SOAP 1.2 envelope`);
  }
  const [content, second] = body.children;
  if (!content) throw noAnswer(reply, 'its envelope is empty');
  if (content.namespace === soap12 && content.name === 'Fault') {
    return { kind: 'fault', fault: readFault(content) };
  }
  if (isOtherCdcVersion(content.namespace)) {
    throw otherVersion(`HTTP ${reply.status}: it answers as ${content.namespace}`);
  }
  if (second) throw noAnswer(reply, `it has <${second.name}> behind <${content.name}>`);
  return { kind: 'return', text: returned(reply, content, operation) };
}

function returned(reply: HttpReply, content: XmlElement, operation: Operation): string {
  const hoped = `${operation}Response`;
  if (content.namespace !== cdc2011 || content.name !== hoped) {
    const namespace = content.namespace === cdc2011 ? '' : ` of "${content.namespace}"`;
    throw noAnswer(reply, `it is <${content.name}>${namespace} instead of <${hoped}>`);
  }
  const [value, ...others] = childrenOf(content, cdc2011, 'return');
  if (!value || others.length > 0 || value.children.length > 0) {
    throw noAnswer(reply, `<${hoped}> does not hold one <return> with text`);
  }
  return value.text;
}
