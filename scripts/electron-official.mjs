import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.mjs';
import { projectNode, projectRoot } from './project.mjs';

const packageFolder = join(projectRoot, 'node_modules', 'electron');
const patience = 20_000; // Milliseconds without a byte after which the download is given up.
const rememberFor = 6 * 3_600_000;

/**
 * The binary of the `electron` package, downloaded if it is not there yet.
 * @param {object} options
 * @param {(line: string) => void} options.log
 * @param {boolean} options.rememberFailure Do not try again for some hours after a failed download.
 * @returns {Promise<{ executablePath: string, version: string } | undefined>}
 */
export async function officialElectron({ log, rememberFailure }) {
  const there = installed();
  if (there) return there;
  if (!existsSync(packageFolder)) return undefined;
  if (rememberFailure && failedLately()) return undefined;
  log('Downloading Electron ...');
  if (await download()) return installed();
  log('Electron could not be downloaded from github.com.');
  if (rememberFailure) noteFailure();
  return undefined;
}

/** Where the program is inside Electron's folder. */
export function platformPath() {
  if (process.platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron');
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

function installed() {
  const executablePath = join(packageFolder, 'dist', platformPath());
  // The package writes path.txt last, so a half unpacked folder has none.
  if (!existsSync(join(packageFolder, 'path.txt')) || !existsSync(executablePath)) return undefined;
  const version = wantedVersion();
  const unpacked = readFileSync(join(packageFolder, 'dist', 'version'), 'utf8').replace(/^v/, '');
  return unpacked.trim() === version ? { executablePath, version } : undefined;
}

/** @returns {string} */
function wantedVersion() {
  return JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version;
}

/**
 * Runs the package's own download, and ends it when nothing more arrives.
 * @returns {Promise<boolean>}
 */
function download() {
  const temporary = mkdtempSync(join(tmpdir(), 'ciis-connect-electron-'));
  return new Promise((resolve) => {
    const child = spawn(projectNode(), [join(packageFolder, 'install.js')], {
      // It downloads into the temporary folder, whose growth tells of progress.
      env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
      stdio: 'ignore',
    });
    let size = -1;
    let lastGrowth = Date.now();
    const watch = setInterval(() => {
      const now = sizeOf(temporary) + sizeOf(join(packageFolder, 'dist'));
      if (now !== size) lastGrowth = Date.now();
      size = now;
      if (Date.now() - lastGrowth > patience) child.kill('SIGKILL');
    }, 500);
    const end = (/** @type {boolean} */ done) => {
      clearInterval(watch);
      rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
      resolve(done);
    };
    child.once('error', () => end(false));
    child.once('exit', (code) => end(code === 0));
  });
}

/**
 * @param {string} folder
 * @returns {number}
 */
function sizeOf(folder) {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => statSync(join(folder, name)).size)
      .reduce((sum, size) => sum + size, 0);
  } catch {
    return 0; // It is not there, or changed while we looked.
  }
}

function failureNote() {
  return join(cacheFolder(), `electron-${wantedVersion()}-not-downloaded`);
}

function failedLately() {
  const note = failureNote();
  return existsSync(note) && Date.now() - statSync(note).mtimeMs < rememberFor;
}

function noteFailure() {
  mkdirSync(cacheFolder(), { recursive: true });
  writeFileSync(failureNote(), 'Remove this file to try the download again at the next start.\n');
}
