import type { ChecksumAlgorithm } from '../../../shared/domain/transfer.ts';
import { isDone, type Reply } from './reply.ts';

const hexLength: Readonly<Record<ChecksumAlgorithm, number>> = {
  'sha-512': 128,
  'sha-256': 64,
  'sha-1': 40,
  md5: 32,
  'crc-32': 8,
};

/**
 * The checksum in an answer to one of the XCRC family: `250 1A2B3C4D`, `250 XCRC 1A2B3C4D`,
 * `251 "/a.hl7" 5D41...`. It is the one word of its last line that has the right length; undefined where
 * there is none, or several that differ (a file may be named like a checksum).
 */
export function checksumFromReply(reply: Reply, algorithm: ChecksumAlgorithm): string | undefined {
  if (!isDone(reply)) return undefined;
  const words = lastLine(reply)
    .slice(3)
    .split(/[\s"'<>=:;,]+/)
    .map((word) => word.replace(/\.$/, '').toLowerCase());
  const found = new Set(words.filter((word) => isHex(word, algorithm)));
  return found.size === 1 ? [...found][0] : undefined;
}

/**
 * The checksum in an answer to HASH: `213 SHA-256 0-49 169cd22282da7f147cb491e559e9dd filename`. Servers
 * do not agree whether the range ends with the last byte or behind it. Undefined where it is not understood.
 */
export function checksumFromHash(reply: Reply, algorithm: ChecksumAlgorithm): string | undefined {
  if (!isDone(reply)) return undefined;
  const [, name, from, hex = ''] = lastLine(reply).split(/\s+/);
  if (name?.toLowerCase().replace('crc32', 'crc-32') !== algorithm) return undefined;
  return from?.startsWith('0-') === true && isHex(hex.toLowerCase(), algorithm)
    ? hex.toLowerCase()
    : undefined;
}

const isHex = (word: string, algorithm: ChecksumAlgorithm): boolean =>
  word.length === hexLength[algorithm] && /^[0-9a-f]+$/.test(word);

/** The lines before it may tell that it is being computed. */
const lastLine = ({ text }: Reply): string => text.trimEnd().split(/\r?\n/).at(-1) ?? '';
