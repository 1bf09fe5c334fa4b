import { FlaskConical, RadioTower } from 'lucide-react';
import { gatewayKind } from '../../shared/domain/presets.ts';
import type { Site } from '../../shared/domain/site.ts';
import { Chip } from '../ui/Chip.tsx';

/** Which real-time gateway of the state a site is, if it is one: what is sent to production counts. */
export function GatewayChip({
  site: { protocol, host },
}: {
  readonly site: Pick<Site, 'protocol' | 'host'>;
}) {
  switch (protocol === 'soap' ? gatewayKind(host) : null) {
    case 'test':
      return (
        <Chip tone="info" icon={FlaskConical}>
          Test gateway
        </Chip>
      );
    case 'production':
      return (
        <Chip tone="warn" icon={RadioTower}>
          Production
        </Chip>
      );
    case null:
      return null;
  }
}
