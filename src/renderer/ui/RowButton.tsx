import type { LucideIcon } from 'lucide-react';
import type { MouseEvent } from 'react';
import { classNames } from './class-names.ts';
import styles from './RowButton.module.css';

/**
 * A control in a row of RowGrid: the browser's own button, because a list that scrolls makes and drops
 * hundreds of them a second. The arrow keys lead to it, Tab passes it by.
 */
export function RowButton({
  icon: Icon,
  text,
  label,
  boxed = false,
  onPress,
}: {
  readonly icon?: LucideIcon;
  /** Without it the icon stands alone. */
  readonly text?: string;
  /** Read aloud instead of the text; the tooltip of an icon that stands alone. */
  readonly label: string;
  /** The next step has the box. */
  readonly boxed?: boolean;
  readonly onPress: (event: MouseEvent<HTMLElement>) => void;
}) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      title={text === undefined ? label : undefined}
      className={classNames(
        styles.button,
        text === undefined ? styles.icon : boxed ? styles.boxed : styles.quiet,
      )}
      onClick={onPress}
    >
      {Icon && <Icon aria-hidden />}
      {text}
    </button>
  );
}
