import { afterEach, describe, expect, it } from 'vitest';
import { makeCertificate } from '../../../e2e/servers/certificates.ts';
import {
  startConnectProxy,
  type ConnectProxy,
  type ConnectProxyOptions,
} from '../../../e2e/servers/connect-proxy.ts';
import { startGatewayStub, type GatewayStub } from '../../../e2e/servers/gateway-stub.ts';
import { page, startWebServer } from '../../../e2e/servers/https-server.ts';
import { closedPort } from '../../../e2e/servers/odd-servers.ts';
import { adviceLines } from '../../shared/domain/check-advice.ts';
import { stepAdvice } from '../../shared/domain/check-remark.ts';
import { reportText } from '../../shared/domain/check-report.ts';
import { findingText } from '../../shared/domain/check-text.ts';
import { failedStep, type Check } from '../../shared/domain/check.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { HttpProxy } from '../transport/proxy/find-proxy.ts';
import { failureOf, Office, type NewSite } from './testing/office.ts';

/* A check of a web service through a proxy says so, and says whose turn it is. */

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

async function kept<S extends { readonly close: () => unknown }>(starting: Promise<S>): Promise<S> {
  const server = await starting;
  undo.push(server.close);
  return server;
}

type Place = Pick<HttpProxy, 'host' | 'port'> & Partial<HttpProxy>;

function officeBehind(...places: readonly Place[]): Office {
  const choices = places.map((place) => ({ signIn: null, ...place, kind: 'http' }) as const);
  const office = new Office(() => Promise.resolve(choices));
  undo.push(() => office.close());
  return office;
}

const proxyWith = (options: ConnectProxyOptions = {}): Promise<ConnectProxy> =>
  kept(startConnectProxy(options));

const named = ({ port }: { readonly port: number }): string => `127.0.0.1, port ${port}`;
/** A name that nobody but the stub knows. */
const atName = (url: string): string => url.replace('127.0.0.1', 'gateway.test');
const gatewaySite = ({ serviceUrl, wsdlUrl }: GatewayStub): NewSite => ({
  protocol: 'soap',
  label: 'Gateway',
  username: 'someone',
  facilityId: 'FAC1',
  url: atName(serviceUrl),
  wsdlUrl: atName(wsdlUrl),
});

async function checked(office: Office, settings: NewSite): Promise<{ check: Check; site: Site }> {
  const site = await office.addSite(settings);
  const [check] = await office.check([site]);
  return check === undefined ? expect.fail('The check has no end') : { check, site };
}

function advised({ check, site }: { check: Check; site: Site }): string {
  const step = failedStep(check);
  const advice = step === undefined ? null : stepAdvice(step, site);
  return advice === null ? '' : adviceLines(advice).join('\n');
}

const reportOf = ({ check, site }: { check: Check; site: Site }): string =>
  reportText({
    ...{ sites: [site], checks: [check], sweeps: [], at: check.endedAt ?? 0 },
    ...{ version: '0.0.0', system: 'Made up' },
  });

