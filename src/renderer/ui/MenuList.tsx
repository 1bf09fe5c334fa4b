import { ChevronRight, type LucideIcon } from 'lucide-react';
import {
  Keyboard,
  Menu as AriaMenu,
  MenuItem,
  Popover,
  Separator,
  SubmenuTrigger,
  Text,
} from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './Menu.module.css';

interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly hint?: string;
  readonly shortcut?: string;
  readonly tone?: 'danger';
  readonly isDisabled?: boolean;
}

/** One command of a menu, or a menu inside it. `null` in a list of commands is a line between groups. */
export type MenuCommand = MenuEntry &
  ({ readonly onAction: () => void } | { readonly commands: MenuCommands });
export type MenuCommands = readonly (MenuCommand | null)[];

/** The inside of a menu; Menu and ContextMenu put it into a popover. */
export function MenuList({
  label,
  commands,
  onClose,
}: {
  readonly label: string;
  readonly commands: MenuCommands;
  readonly onClose?: () => void;
}) {
  return (
    <AriaMenu
      aria-label={label}
      autoFocus="first"
      className={classNames(styles.list)}
      {...(onClose ? { onClose } : {})}
    >
      {commands.map((command, index) => {
        if (command === null) return <Separator key={index} className={classNames(styles.line)} />;
        if (!('commands' in command)) return <Item key={command.id} command={command} />;
        return (
          <SubmenuTrigger key={command.id}>
            <Item command={command} />
            <Popover offset={-2} className={classNames(styles.popover)}>
              <MenuList
                label={command.label}
                commands={command.commands}
                {...(onClose ? { onClose } : {})}
              />
            </Popover>
          </SubmenuTrigger>
        );
      })}
    </AriaMenu>
  );
}

function Item({ command }: { readonly command: MenuCommand }) {
  return (
    <MenuItem
      id={command.id}
      textValue={command.label}
      isDisabled={command.isDisabled ?? false}
      {...('onAction' in command ? { onAction: command.onAction } : {})}
      className={classNames(styles.item, command.tone === 'danger' && styles.dangerItem)}
    >
      {command.icon && <command.icon aria-hidden />}
      <span className={styles.words}>
        <Text slot="label">{command.label}</Text>
        {command.hint !== undefined && (
          <Text slot="description" className={classNames(styles.hint)}>
            {command.hint}
          </Text>
        )}
      </span>
      {command.shortcut !== undefined && (
        <Keyboard className={classNames(styles.keys)}>{command.shortcut}</Keyboard>
      )}
      {'commands' in command && <ChevronRight aria-hidden />}
    </MenuItem>
  );
}
