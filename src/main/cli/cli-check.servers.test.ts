import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import {
  describeServer,
  opensshAvailability,
  vsftpdAvailability,
} from '../../../e2e/servers/availability.ts';
import { unansweredPort } from '../../../e2e/servers/odd-servers.ts';
import { startOpenSsh } from '../../../e2e/servers/openssh.ts';
import type { FtpServer, SshServer, TestServer } from '../../../e2e/servers/test-server.ts';
import { startVsftpd } from '../../../e2e/servers/vsftpd.ts';
import { startPractice } from '../practice/practice-server.ts';
import { checkBench, reached, stepsOf, summaryOf } from './testing/check-bench.ts';
import { runCliProcess, type CliRun } from './testing/run-cli.ts';

/* "check" of sites that take files, as IT runs it: each verdict by a real cause. */

const { addSite, cli, dataDir, folder, running } = checkBench();

const notReached = (...steps: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(steps.map((step) => [step, 'skipped not-reached']));

const wrongLogins = ({ log }: TestServer): number =>
  log().match(/Failed password|FAIL LOGIN/g)?.length ?? 0;

describeServer('a check of OpenSSH', opensshAvailability(), () => {
  let server: SshServer;

  beforeEach(async () => {
    server = await running(startOpenSsh());
    await addSite('Clinic', 'sftp', server);
  });

  const check = (more: readonly string[] = [], password = server.password): Promise<CliRun> =>
    cli(['check', 'Clinic', '--json', ...more], { password });

  it('is well: 0, and nothing was uploaded', async () => {
    const run = await check(['--fingerprint', server.hostKeySha256]);
    expect(run.code, run.stdout).toBe(0);
    expect(stepsOf(run, 'Clinic')).toEqual({ ...reached, 'sign-in': 'ok', folder: 'ok' });
    expect(summaryOf(run)).toEqual({
      event: 'summary',
      sites: 1,
      ready: 1,
      failed: 0,
      incomplete: 0,
      stopped: 0,
      exitCode: 0,
    });
    expect(readdirSync(server.root)).toEqual([]);
  });

  it('says so in words as well', async () => {
    const run = await cli(['check', 'clinic', '--accept-new-identity', '--quiet'], {
      password: server.password,
    });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout.split('\n').filter((line) => line.startsWith('  ok '))).toHaveLength(6);
    expect(run.stdout.trimEnd()).toMatch(/\nYou can send files\. Clinic is ready\.$/);
  });

  it('stops at an identity that nobody accepted: 4, and no password was sent', async () => {
    const run = await check();
    expect(run.code).toBe(4);
    expect(stepsOf(run, 'Clinic')).toEqual({
      ...reached,
      identity: 'failed identity-unknown',
      ...notReached('sign-in', 'folder'),
    });
    expect(run.stderr).toContain(server.hostKeySha256);
    expect(server.log()).not.toMatch(/password for/);
  });

  it('stops at an identity that has changed: 4', async () => {
    expect((await check(['--accept-new-identity'])).code).toBe(0);
    const { port } = server;
    await server.stop();
    server = await running(startOpenSsh({ port }));
    const run = await check(['--accept-new-identity']);
    expect(run.code).toBe(4);
    expect(stepsOf(run, 'Clinic')).toMatchObject({ identity: 'failed identity-changed' });
    expect(server.log()).not.toMatch(/password for/);
  });

  it('without a password stops before signing in: 3', async () => {
    const run = await cli(['check', 'Clinic', '--json', '--accept-new-identity']);
    expect(run.code).toBe(3);
    expect(stepsOf(run, 'Clinic')).toEqual({
      ...reached,
      'sign-in': 'skipped password-missing',
      ...notReached('folder'),
    });
    expect(summaryOf(run)).toMatchObject({ incomplete: 1, exitCode: 3 });
    expect(server.log()).not.toMatch(/password for/);
  });

  it('tries a wrong password once, and after two holds back until it is insisted on: 3', async () => {
    const first = await check(['--accept-new-identity'], 'wrong-55');
    expect(first.code).toBe(3);
    expect(stepsOf(first, 'Clinic')).toMatchObject({ 'sign-in': 'failed login-refused' });
    expect(wrongLogins(server)).toBe(1);
    await check([], 'wrong-55');
    expect(wrongLogins(server)).toBe(2);

    const held = await check();
    expect(held.code).toBe(3);
    expect(stepsOf(held, 'Clinic')).toMatchObject({ 'sign-in': 'skipped login-paused' });
    expect(wrongLogins(server)).toBe(2);
    expect(server.log()).not.toMatch(/Accepted password/);

    expect((await check(['--insist'])).code).toBe(0);
    expect((await check()).code).toBe(0);
  });

  it('takes the password from standard input', async () => {
    const args = ['check', 'Clinic', '--password-stdin', '--accept-new-identity'];
    const run = await runCliProcess(args, { dataDir: dataDir(), input: `${server.password}\n` });
    expect(run.code, run.stdout).toBe(0);
  });

  it('shows a password to the server that it is for, and to no other', async () => {
    const other = await running(startPractice({ folder: folder('other') }));
    await addSite('Other', 'sftp', other);
    const run = await cli(['check', '--all', '--json', '--accept-new-identity'], {
      password: server.password,
    });
    expect(run.code).toBe(3);
    expect(stepsOf(run, 'Clinic')).toMatchObject({ 'sign-in': 'skipped password-missing' });
    expect(stepsOf(run, 'Other')).toMatchObject({ 'sign-in': 'skipped password-missing' });
  });

  it('leaves the password nowhere: not in its data, not in its words', async () => {
    const args = ['check', 'Clinic', '--verbose', '--accept-new-identity'];
    const said = [
      await runCliProcess(args, { dataDir: dataDir(), password: server.password }),
      await runCliProcess([...args, '--json'], { dataDir: dataDir(), password: 'wrong-secret-55' }),
    ];
    const texts = [
      ...said.flatMap(({ stdout, stderr }) => [stdout, stderr]),
      ...readdirSync(dataDir(), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1')),
    ];
    expect(said.map(({ code }) => code)).toEqual([0, 3]);
    for (const text of texts) {
      expect(text).not.toContain(server.password);
      expect(text).not.toContain('wrong-secret-55');
    }
  });
});

describeServer('a check of vsftpd', vsftpdAvailability(), () => {
  let server: FtpServer;

  beforeEach(async () => {
    server = await running(startVsftpd());
    const { from, to } = server.passivePorts;
    await addSite('Clinic', 'ftps', server, ['--data-ports', `${from}-${to}`]);
  });

  const check = (more: readonly string[] = [], password = server.password): Promise<CliRun> =>
    cli(['check', 'Clinic', '--json', '--accept-new-identity', ...more], { password });

  it('is well, with its data ports: 0, and nothing was uploaded', async () => {
    const run = await check(['--sweep']);
    expect(run.code, run.stdout).toBe(0);
    expect(stepsOf(run, 'Clinic')).toEqual({
      ...reached,
      'sign-in': 'ok',
      folder: 'ok',
      'data-ports': 'ok',
    });
    const { from, to } = server.passivePorts;
    const swept = run.events().filter(({ event }) => event === 'port');
    expect(swept.map(({ port }) => Number(port)).sort((one, other) => one - other)).toEqual(
      Array.from({ length: to - from + 1 }, (_, index) => from + index),
    );
    // Nobody waits for data there now: a refusal is as good as an open port.
    for (const each of swept) expect(each).toMatchObject({ site: 'Clinic', state: 'refused' });
    expect(readdirSync(server.root)).toEqual([]);
  });

  it('tries a wrong password once: 3', async () => {
    const run = await check([], 'wrong-55');
    expect(run.code).toBe(3);
    expect(stepsOf(run, 'Clinic')).toMatchObject({ 'sign-in': 'failed login-refused' });
    expect(wrongLogins(server)).toBe(1);
  });

  it('tells a data port that a firewall drops: 3', async () => {
    const { port: dropped } = await running(unansweredPort());
    await addSite('Dropped', 'ftps', server, ['--data-ports', `${dropped}-${dropped}`]);
    const args = ['check', 'Dropped', '--sweep', '--accept-new-identity'];
    const run = await cli(args, { password: server.password });
    expect(run.code).toBe(3);
    expect(run.stdout).toContain(`  ${dropped} most likely dropped by a firewall\n`);
    expect(run.stdout).toContain(
      `Please open outgoing TCP ${server.port} and ${dropped}-${dropped}`,
    );
  });
});
