export type VbsToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  /** In small letters. */
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'mark'; readonly text: string };

export interface VbsStatement {
  /** Where it begins. */
  readonly line: number;
  readonly tokens: readonly VbsToken[];
}

const mostTokens = 1_000;
/** VBScript itself takes no line of more than 1,022 characters. */
const longestLine = 10_000;

/**
 * The statements of a VBScript, in their order: remarks are left out, lines that end in "_" go on, ":" parts
 * statements. What is no VBScript gives tokens that mean nothing; of a statement at most 1,000 are kept.
 */
export function* vbsStatements(text: string): Generator<VbsStatement> {
  let tokens: VbsToken[] = [];
  let line = 1;
  for (const [index, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|[\r\n]/)
    .entries()) {
    if (tokens.length === 0) line = index + 1;
    let goesOn = false;
    for (const token of tokensOf(raw)) {
      goesOn = token.kind === 'word' && token.text === '_';
      if (goesOn) continue;
      if (token.kind === 'mark' && token.text === ':') {
        if (tokens.length > 0) yield { line, tokens };
        tokens = [];
        line = index + 1;
      } else if (tokens.length < mostTokens) {
        tokens.push(token);
      }
    }
    if (goesOn) continue;
    if (tokens.length > 0) yield { line, tokens };
    tokens = [];
  }
  if (tokens.length > 0) yield { line, tokens };
}

/** Text in quotes (a quote is written twice), number, word, or one other character. */
const tokenPattern = /"((?:[^"]|"")*)"?|(\d+)|([\p{L}_][\p{L}\p{N}_]*)|(\S)/gu;

function* tokensOf(line: string): Generator<VbsToken> {
  for (const [, text, number, word, mark] of line.slice(0, longestLine).matchAll(tokenPattern)) {
    if (text !== undefined) yield { kind: 'text', text: text.replaceAll('""', '"') };
    else if (number !== undefined) yield { kind: 'number', text: number };
    else if (word !== undefined) {
      if (word.toLowerCase() === 'rem') return;
      yield { kind: 'word', text: word.toLowerCase() };
    } else if (mark !== undefined) {
      if (mark === "'") return;
      yield { kind: 'mark', text: mark };
    }
  }
}
