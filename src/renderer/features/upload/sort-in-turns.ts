import type { Compare } from './sort-entries.ts';

export interface Turns {
  /** Whether the turn has lasted long enough. */
  readonly isLong: () => boolean;
  /** Resolves in a new one. Rejects when the result is not wanted any more. */
  readonly next: () => Promise<void>;
}

/** So many are put in order without a look at the clock. */
const atOnce = 1000;

/**
 * Sorts very many without holding the window up: a merge sort that takes a turn, and then lets others have
 * theirs. `sorted` is in order already. What compares as equal stays in the order given.
 */
export async function sortInTurns<Entry>(
  sorted: readonly Entry[],
  others: readonly Entry[],
  compare: Compare<Entry>,
  turns: Turns,
): Promise<readonly Entry[]> {
  let runs: (readonly Entry[])[] = [];
  for (let at = 0; at < others.length; at += atOnce) {
    runs.push(others.slice(at, at + atOnce).sort(compare));
    if (turns.isLong()) await turns.next();
  }
  while (runs.length > 1) {
    const merged: (readonly Entry[])[] = [];
    for (let at = 0; at < runs.length; at += 2)
      merged.push(await merge(runs[at] ?? [], runs[at + 1] ?? [], compare, turns));
    runs = merged;
  }
  return await merge(sorted, runs[0] ?? [], compare, turns);
}

async function merge<Entry>(
  one: readonly Entry[],
  other: readonly Entry[],
  compare: Compare<Entry>,
  turns: Turns,
): Promise<readonly Entry[]> {
  if (one.length === 0) return other;
  if (other.length === 0) return one;
  const merged: Entry[] = [];
  let left = 0;
  let right = 0;
  while (left < one.length || right < other.length) {
    const a = one[left];
    const b = other[right];
    if (b === undefined || (a !== undefined && compare(a, b) <= 0)) {
      merged.push(a as Entry);
      left += 1;
    } else {
      merged.push(b);
      right += 1;
    }
    if (merged.length % atOnce === 0 && turns.isLong()) await turns.next();
  }
  return merged;
}
