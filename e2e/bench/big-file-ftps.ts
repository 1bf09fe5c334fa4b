import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FtpServer } from '../servers/test-server.ts';
import { startVsftpd } from '../servers/vsftpd.ts';
import { median, seconds, type Measured } from './measured.ts';
import { uploadIn, type UploadRuntime } from './upload-in.ts';
import type { UploadJob } from './upload-job.ts';

const megabytes = 512;
const runs = 5;
const goals: Readonly<Record<UploadRuntime, string>> = {
  node: 'goal 1.0',
  electron: 'goal 1 / 0.9; p99 under 20 ms',
};

/** One file of 512 MB over FTPS on loopback, in Node and in Electron's, beside curl. */
export async function benchBigFileFtps(): Promise<readonly Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ciis-bench-'));
  const server = await startVsftpd();
  try {
    const path = join(folder, 'big.bin');
    writeFile(path);
    const rows: Measured[] = [];
    for (const runtime of ['node', 'electron'] as const) {
      const ours: number[] = [];
      const looks: number[] = [];
      const delays: number[] = [];
      const peer: number[] = [];
      for (let run = 0; run < runs; run += 1) {
        const { sendingSeconds, ...rest } = await uploadIn(runtime, jobOf(server, path));
        ours.push(sendingSeconds);
        looks.push(rest.seconds - sendingSeconds);
        delays.push(rest.loopDelayP99);
        peer.push(await seconds(() => sendCurl(server, path)));
      }
      const ourSeconds = median(ours);
      const notes = [
        `${(megabytes / ourSeconds).toFixed(0)} MB/s`,
        `loop p99 ${median(delays).toFixed(0)} ms`,
        `the look at it before: ${median(looks).toFixed(2)} s`,
        goals[runtime],
      ];
      rows.push({
        work: `${megabytes} MB over FTPS on loopback, in ${runtime === 'node' ? 'Node' : 'Electron'}`,
        peer: 'curl',
        ourSeconds,
        peerSeconds: median(peer),
        note: notes.join(', '),
      });
    }
    return rows;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeFile(path: string): void {
  const file = openSync(path, 'w');
  for (let written = 0; written < megabytes; written += 1) writeSync(file, randomBytes(1 << 20));
  closeSync(file);
}

const jobOf = ({ host, port, username, password }: FtpServer, path: string): UploadJob => ({
  site: { protocol: 'ftps', host, port, username, password, preflight: false },
  paths: [path],
});

async function sendCurl(
  { host, port, username, password }: FtpServer,
  path: string,
): Promise<void> {
  const url = `ftp://${host}:${port}/curl.bin`;
  const args = ['-ks', '--ssl-reqd', '-T', path, '-u', `${username}:${password}`, url];
  const [code] = (await once(spawn('curl', args, { stdio: 'inherit' }), 'exit')) as [number | null];
  if (code !== 0) throw new Error(`curl ended with ${code}`);
}
