import { useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { clampSize } from './clamp-size.ts';
import { classNames } from './class-names.ts';
import styles from './SplitPane.module.css';

export interface SplitPaneProps {
  /** What the divider moves, for example "Size of the queue". */
  readonly label: string;
  /** Side by side, or one above the other. */
  readonly direction: 'row' | 'column';
  /** Share (0 to 1) of the first side; null: as it comes, see `secondSize`. */
  readonly share: number | null;
  /** Null when a double click or Enter puts it back. */
  readonly onShare: (share: number | null) => void;
  /** Pixels of the second side while `share` is null; without it both sides are equal. */
  readonly secondSize?: number;
  readonly leastFirst: number;
  readonly leastSecond: number;
  readonly first: ReactNode;
  readonly second: ReactNode;
}

const gap = 8;
const keyStep = 24;

/** Two sides with a divider that is moved by pointer or by arrow keys (Home and End to the ends). */
export function SplitPane({
  label,
  direction,
  share,
  onShare,
  secondSize,
  leastFirst,
  leastSecond,
  first,
  second,
}: SplitPaneProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [total, setTotal] = useState(0);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () =>
      setTotal((direction === 'row' ? element.clientWidth : element.clientHeight) - gap);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [direction]);

  const wanted =
    share !== null ? share * total : secondSize === undefined ? total / 2 : total - secondSize;
  const size = clampSize(wanted, { total, leastFirst, leastSecond });
  const moveTo = (to: number) => {
    if (total > 0) onShare(clampSize(to, { total, leastFirst, leastSecond }) / total);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const back = direction === 'row' ? 'ArrowLeft' : 'ArrowUp';
    const forth = direction === 'row' ? 'ArrowRight' : 'ArrowDown';
    if (event.key === back) moveTo(size - keyStep);
    else if (event.key === forth) moveTo(size + keyStep);
    else if (event.key === 'Home') moveTo(0);
    else if (event.key === 'End') moveTo(total);
    else if (event.key === 'Enter') onShare(null);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={frame}
      className={classNames(styles.frame, styles[direction])}
      style={{
        [direction === 'row' ? 'gridTemplateColumns' : 'gridTemplateRows']:
          total > 0
            ? `${size}px ${gap}px minmax(0, 1fr)`
            : `1fr ${gap}px ${secondSize === undefined ? '1fr' : `${secondSize}px`}`,
      }}
    >
      {first}
      <div
        role="separator"
        tabIndex={0}
        aria-label={label}
        aria-orientation={direction === 'row' ? 'vertical' : 'horizontal'}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={total > 0 ? Math.round((size / total) * 100) : 50}
        className={styles.divider}
        onKeyDown={onKeyDown}
        onDoubleClick={() => onShare(null)}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          const element = frame.current;
          if (!element || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
          const box = element.getBoundingClientRect();
          moveTo(
            (direction === 'row' ? event.clientX - box.left : event.clientY - box.top) - gap / 2,
          );
        }}
      />
      {second}
    </div>
  );
}
