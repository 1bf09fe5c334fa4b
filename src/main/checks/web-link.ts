import { AppError } from '../../shared/domain/error.ts';
import type { Site } from '../../shared/domain/site.ts';
import { parseWebAddress, type WebAddress } from '../../shared/domain/web-address.ts';
import type { SessionLog } from '../log/session-log.ts';
import type { HttpHooks, HttpLink, HttpTarget } from '../transport/http/http-link.ts';
import { Approach } from './approach.ts';
import { proved, type ProveIdentity } from './prove-identity.ts';
import { reachingSteps } from './reaching-steps.ts';
import type { Plan, Step, StepContext } from './step.ts';

export interface WebParts {
  readonly openHttpLink: (
    target: HttpTarget,
    hooks: HttpHooks,
    signal: AbortSignal,
  ) => Promise<HttpLink>;
  readonly prove: ProveIdentity;
  readonly hasNetwork: () => boolean;
  readonly log: Pick<SessionLog, 'add'>;
}

const mostSeconds = 10;

/** Throws AppError `invalid-input`; a saved site has one that is good. */
export function addressOf(url: string): WebAddress {
  const address = parseWebAddress(url);
  if (address === null) throw new AppError('invalid-input', `Not a web address: ${url}`);
  return address;
}

/** A plan whose first steps open a link to the web address of a site. */
export function webPlan(
  site: Site,
  { openHttpLink, prove, hasNetwork, log }: WebParts,
  stepsOver: (approach: Approach<HttpLink>) => readonly Step[],
): Plan {
  const approach = new Approach<HttpLink>(async (hooks, signal) =>
    openHttpLink(
      targetAt(site, addressOf(site.url)),
      { ...hooks, log: (kind, text) => log.add(site.id, kind, text) },
      signal,
    ),
  );
  const { connectTimeout: seconds } = site.options;
  const reach = Math.min(seconds, mostSeconds);
  const reaching = { place: site, approach, seconds: reach, prove, hasNetwork };
  return {
    steps: [...reachingSteps({ ...reaching, proxySeconds: reach }), ...stepsOver(approach)],
    close: () => approach.close(),
  };
}

/** Another link, for one exchange: its identity is judged in the same way, and it is closed in the end. */
export async function overOwnLink<T>(
  site: Site,
  address: WebAddress,
  { openHttpLink, prove, log }: WebParts,
  use: (link: HttpLink) => Promise<T>,
  { aside, signal }: StepContext & { readonly signal: AbortSignal },
): Promise<T> {
  const { host, port } = address;
  const link = await openHttpLink(
    targetAt(site, address),
    {
      checkIdentity: (presented) =>
        aside(proved(prove({ id: site.id, host, port }, presented, signal))),
      log: (kind, text) => log.add(site.id, kind, text),
    },
    signal,
  );
  try {
    return await use(link);
  } finally {
    link.close();
  }
}

const targetAt = ({ minTls, options }: Site, address: WebAddress): HttpTarget => ({
  address,
  minTls,
  connectTimeout: Math.min(options.connectTimeout, mostSeconds),
});
