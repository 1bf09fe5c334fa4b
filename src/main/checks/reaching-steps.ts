import { isIP } from 'node:net';
import { AppError, type Failure } from '../../shared/domain/error.ts';
import { proxyFactName, type Fact } from '../../shared/domain/check.ts';
import { proxyIn } from '../../shared/domain/proxy-name.ts';
import { isLoopback } from '../../shared/domain/web-address.ts';
import type { Approach, Opened } from './approach.ts';
import type { Place, ProveIdentity } from './prove-identity.ts';
import { fact, failed, ok, type Step } from './step.ts';

export interface Reaching<Link extends Opened> {
  readonly place: Place;
  readonly approach: Approach<Link>;
  /** What the connect allows itself for each of these. */
  readonly seconds: number;
  /** What it allows itself before, to find out whether there is a proxy. Default: nothing. */
  readonly proxySeconds?: number;
  readonly prove: ProveIdentity;
  readonly hasNetwork: () => boolean;
}

/** The connect has a limit of its own, and knows better what its end means: it goes first. */
const graceSeconds = 2;

/** From the name to the identity: the milestones of one connect. */
export function reachingSteps<Link extends Opened>(reaching: Reaching<Link>): readonly Step[] {
  const { place, approach, hasNetwork } = reaching;
  const seconds = reaching.seconds + graceSeconds;
  return [
    {
      id: 'name',
      seconds: seconds + (reaching.proxySeconds ?? 0),
      run: async () => {
        approach.begin();
        const { address, proxy } = await approach.milestone('name');
        const literal = isIP(place.host) !== 0;
        if (proxy !== undefined) {
          const facts = [...throughFacts(approach), fact('Address of the proxy', address)];
          return literal
            ? ok({ kind: 'address', address: place.host, literal }, facts)
            : ok({ kind: 'name-at-proxy', proxy }, facts);
        }
        return ok({ kind: 'address', address, literal }, [fact('Address', address)]);
      },
      failed: (failure) => failed(whyNoName(failure, place.host, hasNetwork)),
    },
    {
      id: 'port',
      seconds,
      run: async () => {
        const { address, proxy } = await approach.milestone('port');
        const { port } = place;
        if (proxy !== undefined) {
          return ok({ kind: 'port-through-proxy', port, proxy }, throughFacts(approach));
        }
        return ok({ kind: 'port', port }, [fact('Connected to', `${address}, port ${port}`)]);
      },
      failed: (failure) => failed(whyNoPort(failure, hasNetwork), throughFacts(approach)),
    },
    {
      id: 'secure-link',
      seconds,
      run: async () => {
        const { summary, older, facts } = await approach.milestone('secure-link');
        return ok({ kind: 'link', summary, older }, facts);
      },
      failed: (failure) => failed(failure, throughFacts(approach)),
    },
    identityStep(reaching, seconds),
  ];
}

const identityStep = <Link extends Opened>(
  { place, approach, prove }: Reaching<Link>,
  seconds: number,
): Step => ({
  id: 'identity',
  seconds,
  run: async ({ aside }, signal) => {
    const presented = await approach.presented();
    if (presented === undefined) {
      return ok({ kind: 'identity', how: 'plain', since: null, validTo: null });
    }
    const proved = await aside(prove(place, presented, signal));
    const found = { ...proved, facts: [...proved.facts, ...throughFacts(approach)] };
    if (found.outcome === 'failed') {
      approach.refuse(new AppError(found.failure?.code ?? 'identity-unknown'));
      return found;
    }
    approach.accept();
    // The link may have broken while the person looked.
    await approach.milestone('identity');
    return found;
  },
  failed: (failure) => failed(failure, throughFacts(approach)),
});

/** For Details, and for the words: see `stepAdvice`. */
const throughFacts = ({ proxy }: Pick<Approach<Opened>, 'proxy'>): readonly Fact[] =>
  proxy === undefined ? [] : [fact(proxyFactName, proxy)];

/** A firewall answers "no way there" too: with a network, and a name that was found, it is not the network's end. */
function whyNoPort(failure: Failure, hasNetwork: () => boolean): Failure {
  const { code, detail } = whyNoProxy(failure, hasNetwork);
  return { code: code === 'no-network' && hasNetwork() ? 'port-silent' : code, detail };
}

/** Without a network nothing is said of a proxy either, unless it is on this computer. */
function whyNoProxy({ code, detail }: Failure, hasNetwork: () => boolean): Failure {
  const isAway = !isLoopback(proxyIn(detail)?.host ?? '');
  const offline = code === 'proxy-unreachable' && isAway && !hasNetwork();
  return { code: offline ? 'no-network' : code, detail };
}

/** A name that is not found without any network says nothing about the name. */
function whyNoName(failure: Failure, host: string, hasNetwork: () => boolean): Failure {
  const { code, detail } = whyNoProxy(failure, hasNetwork);
  const silent = code === 'port-silent' || code === 'server-silent';
  const meant = silent ? 'host-not-found' : code;
  const asked = isIP(host) === 0 && !isLoopback(host.toLowerCase());
  return {
    code: meant === 'host-not-found' && asked && !hasNetwork() ? 'no-network' : meant,
    detail,
  };
}
