/** What a sentence may name. */
export interface SentenceWords {
  readonly host: string;
  readonly port: string;
  readonly ports: string;
  readonly file: string;
  readonly label: string;
  readonly secureLink: string;
  readonly keychain: string;
  /** "The proxy proxy.example, port 3128," or "The proxy of this network". */
  readonly proxy: string;
  /** "CIIS", the site's label, or "The server". */
  readonly who: string;
  /** Who can help, as a sentence of its own and behind a comma. */
  readonly ask: string;
  readonly orAsk: string;
}

/** A plain sentence and the one thing to do next. */
export type Writer = (words: SentenceWords) => readonly [sentence: string, nextStep: string];
