import { constants, type Stats } from 'node:fs';
import * as fs from 'node:fs/promises';
import { join, posix, relative, isAbsolute } from 'node:path';

/** A request that is answered with a status of SFTP version 3 and these words. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const sftpStatus = {
  ok: 0,
  endOfFile: 1,
  noSuchFile: 2,
  permissionDenied: 3,
  failure: 4,
  unsupported: 8,
} as const;

/** The absolute path that a client means: "/" is the practice folder. */
export const clientPath = (path: string): string => posix.normalize(`/${path}`);

/** Files below one folder, and nothing else whatever a client asks for. */
export class PracticeFiles {
  readonly #root: string;

  /** `root`: an existing folder, by its real path. */
  constructor(root: string) {
    this.#root = root;
  }

  /** For writing the file is made or emptied. */
  async open(path: string, forWriting: boolean): Promise<fs.FileHandle> {
    const { O_CREAT, O_RDONLY, O_TRUNC, O_WRONLY } = constants;
    const mode = forWriting ? O_WRONLY | O_CREAT | O_TRUNC : O_RDONLY;
    // Windows has no such flag, and no links there that a client could have made.
    const noFollow = (constants as { readonly O_NOFOLLOW?: number }).O_NOFOLLOW ?? 0;
    const place = await this.#place(path);
    if (await isFolder(place)) throw new Refusal(sftpStatus.failure, 'It is a folder');
    return fs.open(place, mode | noFollow, 0o600);
  }

  async stat(path: string): Promise<Stats> {
    return fs.lstat(await this.#place(path));
  }

  async list(path: string): Promise<readonly { readonly name: string; readonly stats: Stats }[]> {
    const place = await this.#place(path);
    const names = await fs.readdir(place);
    const all = await Promise.all(
      names.map(async (name) => ({ name, stats: await statIfThere(join(place, name)) })),
    );
    return all.flatMap(({ name, stats }) => (stats === undefined ? [] : [{ name, stats }]));
  }

  async makeFolder(path: string): Promise<void> {
    await fs.mkdir(await this.#place(path), { mode: 0o700 });
  }

  async removeFile(path: string): Promise<void> {
    const place = await this.#place(path);
    if (await isFolder(place)) throw new Refusal(sftpStatus.failure, 'It is a folder');
    await fs.unlink(place);
  }

  async removeFolder(path: string): Promise<void> {
    if (clientPath(path) === '/') throw new Refusal(sftpStatus.permissionDenied, 'Not this one');
    await fs.rmdir(await this.#place(path));
  }

  async rename(from: string, to: string): Promise<void> {
    const [source, goal] = [await this.#place(from), await this.#place(to)];
    if ((await statIfThere(goal)) !== undefined) {
      throw new Refusal(sftpStatus.failure, 'The new name already exists');
    }
    await fs.rename(source, goal);
  }

  async setTimes(path: string, accessed: number, modified: number): Promise<void> {
    const place = await this.#place(path);
    if ((await fs.lstat(place)).isSymbolicLink()) throw outside();
    await fs.utimes(place, accessed, modified);
  }

  /** Where a client's path lies on this computer. Links lead nowhere. */
  async #place(path: string): Promise<string> {
    const parts = clientPath(path)
      .split('/')
      .filter((part) => part !== '');
    if (!parts.every(isPlainName)) throw new Refusal(sftpStatus.failure, 'Invalid file name');
    const name = parts.pop();
    if (name === undefined) return this.#root;
    const parent = await fs.realpath(join(this.#root, ...parts));
    const inside = relative(this.#root, parent);
    if (isAbsolute(inside) || inside.split(/[\\/]/)[0] === '..') throw outside();
    return join(parent, name);
  }
}

const outside = (): Refusal =>
  new Refusal(sftpStatus.permissionDenied, 'Outside the practice folder');

/** On Windows a backslash, a colon and some words mean more than a name. */
function isPlainName(name: string): boolean {
  if (name.includes('\0') || name === '..') return false;
  if (process.platform !== 'win32') return true;
  return !/[\\:*?"<>|]|[. ]$/.test(name) && !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name);
}

async function statIfThere(place: string): Promise<Stats | undefined> {
  try {
    return await fs.lstat(place);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function isFolder(place: string): Promise<boolean> {
  return (await statIfThere(place))?.isDirectory() ?? false;
}
