import type { ReactNode } from 'react';
import { MenuTrigger, Popover } from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './Menu.module.css';
import { MenuList, type MenuCommands } from './MenuList.tsx';

/** A button (its child: Button or IconButton) that opens a menu. */
export function Menu({
  label,
  commands,
  placement = 'bottom end',
  children,
}: {
  readonly label: string;
  readonly commands: MenuCommands;
  readonly placement?: 'bottom start' | 'bottom end';
  readonly children: ReactNode;
}) {
  return (
    <MenuTrigger>
      {children}
      <Popover placement={placement} offset={4} className={classNames(styles.popover)}>
        <MenuList label={label} commands={commands} />
      </Popover>
    </MenuTrigger>
  );
}
