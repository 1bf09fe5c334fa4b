import { ChevronsDownUp, ChevronsUpDown, FileText } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { describeFailure } from '../../../shared/domain/error-text.ts';
import type { MessageFile, MessageView } from '../../../shared/domain/message-file.ts';
import { call } from '../../app/api.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { firstPlace, pointedPlaces } from './message-places.ts';
import styles from './MessagePane.module.css';
import { typeWords } from './message-words.ts';
import { useRows } from './row-store.ts';
import { SegmentList } from './SegmentList.tsx';
import { messageText, openAtFirst } from './segment-words.ts';
import { useAnswer } from './use-answer.ts';
import { useLoaded } from './use-loaded.ts';
import { scrollToPlace, useView, type Target } from './view-store.ts';

/** The message that was chosen, in segments and fields, or as text. */
export function MessagePane({ file }: { readonly file: MessageFile }) {
  const current = useView((state) => state.current);
  const asText = useView((state) => state.asText);
  const type = useRows((state) => state.current?.type ?? null);
  const message = useMessage(file, current);
  return (
    <Panel region="Message">
      <div className={styles.head}>
        <h2 className={styles.title}>Message</h2>
        {type !== null && (
          <span className={styles.type} title={type}>
            {typeWords(type)} <span className={styles.code}>{type.split('^', 2).join('^')}</span>
          </span>
        )}
        {message.status === 'ready' && (
          <>
            {asText && <CopyButton size="small" text={() => messageText(message.value.segments)} />}
            <Button
              variant="quiet"
              size="small"
              onPress={() => useView.setState({ asText: !asText })}
            >
              {asText ? 'Show as fields' : 'Show as text'}
            </Button>
          </>
        )}
      </div>
      {current === null ? (
        <EmptyState icon={FileText}>Choose a message to read it.</EmptyState>
      ) : message.status === 'failed' ? (
        <EmptyState title="This message can't be read">
          {describeFailure(message.failure, { file: file.name }).nextStep}
        </EmptyState>
      ) : message.status === 'loading' ? (
        <div className={styles.body} />
      ) : asText ? (
        <pre className={styles.text} tabIndex={0} aria-label="Message as text" data-message-body>
          {messageText(message.value.segments)}
        </pre>
      ) : (
        <Fields key={`${file.id} ${message.value.index}`} file={file} message={message.value} />
      )}
    </Panel>
  );
}

/** A message of a file; asked anew when its letters are read in another way. */
export function useMessage(file: MessageFile, index: number | null) {
  const key = index === null ? null : `${file.id} ${index} ${file.letters}`;
  return useLoaded(key, () => call('messages.view', { fileId: file.id, index: index ?? 0 }));
}

function Fields({ file, message }: { readonly file: MessageFile; readonly message: MessageView }) {
  const { segments } = message;
  const search = useView((state) => state.search);
  const target = useView((state) => state.target);
  const answer = useAnswer(file.id);
  const errors = answer.status === 'ready' ? (answer.value?.acknowledgement.errors ?? null) : null;
  const pointed = useMemo(() => pointedPlaces(errors ?? [], segments), [errors, segments]);
  const first = useMemo(
    () => openAtFirst(segments, segmentsOf([...pointed.keys()]), search),
    [segments, pointed, search],
  );
  const [moved, setMoved] = useState<ReadonlyMap<number, boolean>>(new Map());
  const isOpen = (index: number) =>
    moved.get(index) ?? (first.has(index) || target?.segment === index);
  const anyOpen = segments.some((_, index) => isOpen(index));
  const body = useRef<HTMLDivElement>(null);
  const [led, setLed] = useState(target);
  // A link opens the segment that it leads to, also one that was closed by hand.
  if (target !== led) {
    setLed(target);
    if (target !== null) setMoved((known) => new Map(known).set(target.segment, true));
  }
  useTarget(body, target);
  useEffect(() => {
    const place = firstPlace(pointed);
    if (place !== null) scrollToPlace(place);
  }, [pointed]);
  return (
    <>
      <div
        ref={body}
        className={styles.body}
        tabIndex={0}
        data-message-body
        role="group"
        aria-label="Segments and fields"
      >
        <SegmentList
          segments={segments}
          isOpen={isOpen}
          onToggle={(index) => setMoved((known) => new Map(known).set(index, !isOpen(index)))}
          pointed={pointed}
          target={target}
          search={search}
        />
      </div>
      <div className={styles.foot}>
        <span>Line {segments[0]?.line.toLocaleString('en-US') ?? ''} of the file</span>
        <IconButton
          size="small"
          icon={anyOpen ? ChevronsDownUp : ChevronsUpDown}
          label={anyOpen ? 'Close all segments' : 'Open all segments'}
          onPress={() => setMoved(new Map(segments.map((_, index) => [index, !anyOpen])))}
        />
      </div>
    </>
  );
}

const segmentsOf = (keys: readonly string[]): ReadonlySet<number> =>
  new Set(keys.map((key) => Number(key.split('-', 1)[0])));

/** Scrolls to what a link leads to: the field, or its segment where that is not shown. */
function useTarget(body: { readonly current: HTMLElement | null }, target: Target | null): void {
  useEffect(() => {
    if (target === null) return;
    const frame = requestAnimationFrame(() => {
      const find = (selector: string) => body.current?.querySelector<HTMLElement>(selector);
      const field = find(`[data-place="${target.segment}-${target.field ?? ''}"]`);
      const place = field ?? find(`[data-segment="${target.segment}"]`);
      place?.scrollIntoView({ block: 'nearest' });
      if (target.focus) place?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [body, target]);
}
