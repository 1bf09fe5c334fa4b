import { AppError } from '../../shared/domain/error.ts';

/** Folder and path below it, joined with one "/". */
export function joinRemote(folder: string, path: string): string {
  if (folder === '') return path;
  return folder.endsWith('/') ? folder + path : `${folder}/${path}`;
}

/** A path that a site's settings or the queue give, seen from the folder which the server opened. */
export function fromHome(home: string, path: string): string {
  return path.startsWith('/') ? path : joinRemote(home, path);
}

/**
 * Refuses (`remote-name-refused`) what a server could read as something else than a plain path:
 * control characters, ".." and a backslash, which Windows servers take for a "/".
 */
export function checkRemotePath(path: string): void {
  if (/\p{Cc}/u.test(path))
    throw new AppError('remote-name-refused', 'The name has a control character.');
  if (path.includes('\\')) throw new AppError('remote-name-refused', 'The name has a backslash.');
  if (path.split('/').some((part) => part === '..' || part === '.'))
    throw new AppError('remote-name-refused', 'The path has a part "." or "..".');
  if (path === '' || path.endsWith('/'))
    throw new AppError('remote-name-refused', 'There is no name.');
}

/** "batch.hl7" and 2 give "batch (2).hl7"; folders in the path stay. */
export const numbered = (path: string, number: number): string =>
  beforeEnding(path, ` (${number})`);

/** "batch.hl7" and "_x" give "batch_x.hl7". */
export function beforeEnding(path: string, added: string): string {
  const slash = path.lastIndexOf('/') + 1;
  const dot = path.lastIndexOf('.');
  // A name that begins with its only dot has no ending.
  const cut = dot > slash ? dot : path.length;
  return path.slice(0, cut) + added + path.slice(cut);
}

/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The folder of a path, with its "/"; empty where it has none. */
export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
