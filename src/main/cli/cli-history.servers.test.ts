import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, hostname } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startPractice } from '../practice/practice-server.ts';
import { runCli, runCliProcess } from './testing/run-cli.ts';

/** A saved site over the practice server, and two files to send. */
async function office() {
  const base = mkdtempSync(join(tmpdir(), 'ciis-cli-history-'));
  onTestFinished(() => rmSync(base, { recursive: true, force: true, maxRetries: 5 }));
  const server = await startPractice({ folder: join(base, 'server') });
  onTestFinished(() => server.stop());
  const settings = { dataDir: join(base, 'data'), password: server.password };
  const site = [
    '--host',
    '127.0.0.1',
    '--port',
    String(server.port),
    '--username',
    server.username,
  ];
  await runCli(
    ['sites', 'add', '--label', 'Clinic', '--protocol', 'sftp', ...site, '--any-file'],
    settings,
  );
  const files = ['one.hl7', 'two.hl7'].map((name) => join(base, name));
  files.forEach((file) => writeFileSync(file, `made up ${file}`));
  return { settings, files };
}

it('what was sent is in the history with its receipt, also of another process', async () => {
  const { settings, files } = await office();
  const sent = await runCliProcess(
    ['upload', 'Clinic', ...files, '--accept-new-identity', '--json'],
    settings,
  );
  expect(sent.code).toBe(0);
  const { code, events } = await runCli(['history', '--json', '--site', 'Clinic'], settings);
  expect(code).toBe(0);
  expect(
    events()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['one.hl7', 'two.hl7']);
  expect(events()[0]).toMatchObject({
    ...{ event: 'receipt', kind: 'file', outcome: 'verified', verifiedBy: 'size' },
    ...{ siteLabel: 'Clinic', host: '127.0.0.1', protocol: 'sftp', computer: hostname() },
    fingerprint: expect.stringMatching(/^SHA256:/) as string,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
  });
  const hash = String(events()[0]?.['sha256']).slice(0, 8).toUpperCase();
  const found = await runCli(['history', '--search', hash, '--csv'], settings);
  expect(found.stdout.split('\r\n')).toHaveLength(3);
  const nothing = await runCli(['history', '--status', 'failed'], settings);
  expect(nothing).toMatchObject({ code: 0, stdout: '' });
});
