import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeServer, opensshAvailability } from '../../../e2e/servers/availability.ts';
import { startOpenSsh } from '../../../e2e/servers/openssh.ts';
import type { TestServer } from '../../../e2e/servers/test-server.ts';
import { newRuleSettings, type RuleSettings } from '../../shared/domain/rule.ts';
import { newSiteSettings } from '../../shared/domain/site.ts';
import { systemClock } from '../clock.ts';
import { compose } from '../compose.ts';
import { update } from '../hl7/testing/samples.ts';
import { memorySecrets } from '../secrets/memory-secrets.ts';
import { withoutProxy } from '../transport/proxy/find-proxy.ts';
import { runCliProcess, startCli } from './testing/run-cli.ts';

/* The rules as the system's scheduler carries them out: processes of their own, a real server, real folders. */

describeServer('the rules on the command line', opensshAvailability(), () => {
  let server: TestServer;
  let base: string;
  let dataDir: string;
  let folder: string;
  const cli = (...args: readonly string[]) =>
    runCliProcess(args, { dataDir, password: server.password });

  /** As the app does. */
  async function saveRule(change: Partial<RuleSettings>): Promise<void> {
    const services = compose({
      ...{ dataFolder: dataDir, secrets: memorySecrets(), clock: systemClock },
      ...{ newId: randomUUID, owner: 'app', version: '0.0.0', notice: () => undefined },
      ask: () => Promise.resolve({ kind: 'no' }),
      findProxy: withoutProxy,
    });
    const { port, username } = server;
    const site =
      services.sites.find('Clinic') ??
      services.sites.create({
        ...newSiteSettings('sftp'),
        ...{ label: 'Clinic', host: '127.0.0.1', port, username },
      });
    services.automation.save(null, {
      ...newRuleSettings(),
      ...{ siteId: site.id, folder, steadySeconds: 1 },
      ...change,
    });
    await services.close();
  }

  beforeAll(async () => {
    server = await startOpenSsh();
    base = mkdtempSync(join(tmpdir(), 'ciis-cli-rules-'));
    dataDir = join(base, 'data');
    folder = join(base, 'exports');
    mkdirSync(folder);
    mkdirSync(dataDir);
    const daily = { kind: 'daily', at: '17:30', days: 'every-day' } as const;
    await saveRule({
      name: 'Nightly',
      start: { kind: 'schedule', schedule: daily, runMissed: true },
    });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(base, { recursive: true, force: true, maxRetries: 5 });
  });

  it('a run sends what is there and files it away, and the next one has nothing to do', async () => {
    const content = update({ controlId: 'RS-1' });
    writeFileSync(join(folder, 'a.hl7'), content);
    writeFileSync(join(folder, 'b.hl7'), 'no messages at all');
    const first = await cli('run', 'Nightly', '--json', '--accept-new-identity');
    expect(first.code, first.stderr).toBe(1);
    expect(first.events()).toMatchObject([
      { event: 'run', rule: 'Nightly', outcome: 'some-not', sent: 1, refused: 1, failed: 0 },
    ]);
    expect(readFileSync(join(server.root, 'a.hl7'), 'latin1')).toBe(content);
    expect(readdirSync(server.root)).toEqual(['a.hl7']);
    const month = new Date().toLocaleDateString('sv').slice(0, 7);
    expect(readdirSync(join(folder, 'Sent', month))).toEqual(['a.hl7']);
    expect(readdirSync(join(folder, 'Refused'))).toHaveLength(2);

    const second = await cli('run', '--all', '--json');
    expect(second.code, second.stderr).toBe(0);
    expect(second.events()).toMatchObject([{ outcome: 'done', sent: 0, known: 0 }]);

    // The same content under another name.
    writeFileSync(join(folder, 'again.hl7'), content);
    const third = await cli('run', 'Nightly', '--json');
    expect(third.events()).toMatchObject([{ outcome: 'done', sent: 0, known: 1 }]);
    expect(readdirSync(server.root)).toEqual(['a.hl7']);
    expect(existsSync(join(folder, 'again.hl7'))).toBe(false);
  });

  it('status tells of the last run, and history of the file', async () => {
    const status = await cli('status', '--json');
    expect(status.code, status.stderr).toBe(0);
    expect(status.events()).toMatchObject([
      { event: 'rule', rule: 'Nightly', trouble: null, lastRun: { outcome: 'done', known: 1 } },
    ]);
    const [rule] = status.events();
    expect(rule?.['nextRunAt']).toBeGreaterThan(Date.now());
    expect(rule?.['lastSuccessAt']).toBeGreaterThan(Date.now() - 600_000);
    expect((await cli('history', '--json')).events()).toMatchObject([
      { name: 'a.hl7', outcome: 'verified' },
    ]);
  });

  it('watch sends what comes until it is asked to end, and no other process does meanwhile', async () => {
    await saveRule({ name: 'Watch', folder: join(base, 'watched') });
    mkdirSync(join(base, 'watched'));
    const health = join(base, 'health.json');
    const { child, ended } = startCli(['watch', '--json', '--health', health], {
      ...{ dataDir, password: server.password },
    });
    const told = new Promise<void>((resolve) => {
      child.stdout.on('data', (text: string) => {
        if (text.includes('"event":"run"')) resolve();
      });
    });
    writeFileSync(join(base, 'watched', 'w.hl7'), update({ controlId: 'RS-2' }));
    await told;
    expect((await cli('run', 'Watch', '--json')).events()).toMatchObject([
      { outcome: 'failed', error: { code: 'rule-running' } },
    ]);
    child.kill('SIGTERM');
    const { code, events, stderr } = await ended;
    expect(code, stderr).toBe(0);
    expect(events().map(({ event }) => event)).toEqual(['started', 'run-began', 'run', 'stopped']);
    expect(readdirSync(server.root).sort()).toEqual(['a.hl7', 'w.hl7']);
    expect(JSON.parse(readFileSync(health, 'utf8'))).toMatchObject({
      status: 'stopped',
      rules: [{ rule: 'Nightly' }, { rule: 'Watch', lastRun: { sent: 1 } }],
    });
  });
});
