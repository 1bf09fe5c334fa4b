import { execFileSync } from 'node:child_process';
import { type FSWatcher, chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { readdirSync, renameSync, rmSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { FolderAccess, ServerOptions } from './test-server.ts';
import { type SystemUser, serversFolder } from './test-user.ts';

export interface ServerFolder {
  /** For keys, configuration and logs. Owned by root, as is everything above it. */
  readonly base: string;
  /** What an SFTP client sees as `/`. Owned by root; it holds `upload` only. */
  readonly jail: string;
  readonly upload: string;
  readonly collected: string;
  readonly addFullDisk: (name: string) => void;
  readonly remove: () => void;
}

const modes: Readonly<Record<FolderAccess, number>> = {
  full: 0o755,
  'write-only': 0o333,
  'read-only': 0o555,
};

/** The folders of one server: `base/jail/upload` for the user's files and `base/collected`. */
export function makeServerFolder(user: SystemUser, options: ServerOptions): ServerFolder {
  removeLeftOvers();
  const base = mkdtempSync(join(serversFolder, `server-${process.pid}-`));
  const [jail, collected] = [join(base, 'jail'), join(base, 'collected')];
  const upload = join(jail, 'upload');
  chmodSync(base, 0o755);
  for (const folder of [jail, upload, collected]) mkdirSync(folder);
  chownSync(upload, user.uid, user.gid);
  chmodSync(upload, modes[options.access ?? 'full']);
  const collector = options.collect === true ? collectFiles(upload, collected) : undefined;
  return {
    base,
    jail,
    upload,
    collected,
    addFullDisk: (name) => {
      const path = join(upload, name);
      execFileSync('mknod', ['--mode=666', path, 'c', '1', '7']); // The numbers of /dev/full.
    },
    remove: () => {
      collector?.close();
      rmSync(base, { recursive: true, force: true });
    },
  };
}

/*
 * Takes each file out of the folder at the moment its name appears; the server goes on writing to
 * the open file where it lies. A client in this process can never see the name again: the kernel
 * queues this event before the server answers the request that made the file.
 */
function collectFiles(folder: string, collected: string): FSWatcher {
  const takeAll = (): void => {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (statSync(path).isFile()) renameSync(path, join(collected, name));
    }
  };
  return watch(folder, takeAll);
}

/** Removes what test processes that were killed have left. */
function removeLeftOvers(): void {
  for (const name of readdirSync(serversFolder)) {
    const pid = /^server-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue;
    rmSync(join(serversFolder, name), { recursive: true, force: true });
  }
}
