import type { Fact } from '../../../shared/domain/check.ts';
import styles from './FactList.module.css';

/** Technical facts, to be read and copied letter by letter. Two may have the same name. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles.list}>
      {facts.map(({ name, value }, index) => (
        <div key={`${index} ${name}`} className={styles.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
