import { ChevronDown, ChevronRight, CircleX, Copy, Info, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import type { FieldView, SegmentView } from '../../../shared/domain/message-file.ts';
import { announce } from '../../ui/announce.ts';
import { classNames } from '../../ui/class-names.ts';
import { copyText } from '../../ui/copy-text.ts';
import type { ErrorTone } from './answer-words.ts';
import type { Place } from './message-places.ts';
import styles from './SegmentList.module.css';
import { fieldCount, isFilled, sentenceCase, splitHits } from './segment-words.ts';

const nowhere: ReadonlyMap<string, ErrorTone> = new Map();

/** Segments with their fields. Empty fields are left out, unless an error points at one. */
export function SegmentList({
  segments,
  isOpen,
  onToggle,
  pointed = nowhere,
  target = null,
  search = '',
}: {
  readonly segments: readonly SegmentView[];
  readonly isOpen: (index: number) => boolean;
  readonly onToggle: (index: number) => void;
  readonly pointed?: ReadonlyMap<string, ErrorTone>;
  readonly target?: Place | null;
  readonly search?: string;
}) {
  return segments.map((segment, index) => {
    const open = isOpen(index);
    const tone = pointed.get(`${index}-`);
    return (
      <section key={index} className={styles.segment} data-segment={index} tabIndex={-1}>
        <h3>
          <button
            type="button"
            aria-expanded={open}
            className={classNames(styles.head, tone !== undefined && styles[tone])}
            onClick={() => onToggle(index)}
          >
            {open ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
            <span className={styles.id}>{segment.name}</span>
            <span className={styles.title}>{titleOf(segment)}</span>
            {!open && <span className={styles.count}>{fieldCount(segment)}</span>}
            {tone !== undefined && <ToneMark tone={tone} />}
          </button>
        </h3>
        {open && (
          <dl className={styles.fields}>
            {shownFields(segment, index, pointed).map((field) => (
              <Field
                key={field.position}
                id={`${segment.name}-${field.position}`}
                place={`${index}-${field.position}`}
                field={field}
                tone={pointed.get(`${index}-${field.position}`)}
                isTarget={target?.segment === index && target.field === field.position}
                search={search}
              />
            ))}
          </dl>
        )}
      </section>
    );
  });
}

function titleOf({ title, sequence }: SegmentView): string {
  const words = title === null ? '' : sentenceCase(title);
  return sequence > 1 ? `${words} (${sequence})` : words;
}

/** Those that are filled; an empty one that an error points at is shown as empty. */
function shownFields(
  { fields, name }: SegmentView,
  index: number,
  pointed: ReadonlyMap<string, ErrorTone>,
): readonly FieldView[] {
  const shown = fields.filter(
    (field) => isFilled(field) || pointed.has(`${index}-${field.position}`),
  );
  // One behind the last that the segment has.
  const last = fields.at(-1)?.position ?? 0;
  const missing = [...pointed.keys()].flatMap((key): readonly FieldView[] => {
    const [segment, field] = key.split('-').map(Number);
    return segment === index && field !== undefined && field > last
      ? [{ position: field, name: null, value: '' }]
      : [];
  });
  return name === '' ? shown : [...shown, ...missing];
}

const toneIcons = { bad: CircleX, warn: TriangleAlert, info: Info } as const;
const toneNames = { bad: 'Error', warn: 'Warning', info: 'Note' } as const;

function ToneMark({ tone }: { readonly tone: ErrorTone }) {
  const Icon = toneIcons[tone];
  return <Icon role="img" aria-label={toneNames[tone]} className={classNames(styles.mark)} />;
}

const Field = memo(function Field({
  id,
  place,
  field,
  tone,
  isTarget,
  search,
}: {
  readonly id: string;
  readonly place: string;
  readonly field: FieldView;
  readonly tone: ErrorTone | undefined;
  readonly isTarget: boolean;
  readonly search: string;
}) {
  return (
    <div
      className={classNames(
        styles.field,
        tone !== undefined && styles[tone],
        isTarget && styles.target,
      )}
      data-place={place}
      tabIndex={-1}
    >
      <dt className={styles.term}>
        <span className={styles.fieldId}>{id}</span>
        <span className={styles.name}>{field.name === null ? '' : sentenceCase(field.name)}</span>
      </dt>
      <dd className={classNames(styles.value, field.value === '' && styles.none)}>
        {field.value === '' ? 'Empty' : <Value text={field.value} search={search} />}
      </dd>
      {tone !== undefined && <ToneMark tone={tone} />}
      {field.value !== '' && (
        <button
          type="button"
          aria-label={`Copy ${id}`}
          className={styles.copy}
          onClick={() => void copy(field.value, id)}
        >
          <Copy aria-hidden />
        </button>
      )}
    </div>
  );
});

function Value({ text, search }: { readonly text: string; readonly search: string }) {
  return splitHits(text, search).map(({ text: part, hit }, index) =>
    hit ? <mark key={index}>{part}</mark> : <span key={index}>{part}</span>,
  );
}

async function copy(text: string, id: string): Promise<void> {
  const done = await copyText(text);
  announce(done ? `${id} copied` : 'The text could not be copied', 'assertive');
}
