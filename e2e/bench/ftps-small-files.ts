import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { update } from '../../src/main/hl7/testing/samples.ts';
import { startFtpProxy, type FtpProxy } from '../servers/ftp-proxy.ts';
import { freePorts } from '../servers/free-ports.ts';
import type { FtpServer } from '../servers/test-server.ts';
import { startVsftpd } from '../servers/vsftpd.ts';
import { median, seconds, type Measured } from './measured.ts';
import { upload } from './upload-job.ts';

const files = 99;
const fileBytes = 20_000;
const runs = 3;

/** 99 files of 20 kB over FTPS to a server 50 ms away, over 1 and over 4 connections, beside lftp with as many. */
export async function benchFtpsSmallFiles(): Promise<readonly Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ciis-bench-'));
  const server = await startVsftpd({ passivePorts: await freePorts(40) });
  const proxy = await startFtpProxy(server, { delayMs: 25 });
  try {
    const batch = writeBatch(folder);
    const rows: Measured[] = [];
    for (const connections of [1, 4]) {
      const ours: number[] = [];
      const peer: number[] = [];
      for (let run = 0; run < runs; run += 1) {
        ours.push(await sendOurs(server, proxy, batch, connections));
        peer.push(await seconds(() => sendLftp(server, proxy, batch, connections)));
      }
      const [ourSeconds, peerSeconds] = [median(ours), median(peer)];
      rows.push({
        work: `${files} files of 20 kB over FTPS, 50 ms, ${connections} at a time`,
        peer: connections === 1 ? 'lftp' : `lftp -P${connections}`,
        ourSeconds,
        peerSeconds,
        note: `${((ourSeconds / files) * connections * 1000).toFixed(0)} ms a file; goal 0.9`,
      });
    }
    return rows;
  } finally {
    await proxy.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeBatch(folder: string): string {
  const batch = join(folder, 'batch');
  mkdirSync(batch);
  for (let number = 0; number < files; number += 1) {
    let text = '';
    while (text.length < fileBytes) text += update({ controlId: `RS-${number}-${text.length}` });
    writeFileSync(join(batch, `${number}.hl7`), text);
  }
  return batch;
}

async function sendOurs(
  server: FtpServer,
  proxy: FtpProxy,
  batch: string,
  connections: number,
): Promise<number> {
  const { port, username, password } = server;
  const site = { protocol: 'ftps', host: proxy.host, port, username, password } as const;
  const options = { connections, filesAtATime: connections };
  return (await upload({ site: { ...site, options }, paths: [batch] })).seconds;
}

async function sendLftp(
  { port, username, password }: FtpServer,
  { host }: FtpProxy,
  batch: string,
  connections: number,
): Promise<void> {
  const script = [
    'set ftp:ssl-force true',
    'set ftp:ssl-protect-data true',
    'set ssl:verify-certificate false',
    `open -u ${username},${password} -p ${port} ${host}`,
    // Into a folder of its own, each time a new one: else it would leave out what is there.
    `mirror -R -P${connections} ${batch} lftp-${connections}-${Date.now()}`,
  ].join('; ');
  const [code] = (await once(spawn('lftp', ['-c', script], { stdio: 'inherit' }), 'exit')) as [
    number | null,
  ];
  if (code !== 0) throw new Error(`lftp ended with ${code}`);
}
