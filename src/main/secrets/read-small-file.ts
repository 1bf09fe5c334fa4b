import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { AppError } from '../../shared/domain/error.ts';

export interface SmallFile {
  readonly bytes: Buffer;
  /** Of the very file that was read. */
  readonly state: Pick<Stats, 'mode' | 'uid'>;
}

/**
 * All of a file. `what` begins the sentence that says why not: "The key file". Undefined: it is not there.
 * Throws AppError `keychain-unavailable`.
 */
export function readSmallFile(
  what: string,
  file: string,
  mostBytes: number,
): SmallFile | undefined {
  try {
    // A pipe of that name would keep the program waiting.
    const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const state = fstatSync(descriptor);
      if (!state.isFile()) throw new AppError('keychain-unavailable', `${what} is no file`);
      if (state.size > mostBytes)
        throw new AppError('keychain-unavailable', `${what} is too large`);
      const bytes = Buffer.alloc(state.size);
      return { bytes: bytes.subarray(0, readSync(descriptor, bytes)), state };
    } finally {
      closeSync(descriptor);
    }
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AppError('keychain-unavailable', `${what} can't be read: ${why}`, { cause: thrown });
  }
}
