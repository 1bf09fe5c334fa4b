import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeServer, webServerAvailability } from '../../../e2e/servers/availability.ts';
import { makeCertificate } from '../../../e2e/servers/certificates.ts';
import { startConnectProxy, type ConnectProxy } from '../../../e2e/servers/connect-proxy.ts';
import { startGatewayStub, type GatewayStub } from '../../../e2e/servers/gateway-stub.ts';
import { update } from '../hl7/testing/samples.ts';
import { checkBench, reached, stepsOf } from './testing/check-bench.ts';
import { runCliProcess, type CliRun } from './testing/run-cli.ts';

/* "check" and "send" through the proxy that the environment names. Only the stub knows the name of the gateway. */

const { cli, dataDir, folder, running } = checkBench();

const account = { username: 'ada', password: 'hush-hush@55' } as const;
const password = 'invented-55';
const urlOf = ({ port }: { readonly port: number }, signIn = ''): string =>
  `http://${signIn}127.0.0.1:${port}`;
const none = { HTTPS_PROXY: '', https_proxy: '', ALL_PROXY: '', all_proxy: '' } as const;
const unexempt = { NO_PROXY: '', no_proxy: '' } as const;

async function behind(options: Parameters<typeof startConnectProxy>[0] = {}): Promise<{
  readonly gateway: GatewayStub;
  readonly proxy: ConnectProxy;
}> {
  const certificate = makeCertificate({ altNames: ['DNS:gateway.test'] });
  const gateway = await running(startGatewayStub({ certificate }));
  const proxy = await running(startConnectProxy(options));
  await addGateway(gateway, 'gateway.test');
  return { gateway, proxy };
}

async function addGateway({ serviceUrl }: GatewayStub, host: string): Promise<void> {
  const site = ['--label', 'Gateway', '--protocol', 'soap', '--username', 'invented'];
  const url = serviceUrl.replace('127.0.0.1', host);
  const added = await cli(['sites', 'add', ...site, '--url', url, '--facility-id', 'FAC1']);
  expect(added.code, added.stderr).toBe(0);
}

const check = (
  environment: Readonly<Record<string, string>>,
  more: readonly string[] = ['--json'],
): Promise<CliRun> =>
  cli(['check', 'Gateway', '--accept-new-identity', ...more], {
    environment: { ...none, ...unexempt, ...environment },
  });

const stepNamed = (run: CliRun, step: string) =>
  run.events().find((event) => event['event'] === 'step' && event['step'] === step);

describeServer('through the proxy of the environment', webServerAvailability(), () => {
  it('a check goes, and says so in words and as JSON', async () => {
    const { gateway, proxy } = await behind();
    const run = await check({ HTTPS_PROXY: urlOf(proxy) });
    expect(run.code, run.stdout).toBe(0);
    expect(stepsOf(run, 'Gateway')).toEqual({ ...reached, 'connectivity-test': 'ok' });
    const name = `127.0.0.1, port ${proxy.port}`;
    expect(stepNamed(run, 'name')).toMatchObject({
      detail: `The proxy ${name}, looks the name up`,
    });
    expect(stepNamed(run, 'port')).toMatchObject({
      detail: `TCP ${gateway.port}, through the proxy ${name}`,
    });
    const words = await check({ https_proxy: urlOf(proxy) }, ['--verbose']);
    expect(words.stdout).toContain(`The proxy ${name}, looks the name up`);
    expect(words.stderr).toContain(`CONNECT gateway.test:${gateway.port}`);
  });

  it('messages go, also from a process of its own, and nobody sees the password of the proxy', async () => {
    const { gateway, proxy } = await behind({ account });
    const file = folder('week.hl7');
    writeFileSync(file, update({ controlId: 'RS-1', processingId: 'T', identifier: '1001' }));
    const run = await runCliProcess(
      ['send', 'Gateway', file, '--accept-new-identity', '--verbose'],
      {
        dataDir: dataDir(),
        password,
        environment: { ...none, ...unexempt, ALL_PROXY: urlOf(proxy, 'ada:hush-hush%4055@') },
      },
    );
    expect(run.code, run.stderr).toBe(0);
    expect(gateway.messages).toHaveLength(1);
    expect(new Set(proxy.asked())).toEqual(new Set([`gateway.test:${gateway.port}`]));
    expect(run.stdout + run.stderr).not.toMatch(/hush|YWRh/);
  });

  it('nothing goes where the proxy refuses: 3, and the message was not sent', async () => {
    const { gateway, proxy } = await behind({ account });
    const run = await check({ HTTPS_PROXY: urlOf(proxy, 'ada:wrong-hush@') });
    expect(run.code).toBe(3);
    expect(stepsOf(run, 'Gateway')).toMatchObject({ port: 'failed proxy-sign-in-needed' });
    expect(run.stdout + run.stderr).not.toMatch(/hush/);

    const file = folder('week.hl7');
    writeFileSync(file, update({ controlId: 'RS-1', processingId: 'T', identifier: '1001' }));
    const sent = await cli(['send', 'Gateway', file, '--accept-new-identity', '--json'], {
      password,
      environment: { ...none, ...unexempt, HTTPS_PROXY: urlOf(proxy) },
    });
    expect(sent.code).toBe(3);
    expect(sent.events()[0]).toMatchObject({ verdict: 'not-sent' });
    expect(gateway.accepted()).toBe(0);
  });

  it('what NO_PROXY names goes directly', async () => {
    const { proxy } = await behind();
    // Directly nobody knows the name.
    const environment = { HTTPS_PROXY: urlOf(proxy), NO_PROXY: 'other.example,.test' };
    const run = await check(environment);
    expect(stepsOf(run, 'Gateway')['name']).toMatch(/^failed (host-not-found|no-network)$/);
    expect(proxy.accepted()).toBe(0);
  });

  it('this computer is called directly, whatever is said', async () => {
    const gateway = await running(startGatewayStub());
    const proxy = await running(startConnectProxy());
    await addGateway(gateway, '127.0.0.1');
    const run = await check({ HTTPS_PROXY: urlOf(proxy) });
    expect(run.code, run.stdout).toBe(0);
    expect(proxy.accepted()).toBe(0);
    expect((await check({ HTTPS_PROXY: 'no address' })).code).toBe(0);
  });

  it.each(['check', 'send'])(
    '"%s" with a value that is no address is wrong usage',
    async (verb) => {
      await behind();
      const run = await cli([verb, 'Gateway', ...(verb === 'send' ? ['week.hl7'] : [])], {
        environment: { ...none, ...unexempt, HTTPS_PROXY: 'http://ada:hush@hush@proxy:1' },
      });
      expect(run).toMatchObject({ code: 2, stdout: '' });
      expect(run.stderr).toMatch(/HTTPS_PROXY is not the address of a proxy/);
      expect(run.stderr).not.toMatch(/hush/);
    },
  );
});
