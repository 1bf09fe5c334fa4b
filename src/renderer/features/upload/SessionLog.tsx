import { useEffect, useMemo, useRef } from 'react';
import { ListBox, ListBoxItem, ListLayout, Virtualizer } from 'react-aria-components';
import type { SessionLogLine } from '../../../shared/domain/session.ts';
import { formatClockSeconds } from '../../app/format-time.ts';
import { useSessions } from '../../app/sessions-store.ts';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import styles from './SessionLog.module.css';

const marks = { sent: '>', received: '<', info: ' ', error: '!' } as const;
const layoutOptions = { estimatedRowSize: 20 };

/** One line of the log as text: time, direction, words. */
export const logText = ({ at, kind, text }: SessionLogLine): string =>
  `${formatClockSeconds(at)} ${marks[kind]} ${text}`;

/** What was said between this computer and one site; it follows its end unless the person scrolled up. */
export function SessionLog({ siteId }: { readonly siteId: string | null }) {
  const log = useSessions((state) => state.log);
  const lines = useMemo(() => log.filter((line) => line.siteId === siteId), [log, siteId]);
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    const element = list.current;
    if (!element || !atEnd.current) return;
    // The new rows are measured in the next frame; only then is the end where it will stay.
    const frame = requestAnimationFrame(() => {
      element.scrollTop = element.scrollHeight;
    });
    return () => cancelAnimationFrame(frame);
  }, [lines]);
  if (lines.length === 0)
    return <EmptyState>Nothing yet. What is said to this site shows up here.</EmptyState>;
  return (
    <Virtualizer layout={ListLayout} layoutOptions={layoutOptions}>
      <ListBox
        ref={list}
        aria-label="Session log"
        items={lines}
        selectionMode="none"
        onScroll={({ currentTarget }) => {
          const { scrollTop, scrollHeight, clientHeight } = currentTarget;
          atEnd.current = scrollHeight - scrollTop - clientHeight < 40;
        }}
        className={classNames(styles.log)}
      >
        {(line) => (
          <ListBoxItem textValue={line.text} className={classNames(styles.line, styles[line.kind])}>
            <span className={styles.time}>{formatClockSeconds(line.at)}</span>
            <span className={styles.mark} aria-hidden>
              {marks[line.kind]}
            </span>
            <span className={styles.text}>{line.text}</span>
          </ListBoxItem>
        )}
      </ListBox>
    </Virtualizer>
  );
}
