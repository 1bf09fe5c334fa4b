import {
  CircleCheck,
  CircleQuestionMark,
  CircleX,
  Info,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import type { Inspection } from '../../shared/domain/inspection.ts';
import { classNames } from '../ui/class-names.ts';
import {
  contentsWords,
  findingGroups,
  markedWords,
  weightNames,
  type Weight,
} from './inspection-words.ts';
import styles from './InspectionView.module.css';

const marks: Readonly<
  Record<Weight, { readonly icon: LucideIcon; readonly tone: 'bad' | 'warn' | 'info' | 'muted' }>
> = {
  refused: { icon: CircleX, tone: 'bad' },
  question: { icon: CircleQuestionMark, tone: 'warn' },
  remark: { icon: TriangleAlert, tone: 'warn' },
  fact: { icon: Info, tone: 'info' },
  harmless: { icon: CircleCheck, tone: 'muted' },
};

/** What the pre-flight check found in one file: what it holds, then the findings by weight. */
export function InspectionView({
  name,
  inspection,
  brief = false,
}: {
  /** Left out where it stands above. */
  readonly name?: string;
  readonly inspection: Inspection;
  /** Only what a decision needs: neither facts nor what is harmless. */
  readonly brief?: boolean;
}) {
  const holds = [contentsWords(inspection), markedWords(inspection)].filter(
    (each) => each !== null,
  );
  const groups = findingGroups(inspection).filter(
    ({ weight }) => !brief || (weight !== 'fact' && weight !== 'harmless'),
  );
  return (
    <div className={styles.file}>
      {name !== undefined && <h3 className={styles.name}>{name}</h3>}
      <p className={styles.holds}>{holds.join('. ')}.</p>
      {groups.map(({ weight, sentences }) => {
        const { icon: Icon, tone } = marks[weight];
        return (
          <section key={weight} className={styles.group} aria-label={weightNames[weight]}>
            <Icon aria-hidden className={styles[tone]} />
            <div className={styles.findings}>
              <h4 className={classNames(styles.weight, styles[tone])}>{weightNames[weight]}</h4>
              <ul>
                {sentences.map((sentence, index) => (
                  <li key={`${index}`}>{sentence}</li>
                ))}
              </ul>
            </div>
          </section>
        );
      })}
      {inspection.unlisted > 0 && (
        <p className={styles.holds}>
          And {inspection.unlisted.toLocaleString('en-US')} more that are not listed.
        </p>
      )}
    </div>
  );
}
