import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FindingCode, Inspection } from '../../../shared/domain/inspection.ts';
import type { Transfer } from '../../../shared/domain/transfer.ts';
import { tempFolder } from '../../storage/testing/temp-database.ts';
import { desk } from './desk.ts';
import { someInspection } from './some-inspection.ts';

type Desk = ReturnType<typeof desk>;

/** Invented files with these names. */
export function files(...names: readonly string[]): readonly string[] {
  const folder = tempFolder();
  return names.map((name) => {
    const path = join(folder, name);
    writeFileSync(path, `made up: ${name}`);
    return path;
  });
}

/** A desk whose files are what their names say: "odd" is asked about, "bad" is refused. */
export function deskThatLooks(answer: 'yes' | 'no' = 'no'): Desk {
  const d = desk();
  d.state.inspect = (path) => Promise.resolve(byName(basename(path)));
  d.state.answer = () => Promise.resolve({ kind: answer });
  return d;
}

/** What is found in a file of that name. */
export function byName(name: string): Inspection {
  const found: readonly FindingCode[] = name.startsWith('bad')
    ? ['broken-line', 'version']
    : name.startsWith('odd')
      ? ['file-cut-off']
      : ['contents', 'line-ends', 'batch-count'];
  return someInspection(...found);
}

export const send = async (d: Desk, paths: readonly string[]): Promise<readonly Transfer[]> =>
  d.queue.settled(await d.queue.upload('site-1', paths, null));
/** How each ended: what it failed with, else its status. */
export const ends = (transfers: readonly Transfer[]) =>
  transfers.map(({ status, failure }) => failure?.code ?? status);
