import type { LucideIcon } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './Button.module.css';
import { classNames } from './class-names.ts';

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  /** One primary button a screen; danger is never the default button. */
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  /** Small (28 px) inside rows. */
  readonly size?: 'normal' | 'small';
  readonly icon?: LucideIcon;
  /** Behind the words: a chevron of a button that opens a menu. */
  readonly iconAfter?: LucideIcon;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({
  variant = 'secondary',
  size = 'normal',
  icon: Icon,
  iconAfter: IconAfter,
  children,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      className={classNames(styles.button, styles[variant], size === 'small' && styles.small)}
    >
      {Icon && <Icon aria-hidden />}
      <span className={styles.words}>{children}</span>
      {IconAfter && <IconAfter aria-hidden />}
    </AriaButton>
  );
}
