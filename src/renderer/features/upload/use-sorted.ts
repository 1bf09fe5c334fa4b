import { useEffect, useMemo, useState } from 'react';
import { entryOrder, sortEntries, type FileRow, type Sort } from './sort-entries.ts';
import { sortInTurns, type Turns } from './sort-in-turns.ts';

/** So few are sorted on the spot. */
const few = 1000;
/** A turn of sorting, in ms: two of them fit between two frames. */
const turnMs = 8;

interface Sorted<Row> {
  readonly folder: string;
  readonly rows: readonly Row[];
  readonly sort: Sort;
  readonly sorted: readonly Row[];
}

/**
 * The rows of a folder in their order. Those of a large folder are sorted in turns; until they are, the order
 * before is shown. Rows that have only been added to are not sorted anew with the others.
 */
export function useSorted<Row extends FileRow>(
  folder: string,
  rows: readonly Row[],
  sort: Sort,
): readonly Row[] {
  const isFew = rows.length <= few;
  const atOnce = useMemo(() => (isFew ? sortEntries(rows, sort) : null), [isFew, rows, sort]);
  const [known, setKnown] = useState<Sorted<Row>>({ folder, rows, sort, sorted: atOnce ?? rows });
  if (atOnce !== null && known.sorted !== atOnce) setKnown({ folder, rows, sort, sorted: atOnce });
  useEffect(() => {
    if (atOnce !== null || (known.rows === rows && known.sort === sort)) return;
    let isWanted = true;
    const start = isContinued(known, { folder, rows, sort }) ? known.sorted : [];
    void sortInTurns(
      start,
      rows.slice(start.length),
      entryOrder(sort),
      turns(() => isWanted),
    ).then(
      (sorted) => setKnown({ folder, rows, sort, sorted }),
      // Others are wanted by now.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [folder, rows, sort, atOnce, known]);
  if (atOnce !== null) return atOnce;
  return known.folder === folder ? known.sorted : rows;
}

/** Whether the rows begin with those that are in order already. */
const isContinued = <Row>(known: Sorted<Row>, now: Omit<Sorted<Row>, 'sorted'>): boolean =>
  known.folder === now.folder &&
  known.sort === now.sort &&
  known.rows.length <= now.rows.length &&
  known.rows[0] === now.rows[0] &&
  known.rows.at(-1) === now.rows[known.rows.length - 1];

function turns(isWanted: () => boolean): Turns {
  let began = performance.now();
  return {
    isLong: () => performance.now() - began > turnMs,
    next: async () => {
      await new Promise((resolve) => setTimeout(resolve));
      if (!isWanted()) throw new Error('not wanted any more');
      began = performance.now();
    },
  };
}
