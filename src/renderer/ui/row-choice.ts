/** What is chosen in a list of rows, each known by its key. */
export interface RowChoice {
  readonly selected: ReadonlySet<string>;
  /** Where the keyboard is; null: nowhere yet. */
  readonly focused: string | null;
  /** Where a range began. */
  readonly anchor: string | null;
}

/** How a press or a key changes what is chosen. `focus`: only where the keyboard is. */
export type ChooseHow = 'only' | 'toggle' | 'range' | 'focus';

/** The choice after a press on a row, or after a key has led there. */
export function choose(
  choice: RowChoice,
  keys: readonly string[],
  key: string,
  how: ChooseHow,
): RowChoice {
  switch (how) {
    case 'only':
      return { selected: new Set([key]), focused: key, anchor: key };
    case 'toggle': {
      const selected = new Set(choice.selected);
      if (!selected.delete(key)) selected.add(key);
      return { selected, focused: key, anchor: key };
    }
    case 'range': {
      const to = keys.indexOf(key);
      const from = choice.anchor === null ? -1 : keys.indexOf(choice.anchor);
      if (from < 0) return { selected: new Set([key]), focused: key, anchor: key };
      const range = keys.slice(Math.min(from, to), Math.max(from, to) + 1);
      return { ...choice, selected: new Set(range), focused: key };
    }
    case 'focus':
      return { ...choice, focused: key };
  }
}

/** How a press with these keys held down chooses. */
export const howOfPress = (event: {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}): ChooseHow => (event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only');

/** The selected ones in the order of their rows. */
export const inOrderOfRows = (
  keys: readonly string[],
  selected: ReadonlySet<string>,
): readonly string[] => (selected.size === 0 ? [] : keys.filter((key) => selected.has(key)));

/** The place of a key; found at once where it has not moved. -1: it is not there. */
export const placeOf = (keys: readonly string[], key: string | null, hint: number): number =>
  key === null ? -1 : keys[hint] === key ? hint : keys.indexOf(key);

/** The next row from `from` on, and around, whose name begins with what was typed; -1: none does. */
export function rowOfTyping(
  keys: readonly string[],
  nameOf: (key: string, row: number) => string,
  typed: string,
  from: number,
): number {
  const wanted = typed.toLowerCase();
  for (let step = 0; step < keys.length; step += 1) {
    const at = (Math.max(0, from) + step) % keys.length;
    const key = keys[at];
    if (key !== undefined && nameOf(key, at).toLowerCase().startsWith(wanted)) return at;
  }
  return -1;
}
