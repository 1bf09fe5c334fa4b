import type { LucideIcon } from 'lucide-react';
import type { Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './IconButton.module.css';
import { WithTooltip } from './Tooltip.tsx';

export interface IconButtonProps extends Omit<
  AriaButtonProps,
  'children' | 'className' | 'style' | 'aria-label'
> {
  readonly icon: LucideIcon;
  /** Read aloud, and shown as the tooltip. */
  readonly label: string;
  /** Shown behind the label in the tooltip, for example "F5". */
  readonly shortcut?: string;
  readonly size?: 'normal' | 'small';
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({
  icon: Icon,
  label,
  shortcut,
  size = 'normal',
  ...rest
}: IconButtonProps) {
  return (
    <WithTooltip text={shortcut === undefined ? label : `${label} (${shortcut})`}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={classNames(styles.button, size === 'small' && styles.small)}
      >
        <Icon aria-hidden />
      </AriaButton>
    </WithTooltip>
  );
}
