import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOpenSsh } from '../servers/openssh.ts';
import { startProxy } from '../servers/proxy.ts';
import type { SshServer } from '../servers/test-server.ts';
import { median, seconds, type Measured } from './measured.ts';
import { openSshSftp } from './sftp-peers.ts';
import { uploadIn, type UploadRuntime } from './upload-in.ts';

interface Work {
  readonly name: string;
  readonly megabytes: number;
  readonly runtime: UploadRuntime;
  readonly far: boolean;
  readonly goal: string;
}

const works: readonly Work[] = [
  { name: 'on loopback, in Node', megabytes: 512, runtime: 'node', far: false, goal: 'goal 1' },
  {
    ...{ name: 'on loopback, in Electron', megabytes: 512, runtime: 'electron', far: false },
    goal: 'goal 1 / 0.8, p99 under 20 ms',
  },
  { name: '50 ms away', megabytes: 64, runtime: 'node', far: true, goal: 'goal 1' },
];
const runs = 5;

/** One large file over SFTP, beside OpenSSH's `sftp`. */
export async function benchBigFileSftp(): Promise<readonly Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ciis-bench-'));
  const server = await startOpenSsh();
  const proxy = await startProxy({ to: server.port, delayMs: 25 });
  try {
    const rows: Measured[] = [];
    for (const work of works) {
      const path = join(folder, `${work.megabytes}.bin`);
      writeFile(path, work.megabytes);
      rows.push(await measure(work, server, work.far ? proxy.port : server.port, path));
    }
    return rows;
  } finally {
    await proxy.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Ours and the peer's in turn. */
async function measure(
  { name, megabytes, runtime, goal }: Work,
  server: SshServer,
  port: number,
  path: string,
): Promise<Measured> {
  const { username, password } = server;
  const site = { protocol: 'sftp', host: '127.0.0.1', port, username, password } as const;
  // Its content is no HL7; the look at it has a bench of its own.
  const job = { site: { ...site, preflight: false } as const, paths: [path] };
  const [ours, looks, delays, peer]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let run = 0; run < runs; run += 1) {
    const sent = await uploadIn(runtime, job);
    ours.push(sent.sendingSeconds);
    looks.push(sent.seconds - sent.sendingSeconds);
    delays.push(sent.loopDelayP99);
    peer.push(await seconds(() => openSshSftp(server, port, [`put ${path} /upload/peer.bin`])));
  }
  const ourSeconds = median(ours);
  const notes = [
    `${(megabytes / ourSeconds).toFixed(0)} MB/s`,
    `loop p99 ${median(delays).toFixed(0)} ms`,
    `the look at it before: ${median(looks).toFixed(2)} s`,
    goal,
  ];
  return {
    work: `${megabytes} MB over SFTP ${name}`,
    peer: 'sftp',
    ourSeconds,
    peerSeconds: median(peer),
    note: notes.join(', '),
  };
}

function writeFile(path: string, megabytes: number): void {
  const file = openSync(path, 'w');
  for (let written = 0; written < megabytes; written += 1) writeSync(file, randomBytes(1 << 20));
  closeSync(file);
}
