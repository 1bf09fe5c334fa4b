import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startCli } from '../../src/main/cli/testing/run-cli.ts';
import { startOpenSsh } from '../servers/openssh.ts';
import { startVsftpd } from '../servers/vsftpd.ts';
import { AfterTheKill } from './after-the-kill.ts';
import { lineTo } from './line-to.ts';
import { seeded } from './random.ts';
import { makeFiles, wholeTalk } from './some-files.ts';

/*
 * The command line is killed (SIGKILL) when a byte that nobody chose goes over its link: while it connects, in the
 * middle of files, over last words. Then the app opens the same data: everything that had been queued is there, no
 * end is wrong, and going on brings each file there whole.
 */

const kills = 15;
const seed = Number(process.env['CIIS_CONNECT_SEED'] ?? 20261124);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ciis-killed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each(['sftp', 'ftps'] as const)(
  `${kills} kills of an upload over %s leave no wrong end and lose no file (seed ${seed})`,
  { timeout: 240_000 },
  async (protocol) => {
    const server =
      protocol === 'sftp'
        ? await startOpenSsh({ extraConfig: ['MaxStartups 100'] })
        : await startVsftpd();
    const line = await lineTo(server, protocol, '127.0.0.20');
    const seen: Record<string, number> = {};
    try {
      for (let run = 0; run < kills; run += 1) {
        const random = seeded(seed + 1000 + run);
        const files = makeFiles(random, join(folder, `run-${run}`), `${protocol}-${run}`);
        const dataDir = join(folder, `data-${run}`);
        const after = await AfterTheKill.prepare(dataDir, { server, protocol, line });
        const { child, ended } = startCli(
          ['upload', 'Clinic', ...files.paths, '--accept-new-identity', '--json'],
          { dataDir, password: server.password },
        );
        line.tellAfter(random.between(0, files.bytes + wholeTalk), () => child.kill('SIGKILL'));
        await ended;
        line.unlimited();
        const statuses = await after.check(files, server, `run ${run}`);
        for (const status of statuses) seen[status] = (seen[status] ?? 0) + 1;
      }
    } finally {
      await line.close();
      await server.stop();
    }
    // Had every kill come before or after the files, this would have tested nothing.
    const cutShort = (seen['interrupted'] ?? 0) + (seen['unknown'] ?? 0);
    expect(cutShort, JSON.stringify(seen)).toBeGreaterThan(0);
  },
);
