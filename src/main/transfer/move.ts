import type { Transfer } from '../../shared/domain/transfer.ts';

/** Not begun: only these have a place that can be changed. */
const canMove = ({ status, startedAt }: Transfer): boolean =>
  (status === 'waiting' || status === 'paused') && startedAt === null;

/** Where no number fits between two places any more. */
const smallestStep = 1e-6;

/**
 * The transfers whose position changes when those of `ids` that have not begun go, in the order given,
 * before another one (null: behind all). `all` is the list in its order. One that is not on the list any
 * more as a goal changes nothing.
 */
export function moved(
  all: readonly Transfer[],
  ids: readonly string[],
  before: string | null,
): readonly Transfer[] {
  const known = new Map(all.map((each) => [each.id, each]));
  const moving = [...new Set(ids)]
    .map((id) => known.get(id))
    .filter((each) => each !== undefined)
    .filter(canMove);
  if (moving.length === 0 || (before !== null && !known.has(before))) return [];
  const taken = new Set(moving.map(({ id }) => id));
  const others = all.filter(({ id }) => !taken.has(id));
  const at = placeOf(all, others, before);
  const low = others[at - 1]?.position ?? (others[at]?.position ?? 0) - moving.length - 1;
  const high = others[at]?.position ?? low + moving.length + 1;
  const step = (high - low) / (moving.length + 1);
  if (step > smallestStep) return placed(moving, (index) => low + (index + 1) * step);
  return placed([...others.slice(0, at), ...moving, ...others.slice(at)], (index) => index + 1);
}

/** Before one that moves itself: before the next one that stays. */
function placeOf(
  all: readonly Transfer[],
  others: readonly Transfer[],
  before: string | null,
): number {
  if (before === null) return others.length;
  const stay = new Map(others.map(({ id }, index) => [id, index]));
  const from = all.findIndex(({ id }) => id === before);
  const next = all.slice(from).find(({ id }) => stay.has(id));
  return next === undefined ? others.length : (stay.get(next.id) ?? others.length);
}

const placed = (
  transfers: readonly Transfer[],
  position: (index: number) => number,
): readonly Transfer[] =>
  transfers
    .map((each, index) => ({ ...each, position: position(index) }))
    .filter((each, index) => each.position !== transfers[index]?.position);
