import { AppError } from '../../shared/domain/error.ts';
import type { Connection } from '../transport/transport.ts';
import { linkIsGone, unstoppable } from './run.ts';

/** Makes the folders of a sent folder on the server, each once for each connection. */
export class RemoteFolders {
  readonly #made = new WeakMap<Connection, Map<string, Promise<AppError | null>>>();

  /**
   * Makes the last `levels` folders above a file. Resolves with why one could not be made: it may be
   * there all the same, so the file is tried before that is told.
   */
  async above(
    connection: Connection,
    path: string,
    levels: number,
    signal: AbortSignal,
  ): Promise<AppError | null> {
    if (levels === 0 || connection.browse?.makeFolder === undefined) return null;
    const parts = path.split('/');
    let problem: AppError | null = null;
    for (let level = levels; level > 0; level -= 1) {
      problem = await this.#once(connection, parts.slice(0, -level).join('/'));
      if (signal.aborted) throw new AppError('cancelled');
    }
    return problem;
  }

  #once(connection: Connection, folder: string): Promise<AppError | null> {
    const made = this.#made.get(connection) ?? new Map<string, Promise<AppError | null>>();
    this.#made.set(connection, made);
    const known = made.get(folder);
    if (known !== undefined) return known;
    // Other files wait for the same folder: stopping one of them must not stop it.
    const making = makeFolder(connection, folder, unstoppable);
    made.set(folder, making);
    return making;
  }
}

async function makeFolder(
  connection: Connection,
  folder: string,
  signal: AbortSignal,
): Promise<AppError | null> {
  try {
    await connection.browse?.makeFolder?.(folder, signal);
    return null;
  } catch (thrown) {
    if (!(thrown instanceof AppError) || linkIsGone(connection, signal, thrown)) throw thrown;
    if (thrown.code === 'remote-exists') return null;
    // FTP has one reply (550) for "there already" and "not allowed".
    const there = await connection.browse?.stat(folder, signal).catch(() => undefined);
    return there?.kind === 'folder' ? null : thrown;
  }
}
