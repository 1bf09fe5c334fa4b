import { execFileSync } from 'node:child_process';
import { describe, expect, it, vi } from 'vitest';
import { describeServer } from '../../../e2e/servers/availability.ts';
import { startGatewayStub, type GatewayStub } from '../../../e2e/servers/gateway-stub.ts';
import { page, startWebServer } from '../../../e2e/servers/https-server.ts';
import { closedPort, silentPort } from '../../../e2e/servers/odd-servers.ts';
import { startPractice } from '../practice/practice-server.ts';
import { checkBench, reached, stepsOf, summaryOf } from './testing/check-bench.ts';
import { runCliProcess, startCli } from './testing/run-cli.ts';

/* "check" of web addresses, of several sites, stopped, and without a network. */

const { addSite, afterTest, cli, dataDir, folder, running } = checkBench();

async function addGateway({ serviceUrl, wsdlUrl }: GatewayStub): Promise<void> {
  const site = ['--label', 'Gateway', '--protocol', 'soap', '--username', 'invented'];
  const address = ['--url', serviceUrl, '--wsdl', wsdlUrl, '--facility-id', 'CO-0042'];
  expect(await cli(['sites', 'add', ...site, ...address])).toMatchObject({ code: 0 });
}

describe('a check of a gateway and a page', () => {
  it('is well: 0, and says nothing of an account', async () => {
    const gateway = await running(startGatewayStub());
    const web = await running(
      startWebServer((_request, response) => response.end(page('Sign in'))),
    );
    await addGateway(gateway);
    await cli(['sites', 'add', '--label', 'Page', '--protocol', 'web', '--url', web.origin]);
    const run = await cli(['check', '--all', '--json', '--accept-new-identity'], {
      password: 'invented-55',
    });
    expect(run.code, run.stdout).toBe(0);
    expect(stepsOf(run, 'Gateway')).toEqual({
      ...reached,
      description: 'ok',
      'connectivity-test': 'ok',
    });
    expect(stepsOf(run, 'Page')).toEqual({ ...reached, page: 'ok' });
    const heard = [...gateway.requests, ...web.requests].map(
      ({ path, headers, body }) => `${path} ${JSON.stringify(headers)} ${body.toString('latin1')}`,
    );
    expect(heard).toHaveLength(3);
    for (const each of heard) expect(each).not.toMatch(/invented|CO-0042/);
  });

  it('tells a maintenance page: 3', async () => {
    await addGateway(await running(startGatewayStub({ mood: 'maintenance-503' })));
    const run = await cli(['check', 'Gateway', '--json', '--accept-new-identity']);
    expect(run.code).toBe(3);
    expect(stepsOf(run, 'Gateway')).toMatchObject({ 'connectivity-test': 'failed gateway-page' });
  });

  it('stops at a certificate that nobody accepted: 4, with nothing asked', async () => {
    const gateway = await running(startGatewayStub());
    await addGateway(gateway);
    expect((await cli(['check', 'Gateway'])).code).toBe(4);
    expect(gateway.requests).toHaveLength(0);
  });
});

describe('a check of several sites', () => {
  it('tells each, and ends with 3 when one of them is not ready', async () => {
    const practice = await running(startPractice({ folder: folder('practice') }));
    await addSite('Works', 'sftp', practice);
    await addSite('Refused', 'ftps', { ...(await closedPort()), username: practice.username });
    const args = ['check', '--all', '--accept-new-identity'];
    const { password } = practice;
    const run = await cli([...args, '--json'], { password });
    expect(run.code).toBe(3);
    expect(stepsOf(run, 'Works')).toMatchObject({ 'sign-in': 'ok', folder: 'ok' });
    expect(stepsOf(run, 'Refused')).toMatchObject({ port: 'failed port-refused' });
    expect(run.events().filter(({ event }) => event === 'site')).toEqual(
      expect.arrayContaining([
        { event: 'site', site: 'Works', verdict: 'ready' },
        { event: 'site', site: 'Refused', verdict: 'failed' },
      ]),
    );
    expect(summaryOf(run)).toMatchObject({ sites: 2, ready: 1, failed: 1, exitCode: 3 });

    const plain = await cli(args, { password });
    expect(plain.stdout).toMatch(/^Works +Ready\nRefused +Refused {2}127\.0\.0\.1 refused/m);
    expect(plain.stdout).toContain('You can send files. Works is ready.');
  });
});

// Windows has no signals to send; there Ctrl+C comes from the console.
describe.runIf(process.platform !== 'win32')('Ctrl+C', () => {
  it('ends a check at once: 3', async () => {
    const silent = await running(silentPort());
    await addSite('Silent', 'sftp', silent);
    const { child, ended } = startCli(['check', 'Silent', '--json'], { dataDir: dataDir() });
    afterTest(() => child.kill('SIGKILL'));
    await vi.waitFor(() => expect(silent.accepted()).toBe(1), 20_000);
    child.kill('SIGINT');
    const run = await ended;
    expect(run.code).toBe(3);
    expect(run.events().at(-2)).toEqual({ event: 'site', site: 'Silent', verdict: 'stopped' });
    expect(summaryOf(run)).toMatchObject({ stopped: 1, exitCode: 3 });
  });
});

/** A network namespace without anything in it is a computer without a network. */
function namespaceAvailability(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces are of Linux';
  try {
    execFileSync('unshare', ['--net', 'true'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'unshare --net is not allowed here';
  }
}

describeServer('a computer without a network', namespaceAvailability(), () => {
  it.each(['sshftp.clinic.example', '203.0.113.24'])('is told as that, not as %s', async (host) => {
    await addSite('Clinic', 'sftp', { host, port: 22 });
    const run = await runCliProcess(['check', 'Clinic', '--json'], {
      dataDir: dataDir(),
      within: ['unshare', '--net'],
    });
    expect(run.code).toBe(3);
    const failed = run.events().find(({ outcome }) => outcome === 'failed');
    expect(failed).toMatchObject({ code: 'no-network', sentence: 'This computer has no network.' });
  });
});