describe('a check through a proxy', () => {
  it('is well, and names the proxy wherever it says how it went', async () => {
    const gateway = await kept(startGatewayStub());
    const proxy = await proxyWith();
    const done = await checked(officeBehind(proxy), gatewaySite(gateway));
    const { check } = done;
    expect(check.verdict).toBe('ready');
    expect(check.steps.slice(0, 2).map(({ finding }) => finding && findingText(finding))).toEqual([
      `The proxy ${named(proxy)}, looks the name up`,
      `TCP ${gateway.port}, through the proxy ${named(proxy)}`,
    ]);
    for (const { facts } of check.steps.slice(0, 2)) {
      expect(facts[0]).toEqual({ name: 'Proxy', value: named(proxy) });
    }
    // Each exchange has a link of its own, and each of them goes that way.
    expect(new Set(proxy.asked())).toEqual(new Set([`gateway.test:${gateway.port}`]));
    expect(proxy.accepted()).toBe(gateway.accepted());
    const report = reportOf(done).replace(/\s+/g, ' ');
    expect(report).toContain(`The proxy ${named(proxy)}, looks the name up`);
    expect(report).toContain(`TCP ${gateway.port}, through the proxy ${named(proxy)}`);
  });

  it('of a web page goes the same way', async () => {
    const server = await kept(startWebServer((_, response) => response.end(page('Sign in'))));
    const proxy = await proxyWith();
    const site: NewSite = { protocol: 'web', url: atName(`${server.origin}/`) };
    const { check } = await checked(officeBehind(proxy), site);
    expect(check.verdict).toBe('ready');
    expect(proxy.accepted()).toBe(1);
  });

  it('that is not there ends at the name, and IT is asked about the proxy', async () => {
    const gateway = await kept(startGatewayStub());
    const proxy = await closedPort();
    const done = await checked(officeBehind(proxy), gatewaySite(gateway));
    expect(failureOf(done.check)).toEqual(['name', 'proxy-unreachable']);
    expect(advised(done).split('\n')).toEqual([
      `The proxy ${named(proxy)}, could not be reached, so nothing was sent. It may be down, or this computer may be on another network than usual.`,
      'Check the cable or Wi-Fi, then check again.',
      `If that does not help, ask IT: "Please check whether this computer should still use the proxy ${named(proxy)}. CIIS Connect can't reach it."`,
    ]);
    expect(advised(done)).not.toMatch(/firewall|Site Manager/);
  });

  it('that does not let it through ends at the port', async () => {
    const gateway = await kept(startGatewayStub());
    const proxy = await proxyWith({
      mood: (client) => client.end('HTTP/1.1 403 Filtered\r\n\r\n'),
    });
    const done = await checked(officeBehind(proxy), gatewaySite(gateway));
    expect(failureOf(done.check)).toEqual(['port', 'proxy-refused']);
    expect(advised(done)).toContain(
      `to gateway.test, port ${gateway.port}, through the proxy ${named(proxy)}.`,
    );
    expect(reportOf(done)).toContain('HTTP 403 Filtered');
    expect(gateway.accepted()).toBe(0);
  });

  it('that wants a sign-in does not mean the password of the site', async () => {
    const gateway = await kept(startGatewayStub());
    const proxy = await proxyWith({ account: { username: 'ada', password: 'right' } });
    const place = { ...proxy, signIn: { username: 'ada', password: 'hush-hush' } };
    const office = officeBehind(place);
    const done = await checked(office, gatewaySite(gateway));
    expect(failureOf(done.check)).toEqual(['port', 'proxy-sign-in-needed']);
    expect(advised(done)).toContain('It does not mean the password of this site.');
    const all = JSON.stringify([done.check, office.services.sessionLog.lines()]);
    expect(all).not.toMatch(/hush/);
    expect(proxy.accepted()).toBe(1);
  });

  it('that repeats what it was told is masked', async () => {
    const gateway = await kept(startGatewayStub());
    const signIn = { username: 'ada', password: 'hush-hush' };
    const token = Buffer.from('ada:hush-hush').toString('base64');
    const proxy = await proxyWith({
      mood: (client) => client.end(`HTTP/1.1 403 No hush-hush, no ${token}\r\n\r\n`),
    });
    const office = officeBehind({ ...proxy, signIn });
    const done = await checked(office, gatewaySite(gateway));
    expect(failureOf(done.check)).toEqual(['port', 'proxy-refused']);
    const all = JSON.stringify([done.check, office.services.sessionLog.lines()]);
    expect(all).toContain('No ••••••, no ••••••');
    expect(all).not.toMatch(/hush/);
    expect(all).not.toContain(token);
  });

  it('that cuts the secure link is named to IT', async () => {
    const gateway = await kept(startGatewayStub());
    const proxy = await proxyWith({
      mood: (client) => {
        client.resume().once('data', () => client.resetAndDestroy());
        client.write('HTTP/1.1 200 OK\r\n\r\n');
      },
    });
    const done = await checked(officeBehind(proxy), gatewaySite(gateway));
    expect(failureOf(done.check)).toEqual(['secure-link', 'connection-reset']);
    expect(advised(done)).toContain(`The way leads through the proxy ${named(proxy)}.`);
  });

  it('that reads along is named to IT', async () => {
    const authority = makeCertificate({ commonName: 'Made-up Office Proxy', authority: true });
    const own = makeCertificate({ signedBy: authority, altNames: ['DNS:gateway.test'] });
    const certificatePem = own.certificatePem + authority.certificatePem;
    const gateway = await kept(startGatewayStub({ certificate: { ...own, certificatePem } }));
    const proxy = await proxyWith();
    const office = officeBehind(proxy);
    office.trusting = false;
    const done = await checked(office, gatewaySite(gateway));
    expect(failureOf(done.check)).toEqual(['identity', 'tls-inspected']);
    expect(advised(done)).toContain(`The way leads through the proxy ${named(proxy)}.`);
    expect(gateway.requests).toEqual([]);
  });

  it('of an address has no name to look up', async () => {
    const gateway = await kept(startGatewayStub());
    const proxy = await proxyWith();
    const { serviceUrl: url } = gateway;
    const site = { ...gatewaySite(gateway), url, wsdlUrl: '' };
    const { check } = await checked(officeBehind(proxy), site);
    expect(check.steps[0]?.finding).toEqual({
      kind: 'address',
      address: '127.0.0.1',
      literal: true,
    });
    expect(check.steps[1]?.finding).toMatchObject({ kind: 'port-through-proxy' });
  });
});
