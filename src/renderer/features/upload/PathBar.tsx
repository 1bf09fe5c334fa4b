import { ChevronDown, ChevronRight, Ellipsis, type LucideIcon } from 'lucide-react';
import { Fragment } from 'react';
import { Button } from 'react-aria-components';
import { classNames } from '../../ui/class-names.ts';
import { Menu } from '../../ui/Menu.tsx';
import type { MenuCommands } from '../../ui/MenuList.tsx';
import { foldCrumbs } from './fold-crumbs.ts';
import styles from './PathBar.module.css';
import type { Crumb } from './remote-path.ts';

/** The way to the open folder; each step opens it. `places`: drives and favourites behind the chevron. */
export function PathBar({
  label,
  icon: Icon,
  crumbs,
  placeholder = '',
  onOpen,
  places,
}: {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly crumbs: readonly Crumb[];
  /** While there is no folder. */
  readonly placeholder?: string;
  readonly onOpen: (path: string) => void;
  readonly places?: {
    readonly label: string;
    readonly commands: MenuCommands;
    readonly onOpen: () => void;
  };
}) {
  const { first, hidden, last } = foldCrumbs(crumbs);
  const step = (crumb: Crumb, isHere: boolean) => (
    <Button
      onPress={() => onOpen(crumb.path)}
      {...(isHere ? { 'aria-current': 'location' as const } : {})}
      className={classNames(styles.crumb, isHere && styles.here)}
    >
      {crumb.name}
    </Button>
  );
  return (
    <div className={styles.bar} role="group" aria-label={label}>
      <Icon aria-hidden />
      {crumbs.length === 0 && <span className={styles.placeholder}>{placeholder}</span>}
      {first && step(first, crumbs.length === 1)}
      {hidden.length > 0 && (
        <>
          <ChevronRight aria-hidden className={styles.between} />
          <Menu
            label="Folders between"
            placement="bottom start"
            commands={hidden.map((crumb) => ({
              id: crumb.path,
              label: crumb.name,
              onAction: () => onOpen(crumb.path),
            }))}
          >
            <Button aria-label="Folders between" className={classNames(styles.crumb)}>
              <Ellipsis aria-hidden />
            </Button>
          </Menu>
        </>
      )}
      {last.map((crumb, index) => (
        <Fragment key={crumb.path}>
          <ChevronRight aria-hidden className={styles.between} />
          {step(crumb, index === last.length - 1)}
        </Fragment>
      ))}
      {places && (
        <Menu label={places.label} commands={places.commands}>
          <Button
            aria-label={places.label}
            className={classNames(styles.places)}
            onPress={places.onOpen}
          >
            <ChevronDown aria-hidden />
          </Button>
        </Menu>
      )}
    </div>
  );
}
