/** Keeps both sides of a divider at their least size; the first side wins where there is no room. */
export function clampSize(
  size: number,
  { total, leastFirst, leastSecond }: { total: number; leastFirst: number; leastSecond: number },
): number {
  const most = Math.max(total - leastSecond, leastFirst);
  return Math.round(Math.min(Math.max(size, leastFirst), most));
}
