import { describe, expect, it } from 'vitest';
import { stepsOf } from '../../shared/domain/check.ts';
import { AppError } from '../../shared/domain/error.ts';
import { presets } from '../../shared/domain/presets.ts';
import { atWebAddress, type Site } from '../../shared/domain/site.ts';
import type { GatewayDescription } from '../transport/soap/description.ts';
import { gatewayPlan, type GatewayParts } from './gateway-plan.ts';
import { failed, ok } from './step.ts';
import { ScriptedWeb } from './testing/scripted-web.ts';
import { outcomes, stepOf, walk } from './testing/walk.ts';

const gateway: Site = {
  ...presets['ciis-realtime-test'],
  username: 'clinic7',
  facilityId: 'F1',
  id: 'site-1',
  position: 0,
  lastConnectedAt: null,
};
const description: GatewayDescription = {
  namespace: 'urn:cdc:iisb:2011',
  operations: ['connectivityTest', 'submitSingleMessage'],
  soapVersion: '1.2',
  address: gateway.url,
};
const trusted = ok({ kind: 'identity', how: 'trusted', since: null, validTo: null });

function desk(change: Partial<GatewayParts> = {}) {
  const web = new ScriptedWeb();
  const paths: string[] = [];
  const parts: GatewayParts = {
    openHttpLink: web.open,
    prove: () => Promise.resolve(trusted),
    hasNetwork: () => true,
    log: { add: () => undefined },
    newId: () => 'id-1',
    readDescription: (_link, path) => {
      paths.push(path);
      return Promise.resolve(description);
    },
    connectivityTest: (_link, path, echo) => {
      paths.push(`${path} ${echo}`);
      return Promise.resolve({ kind: 'echo' });
    },
    ...change,
  };
  const check = (site: Partial<Site> = {}) => walk(gatewayPlan({ ...gateway, ...site }, parts));
  return { web, paths, check };
}

