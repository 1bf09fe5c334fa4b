import { useMemo } from 'react';
import { GridList, GridListItem, ListLayout, Virtualizer } from 'react-aria-components';
import { useTransfers } from '../../app/transfers-store.ts';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { TransferRow } from './TransferRow.tsx';
import styles from './TransferList.module.css';

const layoutOptions = { rowSize: 36 };

interface Item {
  readonly id: string;
}

/* React Aria keeps the rows of items that are the same objects: one object for each id, for good. */
const known = new Map<string, Item>();
function itemOf(id: string): Item {
  const item = known.get(id) ?? { id };
  known.set(id, item);
  return item;
}

/** The rows of one tab, virtualised. It knows ids only; each row subscribes to its transfer. */
export function TransferList({
  label,
  ids,
  empty,
  onDetails,
}: {
  readonly label: string;
  readonly ids: readonly string[];
  readonly empty: string;
  readonly onDetails: (id: string) => void;
}) {
  const items = useMemo(() => ids.map(itemOf), [ids]);
  if (ids.length === 0) return <EmptyState>{empty}</EmptyState>;
  return (
    <Virtualizer layout={ListLayout} layoutOptions={layoutOptions}>
      <GridList
        aria-label={label}
        items={items}
        selectionMode="none"
        className={classNames(styles.list)}
      >
        {(item) => (
          <GridListItem
            id={item.id}
            textValue={useTransfers.getState().byId.get(item.id)?.name ?? item.id}
            className={classNames(styles.item)}
          >
            <TransferRow id={item.id} onDetails={onDetails} />
          </GridListItem>
        )}
      </GridList>
    </Virtualizer>
  );
}
