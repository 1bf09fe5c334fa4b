import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { npmCommand } from './npm-command.mjs';
import { projectRoot } from './project.mjs';
import { run } from './run.mjs';

/**
 * Installs the project's npm packages when they are missing or not those of the lockfile.
 * @param {{ log: (line: string) => void }} options
 * @throws {Error} when npm fails
 */
export async function ensureInstall({ log }) {
  if (isUpToDate()) return;
  const verb = existsSync(lockfile) ? 'ci' : 'install';
  log(`Installing the project's packages (npm ${verb}) ...`);
  const npm = npmCommand([verb, '--no-audit', '--no-fund', '--loglevel=error']);
  // Electron's binary is fetched when it is needed, and from where it can be had.
  const env = { NODE_ENV: undefined, npm_config_omit: undefined };
  const code = await run(npm.command, npm.args, { shell: npm.shell, env });
  if (code !== 0) throw new Error(`npm ${verb} failed with code ${code}.`);
  if (existsSync(lockfile)) writeFileSync(stamp, fingerprint());
}

const modules = join(projectRoot, 'node_modules');
const lockfile = join(projectRoot, 'package-lock.json');
/** Says which lockfile node_modules was installed from; `npm ci` removes it with the rest. */
const stamp = join(modules, '.ciis-connect-installed');

function isUpToDate() {
  if (!existsSync(modules) || !existsSync(lockfile)) return false;
  const stamped = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (stamped === fingerprint()) return true;
  return (stamped === '' || stamped.endsWith(system)) && isInstalledByHand();
}

/** Two systems that share a folder need their own native parts. */
const system = ` ${process.platform} ${process.arch}\n`;

function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(lockfile)).digest('hex');
  return hash + system;
}

/**
 * Whether an `npm install` by hand left just what the lockfile says. npm writes down what it put
 * there, without the packages that are for other platforms.
 */
function isInstalledByHand() {
  const written = join(modules, '.package-lock.json');
  if (!existsSync(written)) return false;
  const wanted = JSON.parse(readFileSync(lockfile, 'utf8')).packages;
  const there = JSON.parse(readFileSync(written, 'utf8')).packages;
  const same = Object.keys(wanted)
    .filter((path) => path !== '' && wanted[path].optional !== true)
    .every((path) => there[path]?.version === wanted[path].version);
  if (same) writeFileSync(stamp, fingerprint());
  return same;
}
