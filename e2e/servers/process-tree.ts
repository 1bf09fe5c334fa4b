import { readFileSync, readdirSync } from 'node:fs';

/** The process and everything it has started that still runs, parents first (Linux). */
export function processTree(pid: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    const child = Number(entry);
    const parent = Number.isInteger(child) ? parentOf(child) : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const tree = [pid];
  for (let index = 0; index < tree.length; index += 1) {
    tree.push(...(children.get(tree[index] ?? 0) ?? []));
  }
  return tree;
}

/** Sends the signal to a process and to all it has started; those already gone are left out. */
export function signalTree(pid: number, signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
  for (const member of processTree(pid)) signalOne(member, signal);
}

/** Ends a process tree. When it returns none of it runs any more. */
export function killTree(pid: number): void {
  signalOne(pid, 'SIGSTOP'); // So that it can't start more meanwhile.
  const tree = processTree(pid);
  for (const member of tree) signalOne(member, 'SIGKILL');
  while (tree.some(runs)) sleepSync(1);
}

function parentOf(pid: number): number | undefined {
  const parent = stat(pid)[1];
  return parent === undefined ? undefined : Number(parent);
}

function runs(pid: number): boolean {
  const state = stat(pid)[0];
  return state !== undefined && state !== 'Z';
}

/** State, parent and so on: what follows the name in `/proc/PID/stat`. Empty when it has ended. */
function stat(pid: number): readonly string[] {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return line.slice(line.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

function sleepSync(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function signalOne(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has already ended.
  }
}
