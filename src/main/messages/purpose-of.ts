import type { InspectionPurpose } from '../../shared/domain/inspection.ts';
import { gatewayKind } from '../../shared/domain/presets.ts';
import { takesFiles } from '../../shared/domain/protocol.ts';
import type { Site } from '../../shared/domain/site.ts';

/**
 * What a file is looked at for when it is to go to a site. The state's hosts are for real data, all but its
 * test gateway: a production message anywhere else needs a deliberate act.
 */
export function purposeOf({ protocol, host }: Pick<Site, 'protocol' | 'host'>): InspectionPurpose {
  if (takesFiles(protocol)) return 'upload';
  return gatewayKind(host) === 'production' ? 'gateway-production' : 'gateway-test';
}
