/**
 * A secret as it may stand in what a server says: as it is, and as it is written in XML or HTML. The longest
 * first, so that one which holds another is masked whole.
 */
export function secretForms(secret: string): readonly string[] {
  const inText = ['&', '<', '>'] as const;
  const forms = [
    secret,
    escaped(secret, inText, entities),
    ...['&apos;', '&#39;', '&#x27;'].map((apostrophe) =>
      escaped(secret, [...inText, '"', "'"], { ...entities, "'": apostrophe }),
    ),
    escaped(secret, [...inText, '"'], entities),
  ];
  return [...new Set(forms)].sort((one, other) => other.length - one.length);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escaped = (
  text: string,
  characters: readonly string[],
  as: Readonly<Record<string, string>>,
): string =>
  Array.from(text, (character) =>
    characters.includes(character) ? (as[character] ?? character) : character,
  ).join('');
