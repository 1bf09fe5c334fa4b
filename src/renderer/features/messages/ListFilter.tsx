import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Input, SearchField, Button as AriaButton } from 'react-aria-components';
import type { RowFilter } from '../../../shared/domain/message-file.ts';
import { classNames } from '../../ui/class-names.ts';
import { Select } from '../../ui/Select.tsx';
import styles from './ListFilter.module.css';
import { useRows } from './row-store.ts';
import { searchSoon } from './use-live-rows.ts';
import { setFilter, useView } from './view-store.ts';

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
  const counts = useRows((state) => state.counts);
  return (
    <div className={styles.bar}>
      <SearchBox />
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

function SearchBox() {
  const search = useView((state) => state.search);
  const [text, setText] = useState(search);
  const [seen, setSeen] = useState(search);
  const input = useRef<HTMLInputElement>(null);
  // Another file was chosen: its search is empty.
  if (seen !== search) {
    setSeen(search);
    setText(search);
  }
  useEffect(() => searchSoon(text), [text]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const find = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!find || event.key.toLowerCase() !== 'f') return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
      event.preventDefault();
      input.current?.select();
      input.current?.focus();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <SearchField
      aria-label="Search control ID, type and content"
      value={text}
      onChange={(value) => setText(value.slice(0, 200))}
      className={classNames(styles.search)}
    >
      <Search aria-hidden />
      <Input
        ref={input}
        placeholder="Search"
        autoComplete="off"
        spellCheck="false"
        className={classNames(styles.input)}
      />
      {text !== '' && (
        <AriaButton className={classNames(styles.clear)}>
          <X aria-hidden />
        </AriaButton>
      )}
    </SearchField>
  );
}
