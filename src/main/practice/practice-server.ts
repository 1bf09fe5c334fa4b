import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import ssh2, { type AuthContext, type Connection, type Server } from 'ssh2';
import { PracticeFiles } from './practice-files.ts';
import { practiceHostKey } from './practice-host-key.ts';
import { servePractice } from './practice-session.ts';

export interface PracticeOptions {
  /** Keeps the host key, the port and, in `files`, what was sent. It is made when it is not there. */
  readonly folder: string;
  /** Default: the one of last time, else a free one. */
  readonly port?: number;
}

export interface Practice {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly username: string;
  readonly password: string;
  /** "SHA256:..." */
  readonly hostKeyFingerprint: string;
  /** Where files land, on this computer. */
  readonly folder: string;
  /** Ends the server and its links. May be called twice. */
  stop(): Promise<void>;
}

/** ssh2's types leave this one out on the server's side. */
type Link = Connection & { setNoDelay(noDelay: boolean): void };

/** Made up, and the same for everyone: only this computer can reach it, and it holds exercises. */
const login = { username: 'practice', password: 'practice-makes-perfect' } as const;
const host = '127.0.0.1';

/** Starts the practice server: SFTP on loopback, for learning and for the demo. */
export async function startPractice(options: PracticeOptions): Promise<Practice> {
  const landing = join(options.folder, 'files');
  await mkdir(landing, { recursive: true, mode: 0o700 });
  const files = new PracticeFiles(await realpath(landing));
  const { privateKey, fingerprint } = await practiceHostKey(options.folder);
  const links = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [privateKey], ident: 'CIISPractice' }, (link) => {
    (link as Link).setNoDelay(true); // Else each small answer waits for a delayed acknowledgement.
    links.add(link);
    link.on('close', () => links.delete(link));
    link.on('error', () => link.end()); // A client that broke off; the others go on.
    serveLink(link, files);
  });
  const port = await listen(server, options);
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const link of links) link.end();
    await closed;
  };
  return {
    host,
    port,
    ...login,
    hostKeyFingerprint: fingerprint,
    folder: landing,
    stop: () => (stopping ??= stop()),
  };
}

function serveLink(link: Connection, files: PracticeFiles): void {
  link.on('authentication', (context) => {
    if (isLogin(context)) context.accept();
    else context.reject(['password']);
  });
  link.on('ready', () => {
    link.on('session', (accept) => {
      accept().on('sftp', (acceptSftp) => servePractice(acceptSftp(), files));
    });
  });
}

function isLogin(context: AuthContext): boolean {
  if (context.method !== 'password' || context.username !== login.username) return false;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(context.password), digest(login.password));
}

/** An identity is kept by host and port, so the port stays the same where it can. */
async function listen(server: Server, { folder, port }: PracticeOptions): Promise<number> {
  const note = join(folder, 'port');
  const listenOn = async (wanted: number): Promise<number> => {
    const listening = once(server, 'listening');
    server.listen(wanted, host);
    await listening;
    return (server.address() as AddressInfo).port;
  };
  if (port !== undefined) return listenOn(port);
  const chosen = await listenOn(await lastPort(note)).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return listenOn(0);
  });
  await writeFile(note, String(chosen));
  return chosen;
}

/** 0: any. */
async function lastPort(note: string): Promise<number> {
  const text = await readFile(note, 'utf8').catch(() => ''); // The first time there is none.
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
}
