import { reportFailure } from '../../app/report-failure.ts';
import { everyRow } from './load-rows.ts';
import { rowAt, useRows } from './row-store.ts';
import { useView } from './view-store.ts';

/** How a press or a key changes what is chosen. */
export type ChooseHow = 'only' | 'toggle' | 'range' | 'focus';

/** Moves the focus of the list to a row, and chooses. */
export function chooseRow(position: number, how: ChooseHow): void {
  const row = rowAt(position)(useRows.getState());
  const { chosen, anchor } = useView.getState();
  switch (how) {
    case 'only':
      useView.setState({
        focused: position,
        anchor: position,
        chosen: new Set(row === undefined ? [] : [row.index]),
      });
      break;
    case 'toggle': {
      const next = new Set(chosen);
      if (row !== undefined && !next.delete(row.index)) next.add(row.index);
      useView.setState({ focused: position, anchor: position, chosen: next });
      break;
    }
    case 'range':
      useView.setState({ focused: position });
      void chooseRange(Math.min(anchor, position), Math.max(anchor, position));
      break;
    case 'focus':
      useView.setState({ focused: position });
  }
  if (how !== 'focus') showRow(position);
}

/** Shows the message of a row, as soon as the row is there. */
export function showRow(position: number): void {
  const row = rowAt(position)(useRows.getState());
  if (row === undefined || useView.getState().focused !== position) return;
  const { chosen, current } = useView.getState();
  if (chosen.size === 0) useView.setState({ chosen: new Set([row.index]) });
  if (current === row.index) return;
  useView.setState({ current: row.index, target: null });
  useRows.setState({ current: row });
}

export function chooseAll(): void {
  const { total } = useRows.getState();
  if (total === null || total === 0) return;
  useView.setState({ anchor: 0 });
  void chooseRange(0, total - 1);
}

/* Only the last one that was asked for counts. */
let asked = 0;

async function chooseRange(from: number, to: number): Promise<void> {
  const { query } = useRows.getState();
  if (query === null || from < 0) return;
  const mine = (asked += 1);
  try {
    const whole = query.filter === 'all' && query.search === '';
    // Without a filter a row's place is its index; else those that were never in sight are asked for.
    const indexes = whole
      ? Array.from({ length: to - from + 1 }, (_, at) => from + at)
      : (await everyRow(query, { from, to: to + 1 })).map(({ index }) => index);
    if (mine === asked && useRows.getState().query === query)
      useView.setState({ chosen: new Set(indexes) });
  } catch (thrown) {
    reportFailure(thrown);
  }
}
