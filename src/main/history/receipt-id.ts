/**
 * A receipt's number says when its file or message ended: 256 of them to each millisecond. So numbers are in the
 * order of time, whatever was written first, and a stretch of time is a stretch of numbers. 50 bits; in the index
 * of names 13 more, above them, say which facet it is of (see facets.ts).
 */
export const idBits = 50;
const perMs = 256;
/** In the year 2109; a clock that says more is wrong. It leaves room for those of the same moment. */
const lastMs = 2 ** 42 - 2 ** 20;

export const beyondAllIds = 2 ** idBits;

/** The first number of the millisecond (since 1970), or of the next one. */
export const firstIdOf = (ms: number): number =>
  Math.min(Math.max(Math.ceil(ms), 0), lastMs) * perMs;

/** When the receipt of a number ended: ms since 1970. */
export const momentOf = (id: number): number => Math.floor(id / perMs);

/** The first free number of a moment, or soon after it. `lastIn`: the greatest taken one from `from` up to `to`. */
export function freeId(from: number, lastIn: (from: number, to: number) => number | null): number {
  for (let block = from - (from % perMs); ; block += perMs) {
    const last = lastIn(block, block + perMs);
    const next = Math.max(from, block, last === null ? 0 : last + 1);
    if (next < block + perMs) return next;
  }
}
