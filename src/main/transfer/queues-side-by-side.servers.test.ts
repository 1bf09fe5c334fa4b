import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startProxy, type Proxy } from '../../../e2e/servers/proxy.ts';
import { defaultOptions, newSiteSettings, type Site } from '../../shared/domain/site.ts';
import { startCli } from '../cli/testing/run-cli.ts';
import { systemClock } from '../clock.ts';
import { compose, type Services } from '../compose.ts';
import { startPractice, type Practice } from '../practice/practice-server.ts';
import { memorySecrets } from '../secrets/memory-secrets.ts';
import { withoutProxy } from '../transport/proxy/find-proxy.ts';

let base: string;
let server: Practice;
let proxy: Proxy;
let open: Services[];
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'ciis-side-'));
  server = await startPractice({ folder: join(base, 'server') });
  proxy = await startProxy({ to: server.port });
  open = [];
});
afterEach(async () => {
  for (const services of open) await services.close();
  await proxy.close();
  await server.stop();
  rmSync(base, { recursive: true, force: true, maxRetries: 5 });
});

/** The program on the one data folder, as that owner. */
function start(owner: string, retryDelays: readonly number[] = []): Services {
  const services = compose({
    dataFolder: join(base, 'data'),
    secrets: memorySecrets(),
    ask: (question) =>
      Promise.resolve(
        question.kind === 'password'
          ? { kind: 'password', password: server.password, remember: false }
          : { kind: 'yes' },
      ),
    clock: systemClock,
    newId: randomUUID,
    owner,
    version: '0.0.0',
    findProxy: withoutProxy,
    retryDelays,
    notice: () => undefined,
  });
  open.push(services);
  return services;
}

const addSite = ({ sites }: Services): Site =>
  sites.create({
    ...newSiteSettings('sftp'),
    label: 'Clinic',
    host: '127.0.0.1',
    port: proxy.port,
    username: server.username,
    preflight: false,
    options: { ...defaultOptions('sftp'), filesAtATime: 1 },
  });

function file(name: string, bytes: Buffer | string = name): string {
  const path = join(base, name);
  writeFileSync(path, bytes);
  return path;
}

const arrived = (name: string): Buffer => readFileSync(join(server.folder, name));

it('one program has a data folder, and a second one is told', async () => {
  const first = start('app');
  expect(() => start('app')).toThrow('already-open');
  await first.close();
  start('app');
});

it('a run beside the app leaves to the app what the app has for the same place', async () => {
  const app = start('app');
  const site = addSite(app);
  app.queue.setPaused(true);
  const paths = [file('a.hl7'), file('b.hl7')];
  const waiting = await app.queue.upload(site.id, paths.slice(0, 1), null);
  const cli = start('cli-1');
  const ends = await cli.queue.settled(await cli.queue.upload(site.id, paths, null));
  expect(ends.map(({ status, failure }) => failure?.code ?? status)).toEqual([
    'already-queued',
    'verified',
  ]);
  app.queue.setPaused(false);
  const [end] = await app.queue.settled(waiting);
  expect(end?.status).toBe('verified');
});

it('a file whose link is cut is sent again by itself, and is whole', async () => {
  const app = start('app', [20, 20, 20]);
  const site = addSite(app);
  const content = randomBytes(3_000_000);
  proxy.cutAfterBytes(1_000_000, 'to-server');
  const tries: number[] = [];
  app.queue.onChanged(({ changed }) => tries.push(...changed.map((each) => each.tries)));
  const [end] = await app.queue.settled(
    await app.queue.upload(site.id, [file('large.hl7', content)], null),
  );
  expect(end?.status).toBe('verified');
  expect(Math.max(...tries)).toBe(1);
  expect(arrived('large.hl7').equals(content)).toBe(true);
});

it('what a killed run has not sent is on the list of the app, held, and can be sent', async () => {
  const setUp = start('app');
  addSite(setUp);
  await setUp.close();
  const content = randomBytes(8_000_000);
  const paths = [file('large.hl7', content), file('next.hl7')];
  proxy.stallAfterBytes(2_000_000, 'to-server');
  const args = ['upload', 'Clinic', '--accept-new-identity', ...paths];
  const { child, ended } = startCli(args, {
    dataDir: join(base, 'data'),
    password: server.password,
  });
  await vi.waitFor(() => expect(proxy.bytes['to-server']).toBeGreaterThan(1_900_000), 20_000);
  child.kill('SIGKILL');
  await ended;
  proxy.flow();

  const app = start('app');
  const rows = () => app.queue.list().transfers;
  expect(rows().map(({ name, status, owner }) => [name, status, owner])).toEqual([
    ['large.hl7', 'interrupted', 'app'],
    ['next.hl7', 'paused', 'app'],
  ]);
  const ids = rows().map(({ id }) => id);
  app.queue.retry(ids);
  app.queue.resume(ids);
  const ends = await app.queue.settled(ids);
  expect(ends.map(({ status }) => status)).toEqual(['verified', 'verified']);
  expect(arrived('large.hl7').equals(content)).toBe(true);
});
