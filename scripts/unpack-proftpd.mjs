import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { apt } from './apt.mjs';
import { proftpdFolder, proftpdTarget } from './proftpd-folder.mjs';
import { gather } from './run.mjs';

/**
 * Unpacks ProFTPD and the libraries it needs into the cache folder. Its Debian package can't be
 * installed beside vsftpd's.
 */
export async function unpackProftpd() {
  const target = proftpdTarget();
  mkdirSync(dirname(target), { recursive: true });
  const folder = mkdtempSync(`${target}.making-`);
  try {
    await download(folder);
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.deb'))) {
      await must('dpkg', ['-x', join(folder, name), folder]);
      rmSync(join(folder, name));
    }
    gatherLibraries(folder);
    renameSync(folder, target);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    if (proftpdFolder() === undefined) throw error; // Else another process was first.
  }
}

/** @param {string} folder */
async function download(folder) {
  // What an installation would add is what has to be unpacked.
  const wanted = ['proftpd-core', 'proftpd-mod-crypto'];
  const plan = await apt('install', '--simulate', '--no-install-recommends', ...wanted);
  const names = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name ?? '');
  await must('apt-get', ['--quiet', 'download', ...names], folder);
}

/** @param {string} folder */
function gatherLibraries(folder) {
  const libraries = join(folder, 'libraries');
  mkdirSync(libraries);
  for (const entry of readdirSync(join(folder, 'usr', 'lib'), {
    recursive: true,
    encoding: 'utf8',
  })) {
    const name = entry.split('/').at(-1) ?? '';
    if (/^lib.*\.so\.[\d.]+$/.test(name)) {
      copyFileSync(join(folder, 'usr', 'lib', entry), join(libraries, name));
    }
  }
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} [cwd]
 */
async function must(command, args, cwd) {
  const { code, output } = await gather(command, args, cwd === undefined ? {} : { cwd });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${output.trim()}`);
}
