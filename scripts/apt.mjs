import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { gather } from './run.mjs';

/** Whether this process may install Debian packages. */
export function canUseApt() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/**
 * Installs Debian packages, each the first of its names that exists. Of the services in them none
 * is started, now or at the next boot.
 * @param {readonly (readonly string[])[]} packages
 * @throws {Error} with what apt-get said
 */
export async function aptInstall(packages) {
  await apt('update');
  const names = await Promise.all(packages.map(firstKnown));
  await withoutServices(() => apt('install', '--yes', '--no-install-recommends', ...names));
  for (const [name, units] of Object.entries(services)) {
    // Where systemd is not in use there is nothing to disable.
    if (names.includes(name)) await gather('systemctl', ['disable', ...units]);
  }
}

/** @type {Readonly<Record<string, readonly string[]>>} */
const services = {
  'openssh-server': ['ssh.service', 'ssh.socket'],
  vsftpd: ['vsftpd.service'],
  tinyproxy: ['tinyproxy.service'],
};

/**
 * @param {...string} args
 * @returns {Promise<string>} What it printed.
 */
export async function apt(...args) {
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  const { code, output } = await gather('apt-get', [...wait, '--quiet', ...args], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (code !== 0) throw new Error(`apt-get ${args.join(' ')} failed:\n${output.trim()}`);
  return output;
}

/** @param {readonly string[]} names */
async function firstKnown(names) {
  for (const name of names) {
    const { code, output } = await gather('apt-cache', ['show', '--no-all-versions', name]);
    if (code === 0 && output.includes('Version:')) return name;
  }
  return names.at(-1) ?? '';
}

/**
 * Debian asks this script before it starts a service in an installation: 101 means no.
 * @param {() => Promise<unknown>} install
 */
async function withoutServices(install) {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) {
    await install();
    return;
  }
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await install();
  } finally {
    rmSync(policy);
  }
}
