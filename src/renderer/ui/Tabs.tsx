import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './Tabs.module.css';

export interface TabSpec<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** A count beside the label; 0 and undefined show nothing. */
  readonly count?: number | undefined;
  readonly content: ReactNode;
}

/** Tabs, 44 px high, with room for actions at the right of the list. Side padding 16, or 24 in forms. */
export function Tabs<Id extends string>({
  label,
  tabs,
  selected,
  onSelect,
  actions,
  padding = 'panel',
}: {
  readonly label: string;
  readonly tabs: readonly TabSpec<Id>[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
  readonly actions?: ReactNode;
  readonly padding?: 'panel' | 'form';
}) {
  return (
    <AriaTabs
      selectedKey={selected}
      onSelectionChange={(key) => {
        const tab = tabs.find((candidate) => candidate.id === key);
        if (tab) onSelect(tab.id);
      }}
      className={classNames(styles.tabs)}
    >
      <div className={classNames(styles.head, padding === 'form' && styles.form)}>
        <TabList aria-label={label} className={classNames(styles.list)}>
          {tabs.map((tab) => (
            <Tab key={tab.id} id={tab.id} className={classNames(styles.tab)}>
              {/* The strong width is reserved, so that nothing moves when another tab is chosen. */}
              <span className={styles.label} data-text={tab.label}>
                {tab.label}
              </span>
              {(tab.count ?? 0) > 0 && <span className={styles.count}>{tab.count}</span>}
            </Tab>
          ))}
        </TabList>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={classNames(styles.panel)}>
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
