import { parseArgs } from 'node:util';

/* What the program was started with. Chromium's own switches are among the arguments and are left alone. */

export function chosenDataFolder(args: readonly string[]): string | null {
  const chosen = optionOf(args, 'data-dir');
  return chosen === null || chosen === '' ? null : chosen;
}

/** `--retry-delays=0,500` (ms; empty: none), for tests of the window; else as the program has them (undefined). */
export function chosenRetryDelays(args: readonly string[]): readonly number[] | undefined {
  const chosen = optionOf(args, 'retry-delays');
  if (chosen === null || !/^(\d{1,6}(,\d{1,6})*)?$/.test(chosen)) return undefined;
  return chosen === '' ? [] : chosen.split(',').map(Number);
}

/** `--hidden`: the computer starts the program, and nobody wants to see its window. */
export const startsHidden = (args: readonly string[]): boolean => args.includes('--hidden');

function optionOf(args: readonly string[], name: string): string | null {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: { [name]: { type: 'string' } },
  });
  const value = values[name];
  return typeof value === 'string' ? value : null;
}
