import type { ChecksumAlgorithm } from '../../../shared/domain/transfer.ts';
import type { Checksums } from '../transport.ts';
import { checksumCommands, checksumWords } from './checksum-commands.ts';
import { checksumFromHash, checksumFromReply } from './checksum-reply.ts';
import { pathArgument, type FtpsLink } from './ftps-link.ts';
import { isDone } from './reply.ts';
import { orCancelled } from './wait.ts';

/** Seconds that a server may take to read a large file once more. */
const patience = 300;

/** The checksums that FEAT names; undefined where it names none. */
export function ftpsChecksums(link: FtpsLink): Checksums | undefined {
  const commands = checksumCommands(link.features);
  const algorithms = [...commands.of.keys()];
  if (algorithms.length === 0) return undefined;
  let chosen = commands.chosen;

  const byHash = async (
    path: string,
    algorithm: ChecksumAlgorithm,
    name: string,
  ): Promise<string | undefined> => {
    if (chosen !== name) {
      const choice = await link.control.ask(`OPTS HASH ${name}`, link.options.idleTimeout);
      if (!isDone(choice)) return undefined;
      chosen = name;
    }
    return checksumFromHash(await link.control.ask(`HASH ${path}`, seconds(link)), algorithm);
  };

  const ask = async (path: string, algorithm: ChecksumAlgorithm): Promise<string | undefined> => {
    const command = commands.of.get(algorithm);
    if (command?.kind === 'hash') return await byHash(path, algorithm, command.name);
    const words = command && checksumWords(command.verb, path);
    if (words === undefined) return undefined;
    return checksumFromReply(await link.control.ask(words, seconds(link)), algorithm);
  };

  return {
    algorithms,
    // Servers do not agree whether the range of XCRC ends with the last byte (or behind it), and none can be
    // told by its FEAT; of a file as it is there can be no doubt.
    ofParts: false,
    of: (path, algorithm, length, signal) =>
      orCancelled(
        link.lane.run(signal, () =>
          length === null ? ask(pathArgument(path), algorithm) : Promise.resolve(undefined),
        ),
        signal,
      ),
  };
}

const seconds = ({ options }: FtpsLink): number => Math.max(options.idleTimeout, patience);
