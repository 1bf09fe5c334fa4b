/**
 * Deals items out to columns, one after the other, so that a card stays in its column however high
 * the others grow.
 */
export const inColumns = <Item>(
  items: readonly Item[],
  count: number,
): readonly (readonly Item[])[] =>
  Array.from({ length: count }, (_, column) =>
    items.filter((_item, index) => index % count === column),
  );
