import { AppError } from '../../shared/domain/error.ts';
import type { EntryKind } from '../../shared/domain/remote-entry.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { joinRemote } from '../transfer/remote-path.ts';
import type { Browse } from '../transport/transport.ts';

/** Small changes to the folders of a server; each rejects `not-supported` where the server has no such thing. */
export class RemoteChanges {
  readonly #sessions: Pick<Sessions, 'use'>;
  readonly #signal: AbortSignal;

  /** `signal` ends whatever is under way. */
  constructor(sessions: Pick<Sessions, 'use'>, signal: AbortSignal) {
    this.#sessions = sessions;
    this.#signal = signal;
  }

  makeFolder(siteId: string, folder: string, name: string): Promise<void> {
    return this.#change(siteId, ({ makeFolder }, signal) =>
      makeFolder?.(joinRemote(folder, name), signal),
    );
  }

  rename(siteId: string, folder: string, from: string, to: string): Promise<void> {
    return this.#change(siteId, ({ rename }, signal) =>
      rename?.(joinRemote(folder, from), joinRemote(folder, to), signal),
    );
  }

  /** A folder goes only when it is empty. */
  remove(siteId: string, folder: string, name: string, kind: EntryKind): Promise<void> {
    return this.#change(siteId, ({ removeFile, removeFolder }, signal) => {
      const remove = kind === 'folder' ? removeFolder : removeFile;
      return remove?.(joinRemote(folder, name), signal);
    });
  }

  #change(
    siteId: string,
    act: (browse: Browse, signal: AbortSignal) => Promise<void> | undefined,
  ): Promise<void> {
    return this.#sessions.use(
      siteId,
      'browse',
      async ({ browse }, signal) => {
        const done = browse === undefined ? undefined : act(browse, signal);
        if (done === undefined) throw new AppError('not-supported');
        await done;
      },
      this.#signal,
    );
  }
}
