import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { projectRoot } from './project.mjs';

/**
 * @typedef {object} RunOptions
 * @property {Record<string, string | undefined>} [env] Added to this process's own.
 * @property {string} [cwd] Default: the project's folder.
 * @property {boolean} [shell] Needed for `.cmd` files on Windows.
 */

/**
 * Runs a program to its end on this terminal. Ctrl+C reaches it from the terminal; this process
 * waits for what it makes of that. SIGTERM is handed on.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<number>} Its exit code; 128 + the signal's number when a signal ended it.
 */
export function run(command, args, options = {}) {
  const { env, cwd = projectRoot, shell = false } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      shell,
      env: { ...process.env, ...env },
      stdio: 'inherit',
    });
    const wait = () => undefined;
    const handOn = () => void child.kill('SIGTERM');
    process.on('SIGINT', wait).on('SIGTERM', handOn);
    const ended = () => process.off('SIGINT', wait).off('SIGTERM', handOn);
    child.once('error', (error) => {
      ended();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      ended();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/**
 * Runs a program to its end and gathers what it prints.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function gather(command, args, options = {}) {
  const { env, cwd = projectRoot, shell = false } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      shell,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