describe('the check of a real-time gateway', () => {
  it('reads the description and gets back what it sent, each over a link of its own', async () => {
    const { web, paths, check } = desk();
    const done = await check();
    expect(done.verdict).toBe('ready');
    expect(done.steps.map(({ id }) => id)).toEqual(stepsOf.soap);
    expect(paths).toEqual([
      '/CIGwsdl/CIGService.wsdl',
      '/CIGService/ImmunizationService CIIS Connect connection check id-1',
    ]);
    expect(web.opened).toEqual(['cigtest.state.co.us:443', 'cigtest.state.co.us:443']);
    expect(web.closed).toBe(2);
    expect(stepOf(done, 'description').finding).toEqual({
      kind: 'description',
      operations: ['connectivityTest', 'submitSingleMessage'],
      address: null,
    });
  });

  it('sends neither username nor password anywhere', async () => {
    const { check } = desk();
    expect(JSON.stringify(await check())).not.toMatch(/clinic7|F1/);
  });

  it('without a description has no such step, and one link is enough', async () => {
    const { web, check } = desk();
    const done = await check({ wsdlUrl: '' });
    expect(done.verdict).toBe('ready');
    expect(outcomes(done).slice(4)).toEqual(['connectivity-test ok']);
    expect(web.opened).toHaveLength(1);
  });

  it('finds the description on another host, whose identity is judged too', async () => {
    const judged: string[] = [];
    const { web, check } = desk({
      prove: ({ id, host, port }) => {
        judged.push(`${id} ${host}:${port}`);
        return Promise.resolve(trusted);
      },
    });
    const done = await check({ wsdlUrl: 'https://wsdl.example:8443/x.wsdl' });
    expect(done.verdict).toBe('ready');
    expect(web.opened).toEqual([
      'cigtest.state.co.us:443',
      'wsdl.example:8443',
      'cigtest.state.co.us:443',
    ]);
    expect(judged).toEqual(web.opened.map((place) => `site-1 ${place}`));
    expect(web.closed).toBe(3);
  });

  it.each([
    ['https://CIGTEST.state.co.us:443/CIGService/ImmunizationService', 'ok'],
    ['HTTPS://cigtest.state.co.us/CIGService/ImmunizationService', 'ok'],
    ['https://cigtest.state.co.us/CIGservice/ImmunizationService', 'warn'],
    ['https://cig.state.co.us/CIGService/ImmunizationService', 'warn'],
    ['http://cigtest.state.co.us/CIGService/ImmunizationService', 'warn'],
    ['https://cigtest.state.co.us:8443/CIGService/ImmunizationService', 'warn'],
    ['REPLACE_WITH_ACTUAL_URL', 'warn'],
  ])('compares the address that the description names: %s', async (address, outcome) => {
    const { check } = desk({ readDescription: () => Promise.resolve({ ...description, address }) });
    const done = await check();
    expect(done.verdict).toBe('ready');
    expect(stepOf(done, 'description')).toMatchObject({
      outcome,
      finding: { address: outcome === 'warn' ? address : null },
    });
  });

  it('minds no description that names none', async () => {
    const named = { ...description, address: null, soapVersion: null };
    const { check } = desk({ readDescription: () => Promise.resolve(named) });
    expect(stepOf(await check(), 'description').outcome).toBe('ok');
  });

  it('only warns of a description that is not there: the test decides', async () => {
    const { check } = desk({
      readDescription: () => Promise.reject(new AppError('gateway-page', 'HTTP 404')),
    });
    const done = await check();
    expect(outcomes(done).slice(4)).toEqual([
      'description warn gateway-page',
      'connectivity-test ok',
    ]);
    expect(done.verdict).toBe('ready');
  });

  it('only warns when the host of the description can not be reached, and fails when it is not the right one', async () => {
    const silent = desk();
    silent.web.broken.set('wsdl.example', new AppError('port-silent'));
    const elsewhere = { wsdlUrl: 'https://wsdl.example/x.wsdl' };
    expect(outcomes(await silent.check(elsewhere)).slice(4)).toEqual([
      'description warn port-silent',
      'connectivity-test ok',
    ]);
    const strange = desk({
      prove: ({ host }) =>
        Promise.resolve(
          host === 'wsdl.example' ? failed({ code: 'certificate-expired', detail: '' }) : trusted,
        ),
    });
    expect(outcomes(await strange.check(elsewhere)).slice(4)).toEqual([
      'description failed certificate-expired',
      'connectivity-test not-reached',
    ]);
  });

  it('goes no further where the description is of another contract', async () => {
    const { paths, check } = desk({
      readDescription: () => Promise.reject(new AppError('gateway-other-version')),
    });
    const done = await check();
    expect(outcomes(done).slice(4)).toEqual([
      'description failed gateway-other-version',
      'connectivity-test not-reached',
    ]);
    expect(paths).toEqual([]);
  });

  it('warns where the test is not offered, and fails where it does not come back', async () => {
    const without = desk({
      connectivityTest: () => Promise.resolve({ kind: 'not-offered', detail: 'No such thing' }),
    });
    const step = stepOf(await without.check(), 'connectivity-test');
    expect(step).toMatchObject({ outcome: 'warn', finding: { kind: 'test-not-offered' } });
    expect(step.facts.at(-1)?.value).toBe('No such thing');
    const broken = desk({ connectivityTest: () => Promise.reject(new AppError('gateway-fault')) });
    expect((await broken.check()).verdict).toBe('failed');
  });

  it('needs no certificate on this computer itself', async () => {
    const { check } = desk({ prove: () => Promise.reject(new Error('there is none')) });
    const done = await check({
      ...atWebAddress(gateway, 'http://localhost:8080/CIGService'),
      wsdlUrl: '',
    });
    expect(stepOf(done, 'identity').finding).toMatchObject({ how: 'plain' });
    expect(done.verdict).toBe('ready');
  });

  it('fails at the beginning with an address that is none', async () => {
    const { check } = desk();
    expect(outcomes(await check({ url: 'nonsense' }))[0]).toBe('name failed invalid-input');
  });
});
