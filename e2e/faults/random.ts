/** Random numbers that are the same for the same seed (mulberry32), so that a run that failed can be run again. */
export interface Random {
  /** From 0 up to 1. */
  readonly next: () => number;
  /** A whole number from `from` to `to`. */
  readonly between: (from: number, to: number) => number;
  readonly oneOf: <T>(choices: readonly [T, ...T[]]) => T;
  readonly bytes: (length: number) => Buffer;
}

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    between,
    oneOf: (choices) => choices[between(0, choices.length - 1)] ?? choices[0],
    bytes: (length) => {
      const made = Buffer.alloc(length);
      for (let at = 0; at < length; at += 1) made[at] = between(0, 255);
      return made;
    },
  };
}
