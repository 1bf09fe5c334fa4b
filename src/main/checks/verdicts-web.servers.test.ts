import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { makeCertificate, type Certificate } from '../../../e2e/servers/certificates.ts';
import { startGatewayStub, type GatewayStub } from '../../../e2e/servers/gateway-stub.ts';
import { page, startWebServer } from '../../../e2e/servers/https-server.ts';
import { silentPort, unansweredPort } from '../../../e2e/servers/odd-servers.ts';
import { stepsOf, type Check } from '../../shared/domain/check.ts';
import { failureOf, type NewSite } from './testing/office.ts';
import { useOffice } from './testing/use-office.ts';

/* Each way a check of a web service can end, from its real cause. */

const day = 86_400_000;
const { office, started, afterwards } = useOffice();

const account = { username: 'someone', facilityId: 'FAC1', password: 'made-up-secret' } as const;
const gatewaySite = ({ serviceUrl, wsdlUrl }: GatewayStub): NewSite => ({
  protocol: 'soap',
  url: serviceUrl,
  wsdlUrl,
  ...account,
});
const webSite = (url: string): NewSite => ({ protocol: 'web', url });
const signInPage = () =>
  startWebServer((_request, response) => response.end(page('Web upload: sign in')));
const outcomes = (check: Check): readonly string[] => check.steps.map(({ outcome }) => outcome);

describe('the real-time gateway', () => {
  it('answers: every step is well, and neither password nor username was sent', async () => {
    const gateway = await started(startGatewayStub());
    const check = await office().checkOne(gatewaySite(gateway));
    expect(check.steps.map(({ id }) => id)).toEqual(stepsOf.soap);
    expect(outcomes(check)).toEqual(Array(6).fill('ok'));
    expect(check.verdict).toBe('ready');
    const heard = gateway.requests.map(({ path, body }) => `${path} ${body.toString()}`).join('\n');
    expect(heard).toContain('connectivityTest');
    expect(heard).not.toContain(account.password);
    expect(heard).not.toContain(account.username);
  });

  it('over a link within this computer it needs no identity', async () => {
    const gateway = await started(startGatewayStub({ plain: true }));
    const check = await office().checkOne(gatewaySite(gateway));
    expect(check.verdict).toBe('ready');
    expect(check.steps[3]?.finding).toMatchObject({ kind: 'identity', how: 'plain' });
  });

  it.each([
    ['maintenance', 'gateway-page'],
    ['maintenance-503', 'gateway-page'],
    ['version-2014', 'gateway-other-version'],
    ['fault-unknown', 'gateway-fault'],
    ['empty', 'gateway-no-answer'],
    ['truncated', 'gateway-no-answer'],
    ['wrong-tag', 'gateway-no-answer'],
    ['wrong-namespace', 'gateway-no-answer'],
    ['redirect', 'gateway-no-answer'],
  ] as const)('in the mood "%s" ends in %s', async (mood, code) => {
    const gateway = await started(startGatewayStub({ mood }));
    const check = await office().checkOne(gatewaySite(gateway));
    expect(failureOf(check)).toEqual(['connectivity-test', code]);
  });

  it('without the test, sending may still work', async () => {
    const gateway = await started(startGatewayStub({ mood: 'not-offered' }));
    const check = await office().checkOne(gatewaySite(gateway));
    expect(check.verdict).toBe('ready');
    expect(check.steps.at(-1)).toMatchObject({ outcome: 'warn' });
  });

  it('another version of the description is told', async () => {
    const gateway = await started(startGatewayStub({ description: 'version-2014' }));
    const check = await office().checkOne(gatewaySite(gateway));
    expect(failureOf(check)).toEqual(['description', 'gateway-other-version']);
  });

  it('a description that names another address is worth a look', async () => {
    const gateway = await started(startGatewayStub({ description: 'other-address' }));
    const check = await office().checkOne(gatewaySite(gateway));
    expect(check.verdict).toBe('ready');
    expect(check.steps[4]).toMatchObject({
      outcome: 'warn',
      finding: { kind: 'description', address: 'https://elsewhere.example/ImmunizationService' },
    });
  });

  it('a patient in a fault is neither shown nor kept', async () => {
    const gateway = await started(startGatewayStub({ mood: 'fault-with-patient' }));
    const site = await office().addSite(gatewaySite(gateway));
    const [check] = await office().check([site]);
    const { checks, sessionLog } = office().services;
    const all = JSON.stringify([check, checks.history(site.id), sessionLog.lines()]);
    expect(all).not.toMatch(/PID\|/);
  });
});

