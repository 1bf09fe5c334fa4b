import type { Reply } from './reply.ts';

/** What a server says it can do: the first words of FEAT's lines, in capitals. */
export type Features = ReadonlySet<string>;

/** Reads the answer to FEAT. A server that does not know the command has no features. */
export function parseFeatures(reply: Reply): Features {
  if (reply.code !== 211) return new Set();
  const lines = reply.text.split('\n').slice(1, -1);
  return new Set(
    lines.map((line) => line.trim().split(' ')[0]?.toUpperCase() ?? '').filter(Boolean),
  );
}
