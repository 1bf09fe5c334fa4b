import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startPractice, type Practice } from '../practice/practice-server.ts';
import { run } from './run.ts';
import { startServices } from './start-services.ts';
import { recordedIo } from './testing/recorded-io.ts';
import { runCli } from './testing/run-cli.ts';

let base: string;
let server: Practice;
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'ciis-cli-'));
  server = await startPractice({ folder: join(base, 'server') });
});
afterEach(async () => {
  await server.stop();
  rmSync(base, { recursive: true, force: true, maxRetries: 5 });
});

it('an upload that is stopped while a person is asked about a file sends nothing, tells each end, and ends with 1', async () => {
  const dataDir = join(base, 'data');
  const site = ['--label', 'Clinic', '--protocol', 'sftp', '--username', server.username];
  const at = ['--host', '127.0.0.1', '--port', String(server.port)];
  expect((await runCli(['sites', 'add', ...site, ...at], { dataDir })).code).toBe(0);
  const notes = join(base, 'notes.txt');
  writeFileSync(notes, 'no HL7 at all\n');

  const recorded = recordedIo({
    environment: { ...process.env, CIIS_CONNECT_DATA_DIR: dataDir },
  });
  const io: typeof recorded = {
    ...recorded,
    question: (_prompt, _how, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(null));
        recorded.stop();
      }),
  };
  const code = await run(['upload', 'Clinic', notes, '--json'], {
    io,
    version: '0.0.0',
    startServices,
  });

  expect(code).toBe(1);
  const events = recorded
    .stdout()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(events).toMatchObject([
    { event: 'transfer', file: notes, status: 'cancelled' },
    { event: 'summary', total: 1, cancelled: 1, exitCode: 1 },
  ]);
});
