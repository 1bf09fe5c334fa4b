import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { Attributes, FileEntry, SFTPWrapper } from 'ssh2';
import { clientPath, type PracticeFiles, Refusal, sftpStatus } from './practice-files.ts';

type Open =
  | { readonly kind: 'file'; readonly file: FileHandle }
  | { readonly kind: 'folder'; readonly entries: FileEntry[] };

const mostHandles = 200;
const namesAtATime = 100;
const mostBytes = 256 * 1024;
const openForWriting = 0x02;

/** Answers one client's SFTP requests (version 3, draft-ietf-secsh-filexfer-02) from `files`. */
export function servePractice(channel: SFTPWrapper, files: PracticeFiles): void {
  const handles = new Handles();
  channel.on('close', () => void handles.closeAll());
  channel.on('end', () => void handles.closeAll());
  serveFiles(channel, files, handles);
  serveFolders(channel, files, handles);
}

function serveFiles(channel: SFTPWrapper, files: PracticeFiles, handles: Handles): void {
  channel.on('OPEN', (id, path, flags) =>
    answer(channel, id, async () => {
      const file = await files.open(path, (flags & openForWriting) !== 0);
      channel.handle(id, await handles.add({ kind: 'file', file }));
    }),
  );
  channel.on('WRITE', (id, handle, offset, data) =>
    answer(channel, id, async () => {
      const bytes = Buffer.from(data); // ssh2 may use its memory again.
      for (let at = 0; at < bytes.length;) {
        const { bytesWritten } = await handles.file(handle).write(bytes, at, null, offset + at);
        at += bytesWritten;
      }
      channel.status(id, sftpStatus.ok, 'Written');
    }),
  );
  channel.on('READ', (id, handle, offset, length) =>
    answer(channel, id, async () => {
      const bytes = Buffer.alloc(Math.min(length, mostBytes));
      const { bytesRead } = await handles.file(handle).read(bytes, 0, bytes.length, offset);
      if (bytesRead === 0) channel.status(id, sftpStatus.endOfFile);
      else channel.data(id, bytes.subarray(0, bytesRead));
    }),
  );
  channel.on('CLOSE', (id, handle) =>
    answer(channel, id, async () => {
      const kind = await handles.close(handle);
      channel.status(id, sftpStatus.ok, kind === 'file' ? 'The practice server has it' : 'Closed');
    }),
  );
  channel.on('FSTAT', (id, handle) =>
    answer(channel, id, async () => {
      channel.attrs(id, attributesOf(await handles.file(handle).stat()));
    }),
  );
  channel.on('FSETSTAT', (id, handle, attributes) =>
    answer(channel, id, async () => {
      const { atime, mtime } = attributes as Partial<Attributes>;
      if (atime !== undefined && mtime !== undefined) {
        await handles.file(handle).utimes(atime, mtime);
      }
      channel.status(id, sftpStatus.ok); // Rights and owners are not practised.
    }),
  );
}

function serveFolders(channel: SFTPWrapper, files: PracticeFiles, handles: Handles): void {
  const stat = (id: number, path: string): void =>
    answer(channel, id, async () => channel.attrs(id, attributesOf(await files.stat(path))));
  const done = (id: number, work: () => Promise<void>): void =>
    answer(channel, id, async () => {
      await work();
      channel.status(id, sftpStatus.ok);
    });
  channel.on('STAT', stat);
  channel.on('LSTAT', stat);
  channel.on('REALPATH', (id, path) => {
    const absolute = clientPath(path);
    const attrs = {} as Attributes; // No attributes: only the name is asked for.
    channel.name(id, [{ filename: absolute, longname: absolute, attrs }]);
  });
  channel.on('OPENDIR', (id, path) =>
    answer(channel, id, async () => {
      const entries = (await files.list(path)).map(({ name, stats }) => entryOf(name, stats));
      channel.handle(id, await handles.add({ kind: 'folder', entries }));
    }),
  );
  channel.on('READDIR', (id, handle) =>
    answer(channel, id, () => {
      const names = handles.entries(handle).splice(0, namesAtATime);
      if (names.length === 0) channel.status(id, sftpStatus.endOfFile);
      else channel.name(id, names);
      return Promise.resolve();
    }),
  );
  channel.on('MKDIR', (id, path) => done(id, () => files.makeFolder(path)));
  channel.on('RMDIR', (id, path) => done(id, () => files.removeFolder(path)));
  channel.on('REMOVE', (id, path) => done(id, () => files.removeFile(path)));
  channel.on('RENAME', (id, from, to) => done(id, () => files.rename(from, to)));
  channel.on('SETSTAT', (id, path, attributes) =>
    done(id, async () => {
      const { atime, mtime } = attributes as Partial<Attributes>;
      if (atime !== undefined && mtime !== undefined) await files.setTimes(path, atime, mtime);
    }),
  );
}

