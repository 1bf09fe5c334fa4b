import { CircleX, Info, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { AnswerView, SegmentView } from '../../../shared/domain/message-file.ts';
import type { Acknowledgement, ReportedError } from '../../../shared/domain/message.ts';
import { classNames } from '../../ui/class-names.ts';
import { VerdictCard } from '../../ui/VerdictCard.tsx';
import { answerNotes, answerWords, codeWords, errorWords } from './answer-words.ts';
import styles from './Answer.module.css';
import facts from './Facts.module.css';
import { placeLink } from './message-places.ts';
import { verdictMark } from './message-words.ts';
import { SegmentList } from './SegmentList.tsx';
import { goTo } from './view-store.ts';

/** The registry's answer in words, and where it points in the message (`segments`). */
export function Answer({
  answer: { acknowledgement, segments: own, firstLine },
  who,
  controlId,
  segments,
}: {
  readonly answer: AnswerView;
  readonly who: string;
  readonly controlId: string;
  readonly segments: readonly SegmentView[];
}) {
  const { tone, title, sentence } = answerWords(acknowledgement, who);
  const notes = answerNotes(acknowledgement, controlId);
  return (
    <>
      <VerdictCard mark={verdictMark(acknowledgement.verdict)} title={title} tone={tone}>
        {sentence}
      </VerdictCard>
      {firstLine !== null && (
        <div className={styles.came}>
          <h4>What came back begins with</h4>
          <code>{firstLine}</code>
        </div>
      )}
      {acknowledgement.errors.length > 0 && (
        <ul className={styles.errors} aria-label="What the registry reported">
          {acknowledgement.errors.map((error, index) => (
            <ErrorItem key={index} error={error} segments={segments} />
          ))}
        </ul>
      )}
      {notes.map((note) => (
        <p key={note} className={styles.note}>
          <Info aria-hidden />
          <span>{note}</span>
        </p>
      ))}
      {acknowledgement.verdict !== 'no-proper-answer' && (
        <Facts acknowledgement={acknowledgement} who={who} />
      )}
      {own.length > 0 && <AnswerSegments segments={own} />}
    </>
  );
}

const icons = { bad: CircleX, warn: TriangleAlert, info: Info } as const;

function ErrorItem({
  error,
  segments,
}: {
  readonly error: ReportedError;
  readonly segments: readonly SegmentView[];
}) {
  const { tone, title, text, caption } = errorWords(error);
  const Icon = icons[tone];
  return (
    <li className={classNames(styles.error, styles[tone])}>
      <Icon aria-hidden />
      <div className={styles.words}>
        <h4 className={styles.title}>{title}</h4>
        {text !== null && <p className={styles.text}>{text}</p>}
        <p className={styles.caption}>{caption}</p>
        {error.locations.length > 0 && (
          <p className={styles.places}>
            {error.locations.map((location, index) => {
              const { label, place } = placeLink(location, segments);
              return place === null ? (
                <span key={index}>{label}</span>
              ) : (
                <button
                  key={index}
                  type="button"
                  className={styles.link}
                  onClick={() => goTo(place)}
                >
                  {label}
                </button>
              );
            })}
          </p>
        )}
      </div>
    </li>
  );
}

function Facts({
  acknowledgement,
  who,
}: {
  readonly acknowledgement: Acknowledgement;
  readonly who: string;
}) {
  const { controlId, texts } = acknowledgement;
  const rows: readonly (readonly [string, string])[] = [
    ['Answer code', codeWords(acknowledgement)],
    ['Answers message', controlId === null || controlId === '' ? 'Not said' : controlId],
    ['From', who],
    ...texts.map((text) => ['Text', text] as const),
  ];
  return (
    <dl className={classNames(facts.facts, styles.facts)}>
      {rows.map(([name, value], index) => (
        <div key={index} className={facts.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The answer as it came: of a query that is what was asked for. */
function AnswerSegments({ segments }: { readonly segments: readonly SegmentView[] }) {
  const isQuery = segments.some(({ name }) => name === 'QAK');
  const [moved, setMoved] = useState<ReadonlyMap<number, boolean>>(new Map());
  const isOpen = (index: number) =>
    moved.get(index) ?? (isQuery && openInQuery.has(segments[index]?.name ?? ''));
  return (
    <div className={styles.own}>
      <h4 className={styles.ownTitle}>{isQuery ? 'What was found' : 'The answer as it came'}</h4>
      <SegmentList
        segments={segments}
        isOpen={isOpen}
        onToggle={(index) => setMoved((known) => new Map(known).set(index, !isOpen(index)))}
      />
    </div>
  );
}

const openInQuery: ReadonlySet<string> = new Set(['PID', 'RXA']);