describe('certificates', () => {
  const soon = new Date(Date.now() + 30 * day);
  const authority = makeCertificate({ commonName: 'Made-up Office Proxy', authority: true });
  /** A proxy sends its own root along. */
  const byProxy = (): Certificate => {
    const own = makeCertificate({ signedBy: authority });
    return { ...own, certificatePem: own.certificatePem + authority.certificatePem };
  };
  const expired = { notBefore: new Date(Date.now() - 9 * day), days: -3 };
  const early = { notBefore: soon, days: 60 };
  const misnamed = { altNames: ['DNS:elsewhere.example'] };
  it.each([
    ['has expired', () => makeCertificate(expired), 'certificate-expired'],
    ['is not valid yet', () => makeCertificate(early), 'certificate-not-yet-valid'],
    ['is for another name', () => makeCertificate(misnamed), 'certificate-wrong-name'],
    ['is signed by itself', () => makeCertificate(), 'identity-unknown'],
    ['comes from somebody on the way', byProxy, 'tls-inspected'],
    [
      'breaks off before its end',
      () => makeCertificate({ signedBy: authority }),
      'identity-unknown',
    ],
  ] as const)('one that %s', async (_what, make, code) => {
    office().trusting = false;
    const certificate = make();
    const server = await started(startGatewayStub({ certificate }));
    const check = await office().checkOne(gatewaySite(server));
    expect(failureOf(check)).toEqual(['identity', code]);
    // It was not trusted, so nothing was asked.
    expect(server.requests).toEqual([]);
  });

  it.each([
    ['has expired', () => makeCertificate(expired), 'certificate-expired', 'warn'],
    ['is not valid yet', () => makeCertificate(early), 'certificate-not-yet-valid', 'warn'],
    ['is for another name', () => makeCertificate(misnamed), 'certificate-wrong-name', 'warn'],
    ['comes from somebody on the way', byProxy, 'tls-inspected', 'ok'],
    ['is signed by itself', () => makeCertificate(), undefined, 'ok'],
  ] as const)(
    'one that %s passes with that remark once accepted',
    async (_what, make, code, later) => {
      const server = await started(startGatewayStub({ certificate: make() }));
      const site = await office().addSite(gatewaySite(server));
      const [first] = await office().check([site]);
      const [second] = await office().check([site]);
      expect(first?.verdict).toBe('ready');
      expect(first?.steps[3]?.failure?.code).toBe(code);
      expect(first?.steps[3]?.outcome).toBe(code === undefined ? 'ok' : 'warn');
      expect(second?.steps[3]?.outcome).toBe(later);
    },
  );

  it('a server that wants one of the caller is not called too old', async () => {
    const { certificatePem: cert, keyPem: key } = makeCertificate();
    const options = { key, cert, requestCert: true, rejectUnauthorized: true } as const;
    const server = createServer({ ...options, maxVersion: 'TLSv1.2' });
    server.on('tlsClientError', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    afterwards(() => new Promise((resolve) => server.close(resolve)));
    const { port } = server.address() as AddressInfo;
    const check = await office().checkOne(webSite(`https://127.0.0.1:${port}`));
    expect(failureOf(check)).toEqual(['secure-link', 'tls-refused']);
  });

  it('a proxy that comes in between is told, though the server was accepted before', async () => {
    const first = await startGatewayStub();
    const site = await office().addSite(gatewaySite(first));
    await office().check([site]);
    await first.close();
    await started(startGatewayStub({ certificate: byProxy(), port: first.port }));
    office().trusting = false;
    const [check] = await office().check([site]);
    expect(check && failureOf(check)).toEqual(['identity', 'tls-inspected']);
  });
});

describe('web upload', () => {
  it('answers with its page', async () => {
    const server = await started(signInPage());
    const check = await office().checkOne(webSite(server.origin));
    expect(check.steps.map(({ id }) => id)).toEqual(stepsOf.web);
    expect(outcomes(check)).toEqual(Array(5).fill('ok'));
    expect(check.steps.at(-1)?.finding).toEqual({
      kind: 'page',
      status: 200,
      title: 'Web upload: sign in',
    });
  });

  it('that is forbidden may be shut out by a web filter', async () => {
    const server = await started(
      startWebServer((_request, response) => response.writeHead(403).end(page('Blocked'))),
    );
    const check = await office().checkOne(webSite(server.origin));
    expect(check.verdict).toBe('ready');
    expect(check.steps.at(-1)?.outcome).toBe('warn');
  });

  it('that does not show its page is told', async () => {
    const server = await started(
      startWebServer((_request, response) => response.writeHead(503).end(page('Closed'))),
    );
    const check = await office().checkOne(webSite(server.origin));
    expect(failureOf(check)).toEqual(['page', 'web-page-failed']);
  });

  it('with TLS 1.0 only is too old', async () => {
    const server = await started(
      startGatewayStub({ versions: { minVersion: 'TLSv1', maxVersion: 'TLSv1' } }),
    );
    const check = await office().checkOne(webSite(server.origin));
    expect(failureOf(check)).toEqual(['secure-link', 'tls-too-old']);
  });

  it('behind a port that drops, or says nothing, is told apart', async () => {
    const dropping = await started(unansweredPort());
    const silent = await started(silentPort());
    const url = (port: number): string => `https://127.0.0.1:${port}`;
    const sites = await Promise.all(
      [dropping, silent].map(({ port }) => office().addSite(webSite(url(port)))),
    );
    const checks = await office().check(sites);
    expect(checks.map(failureOf)).toEqual([
      ['port', 'port-silent'],
      ['secure-link', 'server-silent'],
    ]);
  });
});
