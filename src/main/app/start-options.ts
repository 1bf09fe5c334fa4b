import { parseArgs } from 'node:util';

/** What the program was started with. Chromium's own switches are among the arguments and are left alone. */
export function chosenDataFolder(args: readonly string[]): string | null {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: { 'data-dir': { type: 'string' } },
  });
  const chosen = values['data-dir'];
  return typeof chosen === 'string' && chosen !== '' ? chosen : null;
}