/** What a client has open. Its handles are numbers of four bytes. */
class Handles {
  readonly #open = new Map<number, Open>();
  #next = 0;
  #ended = false;

  async add(open: Open): Promise<Buffer> {
    if (this.#ended || this.#open.size >= mostHandles) {
      if (open.kind === 'file') await open.file.close();
      throw new Refusal(sftpStatus.failure, 'Too many open files');
    }
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE((this.#next += 1));
    this.#open.set(this.#next, open);
    return handle;
  }

  file(handle: Buffer): FileHandle {
    const open = this.#find(handle);
    if (open.kind !== 'file') throw new Refusal(sftpStatus.failure, 'Not a file');
    return open.file;
  }

  entries(handle: Buffer): FileEntry[] {
    const open = this.#find(handle);
    if (open.kind !== 'folder') throw new Refusal(sftpStatus.failure, 'Not a folder');
    return open.entries;
  }

  async close(handle: Buffer): Promise<Open['kind']> {
    const open = this.#find(handle);
    this.#open.delete(handle.readUInt32BE());
    if (open.kind === 'file') await open.file.close();
    return open.kind;
  }

  async closeAll(): Promise<void> {
    this.#ended = true;
    const left = [...this.#open.values()];
    this.#open.clear();
    // The client is gone: there is nobody to tell that a file could not be closed.
    const files = left.flatMap((open) => (open.kind === 'file' ? [open.file] : []));
    await Promise.allSettled(files.map((file) => file.close()));
  }

  #find(handle: Buffer): Open {
    const open = handle.length === 4 ? this.#open.get(handle.readUInt32BE()) : undefined;
    if (open === undefined) throw new Refusal(sftpStatus.failure, 'Unknown handle');
    return open;
  }
}

/** Does the work and answers in its place when it fails. */
function answer(channel: SFTPWrapper, id: number, work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    const { status, message } = refusalOf(error);
    channel.status(id, status, message);
  });
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const { noSuchFile, permissionDenied, failure } = sftpStatus;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new Refusal(noSuchFile, 'No such file or folder');
    case 'EACCES':
    case 'EPERM':
    case 'ELOOP':
      return new Refusal(permissionDenied, 'Not allowed');
    case 'EEXIST':
      return new Refusal(failure, 'It already exists');
    case 'ENOTEMPTY':
      return new Refusal(failure, 'The folder is not empty');
    case 'ENOSPC':
      return new Refusal(failure, 'No space left');
    case 'ENAMETOOLONG':
    case 'EINVAL':
      return new Refusal(failure, 'Invalid file name');
    default:
      // No more than the code: a message of Node's names a path of this computer.
      return new Refusal(failure, `Failure ${code}`.trim());
  }
}

function attributesOf(stats: Stats): Attributes {
  const { mode, size } = stats;
  const atime = Math.floor(stats.atimeMs / 1000);
  const mtime = Math.floor(stats.mtimeMs / 1000);
  return { mode, size, uid: 0, gid: 0, atime, mtime };
}

function entryOf(filename: string, stats: Stats): FileEntry {
  const kind = stats.isDirectory() ? 'd' : '-';
  return {
    filename,
    longname: `${kind}rw------- 1 practice practice ${stats.size} Jan 01 00:00 ${filename}`,
    attrs: attributesOf(stats),
  };
}
