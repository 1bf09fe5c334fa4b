import type { Failure } from '../../../shared/domain/error.ts';
import type { SessionState } from '../../../shared/domain/session.ts';

/** What the site's pane shows in its middle. */
export type SitePaneView =
  | { readonly kind: 'no-site' }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'connecting' }
  /** A question waits for the person's answer. */
  | { readonly kind: 'asking' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'loading' }
  /** Nothing to list: an empty folder, or one that may not be listed. */
  | { readonly kind: 'drop'; readonly why: 'empty' | 'not-listable' }
  | { readonly kind: 'folder-failed'; readonly failure: Failure }
  | { readonly kind: 'table' };

export function sitePaneView({
  hasSite,
  session,
  asking,
  folder,
}: {
  readonly hasSite: boolean;
  readonly session: SessionState;
  readonly asking: boolean;
  readonly folder: {
    readonly entries: readonly unknown[] | null;
    readonly failure: Failure | null;
  };
}): SitePaneView {
  if (!hasSite) return { kind: 'no-site' };
  switch (session.status) {
    case 'disconnected':
      return { kind: 'disconnected' };
    case 'connecting':
      return { kind: asking ? 'asking' : 'connecting' };
    case 'failed':
      return { kind: 'failed', failure: session.failure };
    case 'connected':
      break;
  }
  const { entries, failure } = folder;
  if (entries !== null && entries.length > 0) return { kind: 'table' };
  if (entries !== null) return { kind: 'drop', why: 'empty' };
  if (failure?.code === 'remote-listing-refused' || failure?.code === 'remote-permission')
    return { kind: 'drop', why: 'not-listable' };
  if (failure !== null) return { kind: 'folder-failed', failure };
  return { kind: 'loading' };
}
