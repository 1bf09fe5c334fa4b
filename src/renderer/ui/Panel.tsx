import type { ReactNode } from 'react';
import styles from './Panel.module.css';

/** A region that holds content. `region` is its name for screen readers and F6. */
export function Panel({
  region,
  width,
  children,
}: {
  readonly region: string;
  /** Pixels; without it the panel takes the room there is. */
  readonly width?: number;
  readonly children: ReactNode;
}) {
  return (
    <section
      aria-label={region}
      data-region={region}
      className={styles.panel}
      style={width === undefined ? undefined : { flex: `0 1 ${width}px` }}
    >
      {children}
    </section>
  );
}
