import type { ChecksumAlgorithm } from '../../../shared/domain/transfer.ts';
import type { Checksums } from '../../transport/transport.ts';
import { runningChecksum } from '../checksum.ts';
import type { FakeServer } from './fake-server.ts';

interface Telling {
  readonly algorithms?: readonly ChecksumAlgorithm[];
  readonly ofParts?: boolean;
  readonly answers?: boolean;
}

/** What a server in memory can tell of its files. */
export const testChecksums = (
  { files }: FakeServer,
  { algorithms = ['sha-256', 'md5'], ofParts = false, answers = true }: Telling = {},
): Checksums => ({
  algorithms,
  ofParts,
  of: (path, algorithm, length) => {
    const file = files.get(path);
    if (!answers || file === undefined) return Promise.resolve(undefined);
    if (length !== null && !ofParts) throw new Error('It tells nothing of parts');
    const checksum = runningChecksum(algorithm);
    checksum.update(length === null ? file : file.subarray(0, length));
    return Promise.resolve(checksum.hex());
  },
});
