import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { update } from '../../src/main/hl7/testing/samples.ts';
import { startOpenSsh } from '../servers/openssh.ts';
import { startProxy } from '../servers/proxy.ts';
import type { SshServer } from '../servers/test-server.ts';
import { median, seconds, type Measured } from './measured.ts';
import { lftpMirror, openSshSftp } from './sftp-peers.ts';
import { uploadIn } from './upload-in.ts';

const files = 300;
const fileBytes = 20_000;
const runs = 3;

/**
 * 300 files of 20 kB over SFTP to a server 50 ms away: 64 at a time beside ten connections of lftp and
 * OpenSSH's `put -r`, and as many as by default beside four connections of lftp.
 */
export async function benchSftpSmallFiles(): Promise<readonly Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ciis-bench-'));
  const server = await startOpenSsh();
  const proxy = await startProxy({ to: server.port, delayMs: 25 });
  try {
    const batch = writeBatch(folder);
    const lftp = (atOnce: number) => () => lftpMirror(server, proxy.port, batch, atOnce);
    const many = await measure(server, proxy.port, batch, 64, lftp(10));
    const few = await measure(server, proxy.port, batch, 4, lftp(4));
    // One run: it takes most of a minute, and it is far behind.
    const openSsh = await seconds(() =>
      openSshSftp(server, proxy.port, [`mkdir /upload/sftp`, `put -r ${batch} /upload/sftp/`]),
    );
    return [
      rowOf(64, 'lftp -P10', many, 'goal 1/4'),
      rowOf(64, 'sftp put -r', { ...many, peerSeconds: openSsh }, 'goal 1/20'),
      rowOf(4, 'lftp -P4', few, 'goal 1'),
    ];
  } finally {
    await proxy.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Times {
  readonly ourSeconds: number;
  readonly peerSeconds: number;
}

/** Ours and the peer's in turn. */
async function measure(
  { username, password }: SshServer,
  port: number,
  batch: string,
  atOnce: number,
  peer: () => Promise<void>,
): Promise<Times> {
  const site = { protocol: 'sftp', host: '127.0.0.1', port, username, password } as const;
  const options = { filesAtATime: atOnce };
  const job = { site: { ...site, options }, paths: [batch] };
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    ours.push((await uploadIn('node', job)).seconds);
    theirs.push(await seconds(peer));
  }
  return { ourSeconds: median(ours), peerSeconds: median(theirs) };
}

const rowOf = (atOnce: number, peer: string, times: Times, goal: string): Measured => ({
  work: `${files} files of 20 kB over SFTP, 50 ms, ${atOnce} at a time`,
  peer,
  ...times,
  note: `${((times.ourSeconds / files) * atOnce * 1000).toFixed(0)} ms a file, ${goal}`,
});

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
