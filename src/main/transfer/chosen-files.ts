import type { Ask } from '../prompts/ask.ts';
import { expand, type FoundFile } from './expand.ts';

export interface ChosenFiles {
  readonly files: readonly FoundFile[];
  /** The empty ones among them are meant. */
  readonly allowEmpty: boolean;
}

/** What was chosen or dropped for a site, file by file; empty ones are asked about, unless they are allowed. Rejects as `expand` does. */
export async function chosenFiles(
  ask: Ask,
  siteId: string,
  paths: readonly string[],
  allowEmpty: boolean,
  signal: AbortSignal,
): Promise<ChosenFiles> {
  const files = await expand(paths, signal);
  const names = files.filter((file) => file.size === 0).map((file) => file.name);
  if (allowEmpty || names.length === 0) return { files, allowEmpty };
  const answer = await ask({ kind: 'empty-files', siteId, names }, signal);
  return { files, allowEmpty: answer.kind === 'yes' };
}
