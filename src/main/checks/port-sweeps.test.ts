import { describe, expect, it } from 'vitest';
import type { Sweep, SweptPort } from '../../shared/domain/check.ts';
import { AppError } from '../../shared/domain/error.ts';
import { newSiteSettings, type Site } from '../../shared/domain/site.ts';
import { SessionLog } from '../log/session-log.ts';
import { testSite } from '../transfer/testing/desk.ts';
import { FakeClock } from '../transfer/testing/fake-clock.ts';
import { deferred, type Deferred } from './deferred.ts';
import { PortSweeps } from './port-sweeps.ts';

function ftps(from: number, to: number, more: Partial<Site> = {}): Site {
  const { options, ...settings } = newSiteSettings('ftps');
  return {
    ...testSite(),
    ...settings,
    host: 'ftps.example',
    options: { ...options, passivePorts: { from, to } },
    ...more,
  };
}

/** Ports that answer when the test says so. */
function desk(addressOf: (host: string) => Promise<string> = () => Promise.resolve('203.0.113.9')) {
  const tried: string[] = [];
  const open = new Map<number, Deferred<SweptPort['state']>>();
  const log = new SessionLog(new FakeClock());
  const heard: Sweep[] = [];
  const sweeps = new PortSweeps({
    tryPort: (address, port, signal) => {
      tried.push(`${address}:${port}`);
      const answer = deferred<SweptPort['state']>();
      open.set(port, answer);
      signal.addEventListener('abort', () => answer.resolve('dropped'));
      return answer.promise;
    },
    addressOf,
    clock: new FakeClock(),
    log,
  });
  sweeps.onSwept((sweep) => void heard.push(sweep));
  const answer = async (port: number, state: SweptPort['state']) => {
    await expect.poll(() => open.has(port)).toBe(true);
    open.get(port)?.resolve(state);
    open.delete(port);
  };
  return { tried, open, log, heard, sweeps, answer };
}

describe('a sweep over data ports', () => {
  it('tries each port once and tells how each answered', async () => {
    const { tried, sweeps, answer, heard, log } = desk();
    sweeps.start(ftps(52000, 52002));
    await answer(52002, 'dropped');
    await answer(52000, 'open');
    await answer(52001, 'refused');
    await expect.poll(() => sweeps.list()[0]?.done).toBe(true);
    expect(tried).toEqual(['203.0.113.9:52000', '203.0.113.9:52001', '203.0.113.9:52002']);
    expect(sweeps.list()).toMatchObject([
      {
        siteId: 'site-1',
        total: 3,
        ports: [
          { port: 52000, state: 'open' },
          { port: 52001, state: 'refused' },
          { port: 52002, state: 'dropped' },
        ],
      },
    ]);
    expect(heard.map(({ ports, done }) => [ports.length, done])).toEqual([
      [0, false],
      [1, false],
      [2, false],
      [3, false],
      [3, true],
    ]);
    expect(log.lines().at(-1)?.text).toBe('Data ports: 1 open, 1 refused, 1 without an answer');
  });

  it('tries no more than eight at once', async () => {
    const { open, tried, sweeps, answer } = desk();
    sweeps.start(ftps(52000, 52040));
    for (let port = 52000; port <= 52040; port += 1) {
      await expect.poll(() => open.size).toBe(Math.min(8, 52041 - port));
      await answer(port, 'open');
    }
    await expect.poll(() => sweeps.list()[0]?.done).toBe(true);
    expect(tried).toHaveLength(41);
  });

  it('tries no more than eight at once, also where two sites are tried', async () => {
    const { open, tried, sweeps } = desk();
    sweeps.start(ftps(52000, 52040));
    sweeps.start(ftps(53000, 53040, { id: 'site-2' }));
    await expect.poll(() => open.size).toBe(8);
    await new Promise(setImmediate);
    expect(tried).toHaveLength(8);
    await sweeps.shutDown();
  });

  it('is over at once when it is stopped, and says nothing about ports that had not answered', async () => {
    const { sweeps, answer, heard, tried } = desk();
    sweeps.start(ftps(52000, 52040));
    await answer(52000, 'open');
    await expect.poll(() => sweeps.list()[0]?.ports.length).toBe(1);
    sweeps.stop('site-1');
    expect(sweeps.list()[0]).toMatchObject({ done: true, ports: [{ port: 52000 }] });
    const told = heard.length;
    await sweeps.shutDown();
    expect(heard).toHaveLength(told);
    expect(tried.length).toBeLessThan(12);
  });

  it('that is under way goes on when it is asked for again, and can be made again afterwards', async () => {
    const { sweeps, answer, tried } = desk();
    sweeps.start(ftps(52000, 52000));
    sweeps.start(ftps(52000, 52000));
    await answer(52000, 'open');
    await expect.poll(() => sweeps.list()[0]?.done).toBe(true);
    sweeps.start(ftps(52000, 52000));
    await answer(52000, 'open');
    expect(tried).toHaveLength(2);
  });

  it('says why when the name is not found, and is not held up by it', async () => {
    const lost = desk(() => Promise.reject(new AppError('host-not-found', 'ENOTFOUND')));
    lost.sweeps.start(ftps(52000, 52001));
    await expect.poll(() => lost.sweeps.list()[0]?.done).toBe(true);
    expect(lost.sweeps.list()[0]).toMatchObject({
      ports: [],
      failure: { code: 'host-not-found', detail: 'ENOTFOUND' },
    });
    expect(lost.log.lines().at(-1)?.kind).toBe('error');
    const silent = desk(() => new Promise(() => undefined));
    silent.sweeps.start(ftps(52000, 52001));
    await silent.sweeps.shutDown();
    expect(silent.sweeps.list()[0]?.done).toBe(true);
  });

  it('is forgotten with its site', async () => {
    const { sweeps, answer, heard } = desk();
    sweeps.start(ftps(52000, 52000));
    await answer(52000, 'open');
    sweeps.forget('site-1');
    const told = heard.length;
    await sweeps.shutDown();
    expect(sweeps.list()).toEqual([]);
    expect(heard).toHaveLength(told);
  });

  it.each([
    ['that is no FTPS site', testSite()],
    ['without a range of ports', { ...ftps(1, 2), options: newSiteSettings('ftps').options }],
    ['with more ports than are looked through', ftps(1024, 65535)],
  ])('is refused for a site %s', (_which, site) => {
    const { sweeps } = desk();
    expect(() => sweeps.start(site)).toThrow('invalid-input');
    expect(sweeps.list()).toEqual([]);
  });
});
