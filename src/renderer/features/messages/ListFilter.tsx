import type { RowFilter } from '../../../shared/domain/message-file.ts';
import { SearchBox } from '../../ui/SearchBox.tsx';
import { Select } from '../../ui/Select.tsx';
import styles from './ListFilter.module.css';
import { useRows } from './row-store.ts';
import { setFilter, setSearch, useView } from './view-store.ts';

const filterNames: Readonly<Record<RowFilter, string>> = {
  all: 'All',
  'not-sent': 'Not sent',
  remarks: 'With remarks',
  refused: 'Not accepted',
  trouble: 'Trouble',
};
const filters = Object.keys(filterNames) as RowFilter[];

/** Which messages the list shows: by how they stand, and by what is in them. */
export function ListFilter() {
  const filter = useView((state) => state.filter);
  const search = useView((state) => state.search);
  const counts = useRows((state) => state.counts);
  return (
    <div className={styles.bar}>
      <SearchBox
        label="Search control ID, type and content"
        placeholder="Search"
        search={search}
        onSearch={setSearch}
      />
      <Select
        label="Show"
        hideLabel
        options={filters.map((value) => ({
          value,
          label: `${filterNames[value]} (${counts[value].toLocaleString('en-US')})`,
        }))}
        value={filter}
        onChange={setFilter}
      />
    </div>
  );
}
