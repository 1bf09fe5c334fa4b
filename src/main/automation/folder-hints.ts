import { watch } from 'chokidar';

/**
 * Tells that something may have happened in a folder, until it is undone. `failed`: no more hints will come. Drives
 * of a network give few or none.
 */
export type WatchFolder = (folder: string, hint: () => void, failed: () => void) => () => void;

export const watchFolder: WatchFolder = (folder, hint, failed) => {
  const watcher = watch(folder, {
    depth: 0,
    ignoreInitial: true,
    ignorePermissionErrors: true,
    followSymlinks: false,
    // The folder alone: a watch of its own for each of 100,000 files is more than some systems have.
    ignored: (_path, stats) => stats !== undefined && !stats.isDirectory(),
  });
  watcher.on('raw', hint).on('error', failed);
  // Nobody waits for it: no hint comes after this.
  return () => void watcher.close().catch(() => undefined);
};
