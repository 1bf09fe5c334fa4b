import { isIP } from 'node:net';
import { AppError, type Failure } from '../../shared/domain/error.ts';
import { isLoopback } from '../../shared/domain/web-address.ts';
import type { Approach, Opened } from './approach.ts';
import type { Place, ProveIdentity } from './prove-identity.ts';
import { fact, failed, ok, type Step } from './step.ts';

export interface Reaching<Link extends Opened> {
  readonly place: Place;
  readonly approach: Approach<Link>;
  /** What the connect allows itself for each of these. */
  readonly seconds: number;
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
      seconds,
      run: async () => {
        approach.begin();
        const { address } = await approach.milestone('name');
        const literal = isIP(place.host) !== 0;
        return ok({ kind: 'address', address, literal }, [fact('Address', address)]);
      },
      failed: (failure) => failed(whyNoName(failure, place.host, hasNetwork)),
    },
    {
      id: 'port',
      seconds,
      run: async () => {
        const { address } = await approach.milestone('port');
        const { port } = place;
        return ok({ kind: 'port', port }, [fact('Connected to', `${address}, port ${port}`)]);
      },
      failed: (failure) => failed(whyNoPort(failure, hasNetwork)),
    },
    {
      id: 'secure-link',
      seconds,
      run: async () => {
        const { summary, older, facts } = await approach.milestone('secure-link');
        return ok({ kind: 'link', summary, older }, facts);
      },
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
    const found = await aside(prove(place, presented, signal));
    if (found.outcome === 'failed') {
      approach.refuse(new AppError(found.failure?.code ?? 'identity-unknown'));
      return found;
    }
    approach.accept();
    // The link may have broken while the person looked.
    await approach.milestone('identity');
    return found;
  },
});

/** A firewall answers "no way there" too: with a network, and a name that was found, it is not the network's end. */
const whyNoPort = ({ code, detail }: Failure, hasNetwork: () => boolean): Failure => ({
  code: code === 'no-network' && hasNetwork() ? 'port-silent' : code,
  detail,
});

/** A name that is not found without any network says nothing about the name. */
function whyNoName({ code, detail }: Failure, host: string, hasNetwork: () => boolean): Failure {
  const silent = code === 'port-silent' || code === 'server-silent';
  const meant = silent ? 'host-not-found' : code;
  const asked = isIP(host) === 0 && !isLoopback(host.toLowerCase());
  return {
    code: meant === 'host-not-found' && asked && !hasNetwork() ? 'no-network' : meant,
    detail,
  };
}
