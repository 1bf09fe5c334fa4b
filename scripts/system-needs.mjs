import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {'electron' | 'display' | 'servers' | 'keyring' | 'bench'} NeedGroup
 *
 * @typedef {object} Need Something of the system that the app or its tests use (Linux).
 * @property {NeedGroup} group
 * @property {readonly string[]} files It is there when one of these is.
 * @property {readonly string[]} packages Its Debian package; the first name that exists is meant.
 */

const libraryFolders = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
];

/** @type {readonly Need[]} */
const needs = [
  library('electron', 'libgtk-3.so.0', 'libgtk-3-0t64', 'libgtk-3-0'),
  library('electron', 'libnss3.so', 'libnss3'),
  library('electron', 'libasound.so.2', 'libasound2t64', 'libasound2'),
  library('electron', 'libgbm.so.1', 'libgbm1'),
  library('electron', 'libdrm.so.2', 'libdrm2'),
  library('electron', 'libcups.so.2', 'libcups2t64', 'libcups2'),
  library('electron', 'libatk-bridge-2.0.so.0', 'libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'),
  library('electron', 'libxkbcommon.so.0', 'libxkbcommon0'),
  library('electron', 'libXss.so.1', 'libxss1'),
  library('electron', 'libXtst.so.6', 'libxtst6'),
  library('electron', 'libXrandr.so.2', 'libxrandr2'),
  library('electron', 'libnotify.so.4', 'libnotify4'),
  library('electron', 'libsecret-1.so.0', 'libsecret-1-0'),
  {
    group: 'electron',
    files: ['/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf', '/usr/share/fonts/noto'],
    packages: ['fonts-noto-core'],
  },
  program('display', 'Xvfb', 'xvfb'),
  program('display', 'xauth', 'xauth'),
  program('servers', 'sshd', 'openssh-server'),
  program('servers', 'sftp', 'openssh-client'),
  program('servers', 'vsftpd', 'vsftpd'),
  program('servers', 'openssl', 'openssl'),
  program('servers', 'php', 'php-cli'),
  {
    group: 'servers',
    // Its folder may only be there once it is installed.
    get files() {
      return phpExtensions('soap.so');
    },
    packages: ['php-soap'],
  },
  program('servers', 'xmllint', 'libxml2-utils'),
  // Debian has its service in a package of its own.
  program('servers', 'tinyproxy', 'tinyproxy-bin', 'tinyproxy'),
  program('bench', 'lftp', 'lftp'),
  program('bench', 'curl', 'curl'),
  program('bench', 'sqlite3', 'sqlite3'),
  program('keyring', 'gnome-keyring-daemon', 'gnome-keyring'),
  program('keyring', 'dbus-daemon', 'dbus-daemon', 'dbus'),
  library('keyring', 'libsecret-1.so.0', 'libsecret-1-0'),
];

/**
 * What is not there of these groups. Looks for files only, so it takes no time.
 * @param {readonly NeedGroup[]} groups
 * @returns {readonly Need[]}
 */
export function missingNeeds(groups) {
  return needs.filter(({ group, files }) => groups.includes(group) && !files.some(existsSync));
}

/**
 * @param {NeedGroup} group
 * @param {string} name
 * @param {...string} packages
 * @returns {Need}
 */
function library(group, name, ...packages) {
  return { group, packages, files: libraryFolders.map((folder) => join(folder, name)) };
}

/**
 * @param {NeedGroup} group
 * @param {string} name
 * @param {...string} packages
 * @returns {Need}
 */
function program(group, name, ...packages) {
  const folders = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin'];
  return { group, packages, files: folders.map((folder) => join(folder, name)) };
}

/**
 * Where an extension of PHP may be: each version has a folder of its own, named after its interface.
 * @param {string} file
 */
function phpExtensions(file) {
  const folder = '/usr/lib/php';
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, file)) : [];
}
