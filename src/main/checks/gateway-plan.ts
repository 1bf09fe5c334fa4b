import { identityCodes, type ErrorCode } from '../../shared/domain/error.ts';
import type { Site } from '../../shared/domain/site.ts';
import { parseWebAddress, type WebAddress } from '../../shared/domain/web-address.ts';
import type { HttpLink } from '../transport/http/http-link.ts';
import type { ConnectivityReply } from '../transport/soap/connectivity-test.ts';
import type { GatewayDescription } from '../transport/soap/description.ts';
import type { Approach } from './approach.ts';
import { fact, failed, ok, warn, type Plan, type Step, type StepContext } from './step.ts';
import { addressOf, overOwnLink, webPlan, type WebParts } from './web-link.ts';

export interface GatewayParts extends WebParts {
  readonly readDescription: (
    link: HttpLink,
    path: string,
    signal: AbortSignal,
  ) => Promise<GatewayDescription>;
  readonly connectivityTest: (
    link: HttpLink,
    path: string,
    echo: string,
    signal: AbortSignal,
  ) => Promise<ConnectivityReply>;
  readonly newId: () => string;
}

type Use<T> = (link: HttpLink) => Promise<T>;
type Around = StepContext & { readonly signal: AbortSignal };
/** Runs one exchange with an address: over the link that the first steps opened, or over one of its own. */
type Exchange = <T>(address: WebAddress, use: Use<T>, around: Around) => Promise<T>;

/** What a real-time gateway is checked for. No message and no password is sent. */
export const gatewayPlan = (site: Site, parts: GatewayParts): Plan =>
  webPlan(site, parts, (approach) => {
    const exchange = exchanges(site, parts, approach);
    const test = connectivityStep(site, parts, exchange);
    return site.wsdlUrl === '' ? [test] : [descriptionStep(site, parts, exchange), test];
  });

/** A link takes one exchange, and servers end one that waits: only the first may have the link that is open. */
function exchanges(site: Site, parts: WebParts, approach: Approach<HttpLink>): Exchange {
  let isFirst = true;
  return async (address, use, around) => {
    const takesOpen = isFirst && sameHost(address, addressOf(site.url));
    isFirst = false;
    if (takesOpen) return await use(await approach.link);
    return await overOwnLink(site, address, parts, use, around);
  };
}

const descriptionStep = (site: Site, parts: GatewayParts, exchange: Exchange): Step => ({
  id: 'description',
  seconds: 15,
  run: async (context, signal) => {
    const place = addressOf(site.wsdlUrl);
    const described = await exchange(
      place,
      (link) => parts.readDescription(link, place.path, signal),
      { ...context, signal },
    );
    const { namespace, operations, soapVersion, address } = described;
    const facts = [
      fact('Description', site.wsdlUrl),
      fact('Version', namespace),
      fact('SOAP', soapVersion ?? 'not named'),
      fact('Operations', operations.join(', ')),
      fact('Address of the service', address ?? 'not named'),
    ];
    const names = [...operations];
    return address === null || isSameAddress(address, site.url)
      ? ok({ kind: 'description', operations: names, address: null }, facts)
      : warn({ kind: 'description', operations: names, address }, facts);
  },
  /* Without it messages can be sent all the same: the ConnectivityTest decides. Not so where it is of another
     service, or where whoever has it is not the right one. */
  failed: (failure) => ({
    ...failed(failure, [fact('Description', site.wsdlUrl)]),
    outcome: decides(failure.code) ? 'failed' : 'warn',
  }),
});

const decides = (code: ErrorCode): boolean =>
  code === 'gateway-other-version' || identityCodes.has(code);

const connectivityStep = (site: Site, parts: GatewayParts, exchange: Exchange): Step => ({
  id: 'connectivity-test',
  seconds: 30,
  run: async (context, signal) => {
    const place = addressOf(site.url);
    const echo = `CIIS Connect connection check ${parts.newId()}`;
    const reply = await exchange(
      place,
      (link) => parts.connectivityTest(link, place.path, echo, signal),
      { ...context, signal },
    );
    const facts = [fact('Address', site.url), fact('Sent', echo)];
    return reply.kind === 'echo'
      ? ok({ kind: 'echo' }, facts)
      : warn({ kind: 'test-not-offered' }, [...facts, fact("The gateway's words", reply.detail)]);
  },
});

const sameHost = (one: WebAddress, other: WebAddress): boolean =>
  one.secure === other.secure && one.host === other.host && one.port === other.port;

/** Upper and lower case count in the path only. */
function isSameAddress(one: string, other: string): boolean {
  const [a, b] = [parseWebAddress(one.trim()), parseWebAddress(other)];
  return a === null || b === null ? one === other : sameHost(a, b) && a.path === b.path;
}
