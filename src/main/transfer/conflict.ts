import { AppError } from '../../shared/domain/error.ts';
import type { RemoteEntry } from '../../shared/domain/remote-entry.ts';
import type { OnExists } from '../../shared/domain/site.ts';
import type { Ask } from '../prompts/ask.ts';
import type { Connection } from '../transport/transport.ts';
import { fromHome, numbered } from './remote-path.ts';
import { linkIsGone, type Leg } from './run.ts';

export type Plan = { readonly kind: 'send'; readonly path: string } | { readonly kind: 'skip' };

/** What is done about files whose name is on the server already. */
export class Conflicts {
  readonly #ask: Ask;
  /** "Do the same for all" of a site, until its queue has run dry. */
  readonly #forAll = new Map<string, OnExists>();
  /** One question at a time for each site, so that "for all" spares the next ones. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Where the file goes. By default nothing is looked at: many accounts may only write. */
  async plan(leg: Leg): Promise<Plan> {
    const { transfer, site } = leg;
    const path = transfer.remotePath;
    const rule = this.#rule(leg);
    if (rule === 'overwrite') return { kind: 'send', path };
    const there = await leg.use((connection, signal) => entryAt(connection, path, signal));
    if (there === undefined) return { kind: 'send', path };
    if (there.kind === 'folder')
      throw new AppError('remote-exists', 'A folder of that name is there.');
    const choice =
      rule === 'ask' ? await this.#inTurn(site.id, () => this.#choose(leg, there)) : rule;
    switch (choice) {
      case 'skip':
        return { kind: 'skip' };
      case 'rename':
        return { kind: 'send', path: await freeName(leg, path) };
      case 'overwrite':
        return { kind: 'send', path };
    }
  }

  forget(siteId: string): void {
    this.#forAll.delete(siteId);
  }

  #rule({ site }: Leg): OnExists {
    return this.#forAll.get(site.id) ?? site.onExists;
  }

  async #choose(leg: Leg, there: RemoteEntry): Promise<Exclude<OnExists, 'ask'>> {
    const { transfer, site, signal } = leg;
    const settled = this.#rule(leg);
    if (settled !== 'ask') return settled;
    if (stopped(signal)) throw new AppError('cancelled');
    const answer = await this.#ask(
      {
        kind: 'file-exists',
        siteId: site.id,
        name: transfer.name,
        remotePath: transfer.remotePath,
        remoteSize: there.size,
        remoteModifiedAt: there.modifiedAt,
        localSize: transfer.size,
        localModifiedAt: transfer.localModifiedAt,
        more: leg.more(),
      },
      signal,
    );
    if (stopped(signal)) throw new AppError('cancelled');
    if (answer.kind !== 'exists') return 'skip';
    if (answer.forAll) this.#forAll.set(site.id, answer.choice);
    return answer.choice;
  }

  #inTurn<T>(siteId: string, act: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(siteId) ?? Promise.resolve();
    const mine = before.then(act, act);
    this.#turns.set(siteId, mine);
    return mine;
  }
}

/** As a function, or TypeScript takes the first look for the last word. */
const stopped = (signal: AbortSignal): boolean => signal.aborted;

/** Undefined also where the account may not look: then the server's word on the file decides. */
async function entryAt(
  connection: Connection,
  path: string,
  signal: AbortSignal,
): Promise<RemoteEntry | undefined> {
  try {
    return await connection.browse?.stat(fromHome(connection.home, path), signal);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || linkIsGone(connection, signal, thrown)) throw thrown;
    return undefined;
  }
}

function freeName(leg: Leg, path: string): Promise<string> {
  return leg.use(async (connection, signal) => {
    for (let number = 2; number < 1000; number += 1) {
      const name = numbered(path, number);
      if ((await entryAt(connection, name, signal)) === undefined) return name;
    }
    throw new AppError('remote-exists', 'A thousand names like it are taken.');
  });
}
