import { expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../shared/domain/error.ts';
import { presets } from '../../shared/domain/presets.ts';
import { detailAtProxy, proxyName } from '../../shared/domain/proxy-name.ts';
import type { Site } from '../../shared/domain/site.ts';
import { pagePlan } from './page-plan.ts';
import { ok, type Plan } from './step.ts';
import { ScriptedWeb } from './testing/scripted-web.ts';
import { outcomes, walk } from './testing/walk.ts';

const site: Site = { ...presets['ciis-web'], id: 'site-1', position: 0, lastConnectedAt: null };

const planWith = (web: ScriptedWeb, hasNetwork: boolean): Plan =>
  pagePlan(site, {
    openHttpLink: web.open,
    prove: () =>
      Promise.resolve(ok({ kind: 'identity', how: 'trusted', since: null, validTo: null })),
    hasNetwork: () => hasNetwork,
    log: { add: () => undefined },
    readPage: () => Promise.reject(new Error('nobody comes here')),
  });

it.each<[ErrorCode, hasNetwork: boolean, meaning: ErrorCode]>([
  ['no-network', false, 'no-network'],
  ['no-network', true, 'port-silent'],
  ['port-refused', false, 'port-refused'],
  ['port-forbidden', true, 'port-forbidden'],
])('a port that ends in %s, with a network: %s, ends in %s', async (code, hasNetwork, meaning) => {
  const web = new ScriptedWeb();
  web.broken.set(site.host, new AppError(code, 'connect EHOSTUNREACH'));
  const done = await walk(planWith(web, hasNetwork));
  expect(outcomes(done).slice(0, 2)).toEqual(['name ok', `port failed ${meaning}`]);
});

it.each<[proxy: string, hasNetwork: boolean, meaning: ErrorCode]>([
  ['proxy.example', true, 'proxy-unreachable'],
  ['proxy.example', false, 'no-network'],
  // One on this computer has to answer with a network and without.
  ['127.0.0.1', false, 'proxy-unreachable'],
])('a proxy %s out of reach, with a network: %s, ends in %s', async (host, hasNetwork, meaning) => {
  const web = new ScriptedWeb();
  const detail = detailAtProxy(proxyName(host, 3128), 'connect EHOSTUNREACH');
  web.nameless = new AppError('proxy-unreachable', detail);
  expect(outcomes(await walk(planWith(web, hasNetwork)))[0]).toBe(`name failed ${meaning}`);
});
