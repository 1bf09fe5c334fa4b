import type { Failure } from './error.ts';

/** What the server lets this account do, as far as it is known: the screen offers nothing else. */
export interface SessionAbilities {
  readonly browse: boolean;
  readonly download: boolean;
  readonly makeFolder: boolean;
  readonly rename: boolean;
  readonly remove: boolean;
}

/** The state of a site's live connection. */
export type SessionState =
  | { readonly status: 'disconnected' }
  | { readonly status: 'connecting' }
  | {
      readonly status: 'connected';
      readonly since: number;
      /** The folder the server opened, absolute. */
      readonly home: string;
      /** For Details: server's greeting, version and algorithms of the link. */
      readonly facts: readonly { readonly name: string; readonly value: string }[];
      readonly abilities: SessionAbilities;
    }
  | { readonly status: 'failed'; readonly failure: Failure };

export interface SessionLogLine {
  readonly id: number;
  readonly siteId: string;
  readonly at: number;
  readonly kind: 'sent' | 'received' | 'info' | 'error';
  /** Control characters are already replaced; no password, no file content. */
  readonly text: string;
}
