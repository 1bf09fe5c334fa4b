/** Looking at folders goes before files that wait: somebody is watching. */
export type WorkKind = 'browse' | 'transfer';

export interface LinkView {
  readonly lanes: number;
  readonly busy: number;
  /** Whether it takes new work. */
  readonly usable: boolean;
}

export interface LaneView {
  readonly links: readonly LinkView[];
  /** A connection is being made. */
  readonly opening: boolean;
  /** Files under way, over all links. */
  readonly transfers: number;
  readonly mostTransfers: number;
  readonly mostLinks: number;
}

export type LaneChoice =
  | { readonly kind: 'take'; readonly index: number }
  | { readonly kind: 'open' }
  | { readonly kind: 'wait' };

/**
 * Where the next piece of work goes. Further links are opened for files only, when every lane is taken;
 * a link that takes no more work still counts until it is gone, because the server counts it too.
 */
export function chooseLane(view: LaneView, kind: WorkKind): LaneChoice {
  if (kind === 'transfer' && view.transfers >= view.mostTransfers) return { kind: 'wait' };
  const index = leastBusy(view.links);
  if (index !== undefined) return { kind: 'take', index };
  if (view.opening) return { kind: 'wait' };
  if (view.links.length === 0) return { kind: 'open' };
  const wanted = kind === 'transfer' || !view.links.some((link) => link.usable);
  return wanted && view.links.length < view.mostLinks ? { kind: 'open' } : { kind: 'wait' };
}

function leastBusy(links: readonly LinkView[]): number | undefined {
  let best: number | undefined;
  let fewest = Infinity;
  for (const [index, link] of links.entries()) {
    if (!link.usable || link.busy >= link.lanes || link.busy >= fewest) continue;
    best = index;
    fewest = link.busy;
  }
  return best;
}
