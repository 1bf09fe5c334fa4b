import type { Site } from '../../shared/domain/site.ts';
import { filePlan, type FileParts } from './file-plan.ts';
import { gatewayPlan, type GatewayParts } from './gateway-plan.ts';
import { pagePlan, type PageParts } from './page-plan.ts';
import type { ProveIdentity } from './prove-identity.ts';
import type { Plan } from './step.ts';

/** How a check goes about it. */
export interface CheckManner {
  /** With so many refused sign-ins lately it does not sign in. */
  readonly heldBackAt: number;
  /** By itself, in the morning: nobody is there to be asked. */
  readonly scheduled: boolean;
}

type Common = 'prove';

export interface PlanParts
  extends Omit<FileParts, Common>, Omit<GatewayParts, Common>, Omit<PageParts, Common> {
  /** As `stored`, without waiting for a keychain that asks the person. */
  readonly storedAlone: FileParts['stored'];
  /** Asks the person about an identity that is not known. */
  readonly proveAsking: ProveIdentity;
  /** Refuses it, and accepts nothing. */
  readonly proveAlone: ProveIdentity;
}

/** The steps for a site's protocol: see `stepsOf` in shared/domain/check.ts. */
export function planOf(site: Site, manner: CheckManner, parts: PlanParts): Plan {
  const prove = manner.scheduled ? parts.proveAlone : parts.proveAsking;
  const stored = manner.scheduled ? parts.storedAlone : parts.stored;
  const { protocol } = site;
  switch (protocol) {
    case 'sftp':
    case 'ftps':
      return filePlan(site, protocol, { ...parts, prove, stored }, manner.heldBackAt);
    case 'soap':
      return gatewayPlan(site, { ...parts, prove });
    case 'web':
      return pagePlan(site, { ...parts, prove });
  }
}
