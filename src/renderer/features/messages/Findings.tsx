import {
  CircleAlert,
  CircleCheck,
  CircleHelp,
  CircleX,
  Info,
  TriangleAlert,
  Wrench,
  type LucideIcon,
} from 'lucide-react';
import { describeFailure } from '../../../shared/domain/error-text.ts';
import type { FindingLevel, Inspection } from '../../../shared/domain/inspection.ts';
import type { MessageFile } from '../../../shared/domain/message-file.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { VerdictCard } from '../../ui/VerdictCard.tsx';
import { findingGroups, readinessWords } from './finding-groups.ts';
import styles from './Findings.module.css';
import { readAsWestern } from './message-actions.ts';
import { isReading } from './open-file.ts';
import { useInspection } from './use-loaded.ts';

/** The pre-flight check of the file for the chosen site; without a site, as it was when it was read. */
export function Findings({
  file,
  site,
}: {
  readonly file: MessageFile;
  readonly site: SiteView | undefined;
}) {
  const reading = isReading(file);
  const version = `${file.letters} ${file.messages} ${site?.host ?? ''} ${site?.facilityId ?? ''}`;
  const looked = useInspection(site?.id ?? null, reading ? null : file.id, version);
  if (reading) return <EmptyState>The file is still being read.</EmptyState>;
  if (looked.status === 'failed')
    return (
      <EmptyState title="The check did not work">
        {describeFailure(looked.failure, { file: file.name }).sentence}
      </EmptyState>
    );
  const inspection = looked.status === 'ready' ? looked.value : site ? null : file.inspection;
  return inspection === null ? null : <Found inspection={inspection} file={file} />;
}

const marks = { good: CircleCheck, warn: CircleAlert, bad: CircleX } as const;

const icons: Readonly<Record<FindingLevel, LucideIcon>> = {
  stop: CircleX,
  ask: CircleHelp,
  warn: TriangleAlert,
  inform: Info,
  fixed: Wrench,
};

function Found({
  inspection,
  file,
}: {
  readonly inspection: Inspection;
  readonly file: MessageFile;
}) {
  const { tone, title, text } = readinessWords(inspection);
  const western =
    file.letters === 'utf-8' && inspection.findings.some(({ code }) => code === 'not-utf-8');
  return (
    <>
      <VerdictCard mark={{ icon: marks[tone], tone }} title={title} tone={tone}>
        {text}
      </VerdictCard>
      {findingGroups(inspection.findings).map(({ level, title: heading, sentences }) => {
        const Icon = icons[level];
        return (
          <section key={level} className={classNames(styles.group, styles[level])}>
            <h3 className={styles.heading}>{heading}</h3>
            <ul className={styles.list}>
              {sentences.map((sentence) => (
                <li key={sentence} className={styles.finding}>
                  <Icon aria-hidden />
                  <span>{sentence}</span>
                </li>
              ))}
            </ul>
            {level === 'ask' && western && (
              <Button size="small" onPress={() => readAsWestern(file.id)}>
                Read as Western European text
              </Button>
            )}
          </section>
        );
      })}
      {inspection.unlisted > 0 && (
        <p className={styles.more}>and {inspection.unlisted.toLocaleString('en-US')} more</p>
      )}
    </>
  );
}
