import type { HttpLink } from '../http/http-link.ts';
import type { HttpReply } from '../http/http-message.ts';
import { cdc2011, operations } from './names.ts';
import { readDocument } from './read-document.ts';
import { noAnswer, otherVersion, pageCame } from './soap-errors.ts';
import { childOf, childrenOf, type XmlElement } from './xml.ts';

/** What a gateway says of itself in its WSDL. */
export interface GatewayDescription {
  /** Always `urn:cdc:iisb:2011`. */
  readonly namespace: string;
  readonly operations: readonly string[];
  readonly soapVersion: '1.1' | '1.2' | null;
  /** Where the service is to be called, as it is written there. */
  readonly address: string | null;
}

const seconds = 15;
const mostBytes = 1_000_000;
const longestText = 2000;

/**
 * Fetches and reads the description of a gateway (WSDL 1.1). What it imports is not followed. Rejects
 * `gateway-other-version` where it is not the CDC contract of 2011 or an operation of it is missing,
 * `gateway-page` for a web page, 404 and 5xx, else `gateway-no-answer`, or as HttpLink.exchange does.
 */
export async function readDescription(
  link: HttpLink,
  path: string,
  signal: AbortSignal,
): Promise<GatewayDescription> {
  const headers = { Accept: 'text/xml, application/wsdl+xml, application/xml' };
  const request = { method: 'GET', path, headers, seconds, mostBytes } as const;
  return descriptionIn(await link.exchange(request, signal));
}

export function descriptionIn(reply: HttpReply): GatewayDescription {
  if (reply.status === 404 || reply.status >= 500) throw pageCame(reply);
  const root = readDocument(reply);
  if (reply.status < 200 || reply.status > 299) throw noAnswer(reply, 'that is no description');
  if (root.namespace === wsdl20) throw otherVersion('The description is of WSDL 2.0');
  if (root.namespace !== wsdl || root.name !== 'definitions') {
    throw noAnswer(reply, `it is <${root.name}>, no description of a service`);
  }
  const namespace = root.attributes.get('targetNamespace') ?? '';
  if (namespace !== cdc2011) throw otherVersion(`It describes "${namespace}"`);
  const described = operationsOf(root);
  const missing = operations.filter((operation) => !described.includes(operation));
  if (missing.length > 0) throw otherVersion(`It does not describe ${missing.join(' and ')}`);
  return { namespace, operations: described, ...bindingOf(root) };
}

const wsdl = 'http://schemas.xmlsoap.org/wsdl/';
const wsdl20 = 'http://www.w3.org/ns/wsdl';
/** How a binding to SOAP shows; the newer one counts first. */
const bindings = [
  { soapVersion: '1.2', namespace: 'http://schemas.xmlsoap.org/wsdl/soap12/' },
  { soapVersion: '1.1', namespace: 'http://schemas.xmlsoap.org/wsdl/soap/' },
] as const;

function operationsOf(root: XmlElement): readonly string[] {
  const names = childrenOf(root, wsdl, 'portType')
    .flatMap((portType) => childrenOf(portType, wsdl, 'operation'))
    .map(({ attributes }) => attributes.get('name') ?? '');
  return [...new Set(names)]
    .filter((name) => name !== '')
    .map((name) => name.slice(0, longestText));
}

function bindingOf(root: XmlElement): Pick<GatewayDescription, 'soapVersion' | 'address'> {
  const ports = childrenOf(root, wsdl, 'service').flatMap((it) => childrenOf(it, wsdl, 'port'));
  for (const { soapVersion, namespace } of bindings) {
    const isBound = childrenOf(root, wsdl, 'binding').some((it) =>
      childOf(it, namespace, 'binding'),
    );
    if (!isBound) continue;
    const place = ports.map((port) => childOf(port, namespace, 'address')).find((it) => it);
    const location = place?.attributes.get('location')?.trim() ?? '';
    return { soapVersion, address: location === '' ? null : location.slice(0, longestText) };
  }
  return { soapVersion: null, address: null };
}
