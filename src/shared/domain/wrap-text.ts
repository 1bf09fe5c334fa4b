/**
 * The text in lines of `width` characters at the most: broken at a space, else behind a colon (a
 * fingerprint has no spaces), else anywhere. Line ends that are there stay.
 */
export function wrapText(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, width));
}

function wrapLine(line: string, width: number): readonly string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const cut = cutOf(rest, width);
    lines.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return [...lines, rest];
}

function cutOf(text: string, width: number): number {
  const space = text.lastIndexOf(' ', width);
  if (space > width / 3) return space;
  const colon = text.lastIndexOf(':', width - 1) + 1;
  if (colon > width / 3) return colon;
  // Half a character (of two code units) is none.
  return /[\ud800-\udbff]/.test(text.charAt(width - 1)) ? width - 1 : width;
}
