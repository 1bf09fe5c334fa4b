import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this checkout. */
export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * The Node that the project's tools run in: the one it installs, whatever started this script.
 * @returns {string}
 */
export function projectNode() {
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  const installed = join(projectRoot, 'node_modules', 'node', 'bin', program);
  return existsSync(installed) ? installed : process.execPath;
}

/** Whether this is a run of continuous integration, where nothing may be left out. */
export function isCi() {
  return !['', '0', 'false'].includes(process.env.CI ?? '');
}
