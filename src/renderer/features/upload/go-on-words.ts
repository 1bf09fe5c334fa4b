/** The button that lets the queue go on. `waiting`: those that wait because they, or the queue, are paused. */
export function goOnWords({
  interrupted,
  waiting,
}: {
  readonly interrupted: number;
  readonly waiting: number;
}): string {
  if (interrupted === 0) return 'Go on';
  if (waiting > 0) return `Go on with all ${(interrupted + waiting).toLocaleString('en-US')} files`;
  return interrupted === 1
    ? 'Go on with 1 interrupted file'
    : `Go on with ${interrupted.toLocaleString('en-US')} interrupted files`;
}
