import type { Check } from '../../../shared/domain/check.ts';
import type { Site } from '../../../shared/domain/site.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { checkDetails, checkDetailsText } from './check-details.ts';
import styles from './CheckFacts.module.css';
import { FactList } from './FactList.tsx';

/** All facts of all steps of a check. */
export function CheckFacts({ check, site }: { readonly check: Check; readonly site: Site }) {
  const details = checkDetails(check);
  return (
    <div className={styles.details}>
      {details.length === 0 && <p>No step has ended yet.</p>}
      {details.map(({ id, title, facts }) => (
        <section key={id} aria-label={title}>
          <h3 className={styles.title}>{title}</h3>
          <FactList facts={facts} />
        </section>
      ))}
      <div className={styles.copy}>
        <CopyButton label="Copy details" text={() => checkDetailsText(check, site)} />
      </div>
    </div>
  );
}
