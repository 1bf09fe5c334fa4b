import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { everything } from '../../src/shared/domain/receipt.ts';
import { defaultOptions, newSiteSettings } from '../../src/shared/domain/site.ts';
import type { Transfer } from '../../src/shared/domain/transfer.ts';
import { systemClock } from '../../src/main/clock.ts';
import { compose, type Services } from '../../src/main/compose.ts';
import { memorySecrets } from '../../src/main/secrets/memory-secrets.ts';
import { withoutProxy } from '../../src/main/transport/proxy/find-proxy.ts';
import type { TestServer } from '../servers/test-server.ts';
import type { Line } from './line-to.ts';
import type { SomeFiles } from './some-files.ts';

interface Surroundings {
  readonly server: TestServer;
  readonly protocol: 'sftp' | 'ftps';
  readonly line: Line;
}

/** The data folder of a program that is killed, and how the app finds it afterwards. */
export class AfterTheKill {
  readonly #dataFolder: string;
  readonly #password: string;

  private constructor(dataFolder: string, password: string) {
    this.#dataFolder = dataFolder;
    this.#password = password;
  }

  /** With one site, "Clinic", that takes any file. */
  static async prepare(
    dataFolder: string,
    { server, protocol, line }: Surroundings,
  ): Promise<AfterTheKill> {
    const made = new AfterTheKill(dataFolder, server.password);
    const services = made.#open('set-up');
    services.sites.create({
      ...newSiteSettings(protocol),
      label: 'Clinic',
      host: line.host,
      port: line.port,
      username: server.username,
      preflight: false,
      options: { ...defaultOptions(protocol), connectTimeout: 5, idleTimeout: 5 },
    });
    await close(services);
    return made;
  }

  /** Accepts the server's identity, so that nothing is asked later. Answers with the site's id. */
  async connectOnce(): Promise<string> {
    const services = this.#open('set-up');
    try {
      const [site] = services.sites.snapshot().sites;
      if (site === undefined) throw new Error('There is no site');
      const state = await services.sessions.connect(site.id, new AbortController().signal);
      assert.equal(state.status, 'connected');
      return site.id;
    } finally {
      await close(services);
    }
  }

  /** Opens the app on it, looks at each file's end, goes on with all of them and answers with how each stood before. */
  async check(
    { contents, paths }: SomeFiles,
    server: TestServer,
    run: string,
  ): Promise<readonly string[]> {
    const there = (name: string): Buffer | null => {
      const path = join(server.root, name);
      return existsSync(path) ? readFileSync(path) : null;
    };
    const services = this.#open('app');
    const { queue, history } = services;
    try {
      assert.deepEqual(services.notices(), [], run);
      const listed = queue.list().transfers;
      const receipts = history.list(everything, null, 500).receipts;
      const found = paths.map((path) => ({
        listed: listed.filter(({ localPath }) => localPath === path),
        receipts: receipts.filter(({ localPath }) => localPath === path),
      }));
      // Killed before they were queued, none is there; else all are, each once.
      const counts = found.map((each) => Math.max(each.listed.length, each.receipts.length));
      const total = counts.reduce((sum, count) => sum + count, 0);
      const told = `${run}: ${JSON.stringify(counts)}`;
      assert([0, paths.length].includes(total) && Math.max(...counts) < 2, told);
      const names = [...contents.keys()];
      const statuses = found.map((each, index) => {
        const name = names[index] ?? '';
        const transfer = each.listed[0];
        const status = transfer?.status ?? each.receipts[0]?.outcome ?? 'none';
        const content = there(name);
        const whole = content?.equals(contents.get(name) ?? Buffer.alloc(0)) === true;
        const wrong = contradiction(status, transfer, { isThere: content !== null, whole });
        assert.equal(wrong, null, `${run}: ${name} is ${status}: ${wrong ?? ''}`);
        return status;
      });
      await this.#goOn(services, listed);
      for (const transfer of queue.list().transfers) {
        assert.equal(transfer.status, 'verified', `${run}: ${transfer.name} in the end`);
      }
      for (const [name, content] of contents) {
        if (listed.length > 0) assert(there(name)?.equals(content), `${run}: ${name}`);
      }
      return statuses;
    } finally {
      await close(services);
    }
  }

  /** One click for all: what was interrupted, what waits, and (asked about) what is unknown. */
  async #goOn({ queue }: Services, listed: readonly Transfer[]): Promise<void> {
    const ids = (...statuses: readonly Transfer['status'][]) =>
      listed.filter(({ status }) => statuses.includes(status)).map(({ id }) => id);
    queue.setPaused(false);
    queue.resume(ids('paused'));
    const waited = new Promise<void>((resolve) => {
      const unknown = new Set(ids('unknown'));
      if (unknown.size === 0) resolve();
      const leave = queue.onChanged(({ changed }) => {
        for (const { id, status } of changed) if (status !== 'unknown') unknown.delete(id);
        if (unknown.size > 0) return;
        leave();
        resolve();
      });
    });
    queue.retry(ids('interrupted', 'unknown', 'failed'));
    await waited;
    await queue.settled(listed.map(({ id }) => id));
  }

  #open(owner: string): Services {
    const secrets = memorySecrets();
    const services = compose({
      dataFolder: this.#dataFolder,
      secrets,
      // Asked whether an unknown one is to be sent again, the person says yes.
      ask: () => Promise.resolve({ kind: 'yes' }),
      clock: systemClock,
      newId: randomUUID,
      owner,
      version: '0.0.0',
      findProxy: withoutProxy,
      retryDelays: [0, 0, 0],
      notice: () => undefined,
    });
    for (const { id } of services.sites.snapshot().sites) void secrets.set(id, this.#password);
    return services;
  }
}

/**
 * libsql holds a database until its statements are garbage. The program opens it once in its life; here one
 * process opens it again and again, and an old view of it, held on, would hide what another one has written.
 */
async function close(services: Services): Promise<void> {
  await services.close();
  collectGarbage();
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is wrong with how a file stands after the program was killed. */
function contradiction(
  status: string,
  transfer: Transfer | undefined,
  { isThere, whole }: { readonly isThere: boolean; readonly whole: boolean },
): string | null {
  switch (status) {
    case 'verified':
    case 'accepted':
      return whole ? null : 'the server does not have it';
    case 'interrupted':
      return whole ? 'the server has all of it, and nobody would be asked' : null;
    case 'unknown':
      return transfer?.serverMayHave === 'all' ? null : 'it can not be whole';
    case 'waiting':
    case 'paused':
      return whole ? 'it is said to wait, and is there' : null;
    case 'none':
      return isThere ? 'something of it was sent, and nothing is written down' : null;
    default:
      return 'no file ends like this by a kill';
  }
}
