import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { update } from '../hl7/testing/samples.ts';
import { startPractice, type Practice } from '../practice/practice-server.ts';
import { runCli, type CliRun } from './testing/run-cli.ts';

const key = 'a made-up key of many words';

let base: string;
let server: Practice;
let secretsFile: string;

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'ciis-cli-secrets-'));
  secretsFile = join(base, 'secrets.json');
  writeFileSync(join(base, 'key'), `${key}\n`, { mode: 0o600 });
  writeFileSync(join(base, 'a.hl7'), update());
  server = await startPractice({ folder: join(base, 'server') });
  const { host, port, username } = server;
  const added = await cli(
    ['sites', 'add', '--label', 'Clinic', '--protocol', 'sftp', '--host', host].concat([
      '--port',
      String(port),
      '--username',
      username,
      '--any-file',
    ]),
  );
  expect(added.code, added.stderr).toBe(0);
});
afterEach(async () => {
  await server.stop();
  rmSync(base, { recursive: true, force: true, maxRetries: 5 });
});

/** As a service account runs it: with a key file, and nobody there. */
const cli = (args: readonly string[], input = '', environment = {}): Promise<CliRun> =>
  runCli(args, {
    dataDir: join(base, 'data'),
    input,
    environment: { CIIS_CONNECT_SECRETS_KEY_FILE: join(base, 'key'), ...environment },
  });

const keep = (): Promise<CliRun> =>
  cli(
    ['password', 'set', 'Clinic', '--password-stdin', '--secrets-file', secretsFile],
    server.password,
  );
const upload = (environment = {}): Promise<CliRun> =>
  cli(['upload', 'Clinic', join(base, 'a.hl7'), '--json', '--accept-new-identity'], '', {
    CIIS_CONNECT_SECRETS_FILE: secretsFile,
    ...environment,
  });

it('a password that was kept in the file signs in, without a keychain', async () => {
  const kept = await keep();
  expect(kept.stderr).toBe('');
  expect(kept.stdout).toBe('Kept in the secrets file for "Clinic".\n');
  expect(readFileSync(secretsFile, 'utf8')).not.toContain(server.password);
  const sent = await upload();
  expect(sent.code, sent.stderr).toBe(0);
  expect(sent.events().at(-1)).toMatchObject({ event: 'summary', verified: 1 });
  const checked = await cli(['check', 'Clinic', '--secrets-file', secretsFile]);
  expect(checked.code, checked.stdout).toBe(0);
});

it('another key stops it before anything is tried, and is told nowhere', async () => {
  await keep();
  const other = 'another made-up key';
  const run = await upload({ CIIS_CONNECT_SECRETS_KEY: other });
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('The key is not the one that this file was made with');
  expect(run.stdout + run.stderr).not.toContain(other);
});

it.skipIf(process.platform === 'win32')('a key file that others can read stops it', async () => {
  chmodSync(join(base, 'key'), 0o644);
  for (const run of [await keep(), await upload()]) {
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(`run chmod 600 ${join(base, 'key')}`);
  }
  expect((await cli(['sites', '--secrets-file', secretsFile])).code).toBe(0);
});
