import { VisuallyHidden } from 'react-aria-components';
import { stepTime } from '../../../shared/domain/check-text.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { classNames } from '../../ui/class-names.ts';
import { rowWords, type StepRow } from './step-rows.ts';
import styles from './StepList.module.css';
import { StepMark } from './StepMark.tsx';
import { StepTrouble } from './StepTrouble.tsx';

/** The steps of a check as a vertical line, with the words for what went wrong below the step where it did. */
export function StepList({
  site,
  rows,
}: {
  readonly site: SiteView;
  readonly rows: readonly StepRow[];
}) {
  return (
    <ol className={styles.steps} aria-label={`Steps of ${site.label}`}>
      {rows.map((row) => (
        <li key={keyOf(row)} className={styles.step}>
          <Line row={row} />
          {row.kind === 'done' && <StepTrouble step={row.step} site={site} />}
        </li>
      ))}
    </ol>
  );
}

function Line({ row }: { readonly row: StepRow }) {
  const { mark, spoken, name, text } = rowWords(row);
  const time = row.kind === 'done' ? stepTime(row.step.ms) : '';
  return (
    <div className={classNames(styles.line, styles[row.kind], styles[mark])}>
      <span className={styles.mark}>
        <StepMark mark={mark} />
      </span>
      <span className={styles.name}>
        {spoken !== '' && <VisuallyHidden elementType="span">{spoken}: </VisuallyHidden>}
        {name}
      </span>
      <span className={styles.text}>{text}</span>
      <span className={styles.time}>{time}</span>
    </div>
  );
}

const keyOf = (row: StepRow): string => {
  switch (row.kind) {
    case 'done':
      return row.step.id;
    case 'running':
    case 'pending':
      return row.id;
    case 'not-checked':
      return row.kind;
  }
};
