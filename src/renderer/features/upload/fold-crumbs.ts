import type { Crumb } from './remote-path.ts';

const mostShown = 3;

/** Long ways show their first and last two steps; the ones between are behind "…". */
export function foldCrumbs(crumbs: readonly Crumb[]): {
  readonly first: Crumb | undefined;
  readonly hidden: readonly Crumb[];
  readonly last: readonly Crumb[];
} {
  const [first, ...rest] = crumbs;
  if (crumbs.length <= mostShown) return { first, hidden: [], last: rest };
  return { first, hidden: rest.slice(0, -2), last: rest.slice(-2) };
}
