/** Kinds of path that are written /like/this: FileZilla's "default" and Unix. */
const slashed: ReadonlySet<number> = new Set([0, 1]);
const longest = 8192;

/**
 * A remote folder as FileZilla saves it ("1 0 8 incoming 3 hl7" is /incoming/hl7): kind, length of a prefix, then
 * the length and the name of each folder. Null: damaged, or of a server whose paths are written otherwise.
 */
export function remoteSafePath(text: string): string | null {
  if (text.length > longest) return null;
  // A character outside of the BMP counts twice in files that were written on Windows.
  return decode(text.split('')) ?? decode(Array.from(text));
}

function decode(characters: readonly string[]): string | null {
  let at = 0;
  const number = (): number | null => {
    const from = at;
    while (/^\d$/.test(characters[at] ?? '') && at - from < 5) at += 1;
    return at === from ? null : Number(characters.slice(from, at).join(''));
  };
  const kind = number();
  if (kind === null || !slashed.has(kind) || characters[at++] !== ' ') return null;
  if (number() !== 0) return null;
  const names: string[] = [];
  while (at < characters.length) {
    if (characters[at++] !== ' ') return null;
    const length = number();
    if (length === null || characters[at++] !== ' ') return null;
    const name = characters.slice(at, at + length).join('');
    at += length;
    if (at > characters.length || !isName(name)) return null;
    names.push(name);
  }
  return `/${names.join('/')}`;
}

const isName = (name: string): boolean =>
  name !== '' && name !== '.' && name !== '..' && !name.includes('/');
