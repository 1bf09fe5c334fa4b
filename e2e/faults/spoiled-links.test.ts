import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Transfer } from '../../src/shared/domain/transfer.ts';
import { Office, type NewSite } from '../../src/main/checks/testing/office.ts';
import { startOpenSsh } from '../servers/openssh.ts';
import type { TestServer } from '../servers/test-server.ts';
import { startVsftpd } from '../servers/vsftpd.ts';
import { someFault, type Fault } from './faults.ts';
import { lineTo, type Line } from './line-to.ts';
import { seeded, type Random } from './random.ts';

/*
 * Links that are cut, ended or stalled at random bytes, while connecting, on the way and over the last word. After
 * each the reported end and the file on the server must agree. The seed is told, and can be given again:
 * CIIS_CONNECT_SEED.
 */

const runs = 200;
/** Stalled links are waited for: several run side by side, each with links of its own. */
const workers = 8;
const seed = Number(process.env['CIIS_CONNECT_SEED'] ?? 20261124);

let folder: string;
let office: Office;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ciis-faults-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(['sftp', 'ftps'] as const)(
  `${runs} uploads over spoiled links end as they are told to, over %s (seed ${seed})`,
  { timeout: 240_000 },
  async (protocol) => {
    const server =
      protocol === 'sftp'
        ? await startOpenSsh({ extraConfig: ['MaxStartups 100'] })
        : await startVsftpd();
    await spoiledRuns(server, protocol);
  },
);

async function spoiledRuns(server: TestServer, protocol: 'sftp' | 'ftps'): Promise<void> {
  office = new Office();
  const ends: Record<string, number> = {};
  const left = Array.from({ length: runs }, (_, run) => run).values();
  try {
    await Promise.all(
      Array.from({ length: workers }, async (_, worker) => {
        const line = await lineTo(server, protocol, `127.0.0.${10 + worker}`);
        const { username, password } = server;
        const site = await office.addSite({
          ...{ protocol, username, password, host: line.host, port: line.port },
          ...{ preflight: false, options: { idleTimeout: 5, connectTimeout: 5 } },
        } satisfies NewSite);
        try {
          for (const run of left) {
            const end = await spoiledRun(seeded(seed + run), {
              run,
              siteId: site.id,
              server,
              line,
            });
            ends[end] = (ends[end] ?? 0) + 1;
          }
        } finally {
          await line.close();
        }
      }),
    );
  } finally {
    await office.close();
    await server.stop();
  }
  // Had nothing been spoiled, or everything before a byte was sent, this would have tested nothing.
  expect(ends['verified'], JSON.stringify(ends)).toBeGreaterThan(runs / 20);
  expect(ends['failed'], JSON.stringify(ends)).toBeGreaterThan(runs / 20);
  expect(ends['unknown'], JSON.stringify(ends)).toBeGreaterThan(0);
}

interface SpoiledRun {
  readonly run: number;
  readonly siteId: string;
  readonly server: TestServer;
  readonly line: Line;
}

async function spoiledRun(
  random: Random,
  { run, siteId, server, line }: SpoiledRun,
): Promise<Transfer['status']> {
  const { queue, sessions } = office.services;
  const name = `run-${run}.bin`;
  const content = random.bytes(random.oneOf([1, 900, 20_000, 300_000, 1_500_000]));
  const path = join(folder, name);
  writeFileSync(path, content);
  const fault = someFault(random, content.length, line);
  if (random.next() < 0.4) await sessions.disconnect(siteId);
  fault.apply();
  const [transfer] = await queue.settled(await queue.upload(siteId, [path], null));
  fault.takeBack();
  rmSync(path);
  if (transfer === undefined) throw new Error(`Run ${run} has no transfer`);
  const there = readThere(join(server.root, name));
  expect(contradiction(transfer, content, there), told(run, transfer, fault)).toBeNull();
  return transfer.status;
}

const told = (run: number, { status, failure }: Transfer, fault: Fault): string =>
  `run ${run}: ${fault.words}: ${status} ${failure?.code ?? ''} ${failure?.detail ?? ''}`;

/** What is wrong with an end, seen the file that the server has. */
function contradiction(
  { status, failure, sha256, serverMayHave }: Transfer,
  content: Buffer,
  there: Buffer | null,
): string | null {
  const whole = there?.equals(content) === true;
  switch (status) {
    case 'verified':
    case 'accepted':
      if (sha256 === null || failure !== null) return 'a receipt is incomplete';
      return whole ? null : 'the server does not have what it is said to have';
    case 'unknown':
      if (serverMayHave !== 'all') return 'it is unknown, but was not written down before';
      return failure?.code === 'reply-lost' ? null : 'unknown for another reason';
    case 'failed':
      if (failure === null) return 'it failed for no reason';
      return whole ? 'the server has what is said to have failed' : null;
    default:
      return `it did not end: ${status}`;
  }
}

function readThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw thrown;
  }
}
