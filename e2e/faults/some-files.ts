import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from './random.ts';

export interface SomeFiles {
  readonly paths: readonly string[];
  /** By name. */
  readonly contents: ReadonlyMap<string, Buffer>;
  /** All together. */
  readonly bytes: number;
}

/** Bytes that go to a server besides the files of an upload: handshakes, sign-in, commands. */
export const wholeTalk = 12_000;

/** Some files of different sizes in a new folder, named after `prefix`. */
export function makeFiles(random: Random, folder: string, prefix: string): SomeFiles {
  mkdirSync(folder, { recursive: true });
  const contents = new Map(
    Array.from({ length: 6 }, (_, number) => [
      `${prefix}-${number}.bin`,
      random.bytes(random.oneOf([1, 900, 20_000, 90_000, 400_000])),
    ]),
  );
  const paths = [...contents].map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  });
  const bytes = [...contents.values()].reduce((sum, { length }) => sum + length, 0);
  return { paths, contents, bytes };
}
