import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button as AriaButton, Input, SearchField } from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './SearchBox.module.css';

const longest = 200;
/** The typing rests. */
const restMs = 250;

/** A search that is done when the typing rests. Ctrl+F leads to it; Escape empties it. */
export function SearchBox({
  label,
  placeholder,
  search,
  onSearch,
}: {
  readonly label: string;
  readonly placeholder: string;
  /** What is searched now. */
  readonly search: string;
  /** The same function each time, or every render would begin the rest anew. */
  readonly onSearch: (text: string) => void;
}) {
  const [text, setText] = useState(search);
  const [seen, setSeen] = useState(search);
  const input = useRef<HTMLInputElement>(null);
  // Somebody else has changed what is searched.
  if (seen !== search) {
    setSeen(search);
    setText(search);
  }
  useEffect(() => {
    if (text === search) return;
    const timer = setTimeout(() => onSearch(text), restMs);
    return () => clearTimeout(timer);
  }, [text, search, onSearch]);
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
      aria-label={label}
      value={text}
      onChange={(value) => setText(value.slice(0, longest))}
      onSubmit={(value) => {
        if (value !== search) onSearch(value);
      }}
      className={classNames(styles.search)}
    >
      <Search aria-hidden />
      <Input
        ref={input}
        placeholder={placeholder}
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
