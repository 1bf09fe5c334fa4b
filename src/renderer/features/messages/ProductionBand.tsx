import { RadioTower } from 'lucide-react';
import { gatewayKind } from '../../../shared/domain/presets.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import styles from './Bands.module.css';

/** So that nobody takes production for the test. */
export function ProductionBand({ site: { host } }: { readonly site: SiteView }) {
  if (gatewayKind(host) !== 'production') return null;
  return (
    <div className={styles.production} role="note">
      <RadioTower aria-hidden />
      <span>
        <strong>Production:</strong> what you send is real.
      </span>
    </div>
  );
}
