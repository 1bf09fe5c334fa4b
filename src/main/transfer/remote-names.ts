import { beforeEnding, numbered } from './remote-path.ts';

/** Names to try, at the most. */
const mostNames = 999;

/**
 * Names for a file whose own is taken, in the order in which they are tried. `numerate`: "batch (2).hl7" and on.
 * `rename`: "batch_20261124-150501.hl7", with the time of sending in the office's time zone, and if that is taken
 * too "batch_20261124-150501 (2).hl7" and on.
 */
export function* namesFor(
  path: string,
  rule: 'rename' | 'numerate',
  at: number,
): Generator<string, void, undefined> {
  const base = rule === 'rename' ? withTime(path, at) : path;
  if (rule === 'rename') yield base;
  for (let number = 2; number <= mostNames; number += 1) yield numbered(base, number);
}

function withTime(path: string, at: number): string {
  const time = new Date(at);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${time.getFullYear()}${two(time.getMonth() + 1)}${two(time.getDate())}`;
  const hour = `${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
  return beforeEnding(path, `_${day}-${hour}`);
}
