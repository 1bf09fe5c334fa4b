import { checksumAlgorithms, type ChecksumAlgorithm } from '../../../shared/domain/transfer.ts';
import type { Features } from './features.ts';

/** How a server is asked for a checksum. */
export type ChecksumCommand =
  /** Of the XCRC family. MD5 is that of draft-twine-ftpmd5. */
  | { readonly kind: 'own'; readonly verb: string }
  /** draft-bryan-ftpext-hash: one command, whose algorithm is chosen by OPTS HASH. */
  | { readonly kind: 'hash'; readonly name: string };

export interface ChecksumCommands {
  readonly of: ReadonlyMap<ChecksumAlgorithm, ChecksumCommand>;
  /** What HASH is set to as the session begins, where it is known. */
  readonly chosen: string | undefined;
}

const verbs: Readonly<Record<ChecksumAlgorithm, readonly string[]>> = {
  'sha-512': ['XSHA512'],
  'sha-256': ['XSHA256'],
  'sha-1': ['XSHA1', 'XSHA'],
  md5: ['XMD5', 'MD5'],
  'crc-32': ['XCRC'],
};

const hashNames: Readonly<Record<string, ChecksumAlgorithm>> = {
  'SHA-512': 'sha-512',
  'SHA-256': 'sha-256',
  'SHA-1': 'sha-1',
  MD5: 'md5',
  CRC32: 'crc-32',
};

/** What FEAT names, the best first: nothing is tried out, for EFT bans who sends what it does not know. */
export function checksumCommands(features: Features): ChecksumCommands {
  const hashes = parseHash(features.get('HASH') ?? '');
  const of = new Map<ChecksumAlgorithm, ChecksumCommand>();
  for (const algorithm of checksumAlgorithms) {
    const verb = verbs[algorithm].find((each) => features.has(each));
    const name = hashes.names.find((each) => hashNames[each.toUpperCase()] === algorithm);
    // HASH first: it takes any name, and its answer says what it is.
    if (name !== undefined) of.set(algorithm, { kind: 'hash', name });
    else if (verb !== undefined) of.set(algorithm, { kind: 'own', verb });
  }
  return { of, chosen: hashes.chosen };
}

/** `SHA-256*;SHA-1;MD5`: the star is at the one that is chosen. */
function parseHash(list: string): {
  readonly names: readonly string[];
  readonly chosen: string | undefined;
} {
  const found = list.split(';').map((each) => /^\s*([A-Za-z0-9-]{1,20})(\*?)\s*$/.exec(each));
  return {
    names: found.flatMap((each) => each?.[1] ?? []),
    chosen: found.find((each) => each?.[2] === '*')?.[1],
  };
}

/**
 * `verb` about a file. To XCRC and its like, arguments may follow the name, so one with spaces is quoted; how
 * a quote in it is said each server decides for itself: undefined.
 */
export function checksumWords(verb: string, path: string): string | undefined {
  if (verb === 'MD5') return `MD5 ${path}`; // Nothing follows it.
  if (path.includes('"')) return undefined;
  return `${verb} ${/\s/.test(path) ? `"${path}"` : path}`;
}
