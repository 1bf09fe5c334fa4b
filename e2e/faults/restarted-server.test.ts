import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Office } from '../../src/main/checks/testing/office.ts';
import { withoutProxy } from '../../src/main/transport/proxy/find-proxy.ts';
import { startOpenSsh } from '../servers/openssh.ts';
import type { TestServer } from '../servers/test-server.ts';
import { startVsftpd } from '../servers/vsftpd.ts';
import { seeded } from './random.ts';

const files = 40;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ciis-restart-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A server, and how it comes back at the same place once it was killed. */
interface Kept {
  readonly server: TestServer;
  readonly again: () => Promise<TestServer>;
}

const kinds: Readonly<Record<'sftp' | 'ftps', () => Promise<Kept>>> = {
  sftp: async () => {
    const server = await startOpenSsh();
    return { server, again: () => startOpenSsh({ port: server.port, identityOf: server }) };
  },
  ftps: async () => {
    const server = await startVsftpd();
    const { port, passivePorts } = server;
    return { server, again: () => startVsftpd({ port, passivePorts }) };
  },
};

test.each(['sftp', 'ftps'] as const)(
  'a server (%s) that is killed under load and comes back gets every file, and none of those that it had taken again',
  { timeout: 60_000 },
  async (protocol) => {
    const { server, again } = await kinds[protocol]();
    const office = new Office(withoutProxy, [100, 500, 2000]);
    const contents = makeFiles();
    let restarted: TestServer | undefined;
    try {
      const { username, password, host, port } = server;
      const site = await office.addSite({
        ...{ protocol, username, password, host, port, preflight: false },
        options: { connections: 4, filesAtATime: 4, idleTimeout: 5 },
      });
      const { queue } = office.services;
      const taken = new Set<string>();
      const tenth = new Promise<void>((resolve) => {
        queue.onChanged(({ changed }) => {
          if (restarted !== undefined) return;
          for (const { status, name } of changed) if (status === 'verified') taken.add(name);
          if (taken.size >= 10) resolve();
        });
      });
      const ids = queue.upload(
        site.id,
        [...contents.keys()].map((name) => join(folder, name)),
        null,
      );
      await tenth;
      server.kill();
      restarted = await again();
      const ended = await queue.settled(await ids);

      // What had no last word when the server died is unknown; all else arrived.
      const unknown = ended.filter(({ status }) => status === 'unknown');
      expect(unknown.length).toBeLessThanOrEqual(4);
      for (const { name, status, failure } of ended) {
        if (status === 'unknown') continue;
        expect(status, `${name}: ${failure?.code ?? ''} ${failure?.detail ?? ''}`).toBe('verified');
        const where = taken.has(name) ? server : restarted;
        const other = taken.has(name) ? restarted : server;
        const there = readFileSync(join(where.root, name));
        expect(there.equals(contents.get(name) ?? Buffer.alloc(0)), name).toBe(true);
        if (taken.has(name)) expect(readdirSync(other.root), name).not.toContain(name);
      }
    } finally {
      await office.close();
      await restarted?.stop();
      await server.stop();
    }
  },
);

function makeFiles(): ReadonlyMap<string, Buffer> {
  const random = seeded(40);
  const made = new Map<string, Buffer>();
  for (let number = 0; number < files; number += 1) {
    const content = random.bytes(random.between(1000, 400_000));
    made.set(`file-${number}.bin`, content);
    writeFileSync(join(folder, `file-${number}.bin`), content);
  }
  return made;
}
