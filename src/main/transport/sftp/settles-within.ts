/** How a piece of work ended, or that it had not after `ms`; it goes on then, unwatched. */
export function settlesWithin(
  ms: number,
  work: Promise<unknown>,
): Promise<'resolved' | 'rejected' | 'late'> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('late'), ms);
    work
      .then(
        () => resolve('resolved'),
        () => resolve('rejected'),
      )
      .finally(() => clearTimeout(timer));
  });
}
