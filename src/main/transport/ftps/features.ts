import type { Reply } from './reply.ts';

/** What a server says it can do: the first word of each of FEAT's lines, in capitals, and the rest of that line. */
export type Features = ReadonlyMap<string, string>;

/** A server's list may be of any length. */
const mostLines = 200;
const longestLine = 300;

/** Reads the answer to FEAT. A server that does not know the command has no features. */
export function parseFeatures(reply: Reply): Features {
  const features = new Map<string, string>();
  if (reply.code !== 211) return features;
  for (const line of reply.text.split('\n').slice(1, -1).slice(0, mostLines)) {
    const [name = '', ...rest] = line.slice(0, longestLine).trim().split(/\s+/);
    if (name !== '') features.set(name.toUpperCase(), rest.join(' '));
  }
  return features;
}
