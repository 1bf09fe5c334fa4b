import { useEffect, useMemo } from 'react';
import { listen } from '../../app/api.ts';
import { useNow } from '../../app/use-now.ts';
import { onWindowCommand } from '../../app/window-commands.ts';
import { filterOf } from './history-filter.ts';
import { refreshRows, startRows } from './load-rows.ts';
import { useView } from './view-store.ts';

/** Keeps the list at what the person chose, and fresh while the screen is there. */
export function useLiveHistory(): void {
  const choice = useView((state) => state.choice);
  // "Today" is another day after midnight, and not before.
  const today = new Date(useNow()).setHours(0, 0, 0, 0);
  const filter = useMemo(() => filterOf(choice, today), [choice, today]);
  useEffect(() => void startRows(filter), [filter]);
  useEffect(() => listen('history.changed', () => void refreshRows()), []);
  useEffect(() => onWindowCommand('refresh', () => void startRows(filter)), [filter]);
}
