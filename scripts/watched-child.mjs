import { spawn } from 'node:child_process';

/*
 * The watcher ends the child when fd 3 closes, which the kernel does when this process ends,
 * however it ends. It looks at its parent first: the child's number may belong to another by then.
 */
const watched = `
(read -r _ <&3; read -r _ _ _ parent _ </proc/self/stat; [ "$parent" = $$ ] && kill -TERM $$) \\
  >/dev/null 2>&1 &
exec "$@" 3<&-`;

/**
 * Starts a program that can't outlive this process (Linux).
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv }} [options] Added to this process's own.
 * @returns {import('node:child_process').ChildProcess} With pipes for its standard streams.
 */
export function spawnWatched(command, args, { env = {} } = {}) {
  return spawn('/bin/sh', ['-c', watched, 'sh', command, ...args], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
}

/**
 * Ends such a program, and waits until it is gone.
 * @param {import('node:child_process').ChildProcess} child
 */
export async function stopWatched(child) {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 3_000);
    await ended;
    clearTimeout(late);
  }
  for (const stream of child.stdio) stream?.destroy();
}

/**
 * The first line that a program prints, once it is there.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string>}
 */
export function firstLine(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text;
      if (output.includes('\n')) resolve(output.slice(0, output.indexOf('\n')).trim());
    });
    child.stderr?.resume();
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${child.spawnargs.at(4)} ended with ${code}`)));
  });
}
