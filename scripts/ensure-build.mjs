import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectNode, projectRoot } from './project.mjs';
import { run } from './run.mjs';

const sources = ['src', 'assets', 'package.json', 'package-lock.json', 'electron.vite.config.ts'];
const stamp = join(projectRoot, 'out', '.built-from');

/**
 * Builds the app and the command line unless what is in `out` was made from the sources as they are.
 * @param {{ log: (line: string) => void }} options
 * @throws {Error} when the build fails
 */
export async function ensureBuild({ log }) {
  const now = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  log('Building ...');
  const tool = join(projectRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const code = await run(projectNode(), [tool, 'build', '--logLevel', 'warn']);
  if (code !== 0) throw new Error(`The build failed with code ${code}.`);
  mkdirSync(join(projectRoot, 'out'), { recursive: true });
  writeFileSync(stamp, now);
}

/** Changes whenever a source is added, removed or saved. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const path of filesOf(source)) {
      const { size, mtimeMs } = statSync(path);
      hash.update(`${path} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/** @param {string} source */
function filesOf(source) {
  const path = join(projectRoot, source);
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
