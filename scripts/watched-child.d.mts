/* For TypeScript projects that do not read JavaScript. The contract is in watched-child.mjs. */
import type { ChildProcess } from 'node:child_process';

export function spawnWatched(
  command: string,
  args: readonly string[],
  options?: { env?: NodeJS.ProcessEnv },
): ChildProcess;
export function stopWatched(child: ChildProcess): Promise<void>;
export function firstLine(child: ChildProcess): Promise<string>;
