import { History } from 'lucide-react';
import { duplicateWords, type Duplicate } from '../../shared/domain/sent-before.ts';
import styles from './DuplicateLine.module.css';
import { useNow } from './use-now.ts';

/** That the content of a file went to the site before, or is on its way to it. */
export function DuplicateLine({
  name,
  duplicate,
}: {
  readonly name: string;
  readonly duplicate: Duplicate;
}) {
  const words = duplicateWords(duplicate, name, useNow());
  return (
    <p className={styles.line}>
      <History aria-hidden />
      <span>{words}</span>
    </p>
  );
}
