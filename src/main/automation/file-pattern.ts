/** What systems and programs leave in folders, or write under until a file is whole. */
const passing = [
  '.*',
  '~$*',
  '*.part',
  '*.partial',
  '*.filepart',
  '*.ciis-part',
  '*.crdownload',
  '*.download',
  '*.tmp',
  'thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
].map(charactersOf);

/**
 * Whether a file name is one of those that a rule means. `pattern`: "*" is any text and "?" any one character,
 * whatever the case; several with ";" between them; "*.*" is any name, as on Windows. Hidden and temporary names
 * match only where the pattern has just that name.
 */
export function filePattern(pattern: string): (name: string) => boolean {
  const all = pattern
    .split(';')
    .map((each) => charactersOf(each.trim()))
    .filter((each) => each.length > 0);
  const exact = new Set(all.filter(isPlain).map((each) => each.join('')));
  const wild = all.map((each) => (each.join('') === '*.*' ? ['*'] : each));
  return (name) => {
    const characters = charactersOf(name);
    if (exact.has(characters.join(''))) return true;
    const isMeant = wild.some((each) => matches(each, characters));
    return isMeant && !passing.some((each) => matches(each, characters));
  };
}

/** Macs take names apart into letters and accents; others do not. */
function charactersOf(text: string): readonly string[] {
  return Array.from(text.normalize('NFC'), (character) => character.toLowerCase());
}

const isPlain = (pattern: readonly string[]): boolean =>
  !pattern.includes('*') && !pattern.includes('?');

/** Of all that a "*" may have taken only the last one is tried again: pattern times name is the most it takes. */
function matches(pattern: readonly string[], name: readonly string[]): boolean {
  let at = 0;
  let star = -1;
  let starTook = 0;
  for (let from = 0; from < name.length;) {
    const wanted = pattern[at];
    if (wanted === '*') {
      star = at;
      starTook = from;
      at += 1;
    } else if (wanted === '?' || wanted === name[from]) {
      at += 1;
      from += 1;
    } else if (star >= 0) {
      at = star + 1;
      starTook += 1;
      from = starTook;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
