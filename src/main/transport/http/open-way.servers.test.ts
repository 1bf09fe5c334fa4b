import { expect, it } from 'vitest';
import { describeServer, webServerAvailability } from '../../../../e2e/servers/availability.ts';
import { startConnectProxy, type ConnectProxy } from '../../../../e2e/servers/connect-proxy.ts';
import { startPageServer } from '../../../../e2e/servers/https-server.ts';
import { closedPort, unansweredPort } from '../../../../e2e/servers/odd-servers.ts';
import { AppError } from '../../../shared/domain/error.ts';
import type { FindProxy } from '../proxy/find-proxy.ts';
import { recordingHooks } from '../testing/recording-hooks.ts';
import type { Milestone } from '../transport.ts';
import { never } from './http-link.fixture.ts';
import { by, choice, direct, named, urlOf, useLinks } from './proxy.fixture.ts';

const { kept, open, failureAt } = useLinks();

const proxyWith = (): Promise<ConnectProxy> => kept(startConnectProxy());

const get = { method: 'GET', path: '/', headers: {}, seconds: 5, mostBytes: 10_000 } as const;

describeServer('several ways', webServerAvailability(), () => {
  it('the next proxy is asked where the first can not be reached', async () => {
    const server = await kept(startPageServer());
    const away = choice(await closedPort());
    const unknown = choice({ host: 'no-such-proxy.invalid', port: 3128 });
    const proxy = await proxyWith();
    const findProxy = by(away, unknown, choice(proxy));
    const link = await open({ url: urlOf(server), findProxy });
    expect((await link.exchange(get, never)).status).toBe(200);
    expect(proxy.asked()).toEqual([`gateway.test:${server.port}`]);
  });

  it.runIf(process.platform === 'linux')(
    'a silent one takes its share of the time only',
    async () => {
      const server = await kept(startPageServer());
      const silent = await kept(unansweredPort());
      const hooks = recordingHooks('');
      const url = `${server.origin}/`;
      const findProxy = by(choice(silent), direct);
      const link = await open({ url, findProxy, connectTimeout: 0.6, hooks });
      expect((await link.exchange(get, never)).status).toBe(200);
      expect(hooks.lines[0]).toBe(`info: The proxy ${named(silent)}: No answer within 0.3 s`);
    },
  );

  it('DIRECT is directly, and what is behind it is not tried', async () => {
    const server = await kept(startPageServer());
    const proxy = await proxyWith();
    const reached: Milestone[] = [];
    const link = await open({
      url: `${server.origin}/`,
      findProxy: by(direct, choice(proxy)),
      reached: (milestone) => reached.push(milestone),
    });
    expect(reached[1]).toEqual({ kind: 'port', address: '127.0.0.1' });
    expect(link.facts).toContainEqual({ name: 'Address', value: `127.0.0.1, port ${server.port}` });
    const { port } = await closedPort();
    const gone = { url: `https://127.0.0.1:${port}/`, findProxy: by(direct, choice(proxy)) };
    expect((await failureAt(gone)).code).toBe('port-refused');
    expect(proxy.accepted()).toBe(0);
  });

  it('that all lead nowhere are named, the first one first', async () => {
    const [one, { port }] = [await closedPort(), await closedPort()];
    const url = `https://127.0.0.1:${port}/`;
    const failure = await failureAt({ url, findProxy: by(choice(one), direct) });
    expect(failure.code).toBe('proxy-unreachable');
    expect(failure.detail).toBe(
      `The proxy ${named(one)}: connect ECONNREFUSED 127.0.0.1:${one.port}; Without a proxy: connect ECONNREFUSED 127.0.0.1:${port}`,
    );
  });

  it('a proxy of another kind is passed over for one that can be used', async () => {
    const server = await kept(startPageServer());
    const proxy = await proxyWith();
    const socks = { kind: 'unsupported', scheme: 'SOCKS5', name: 's.example, port 1080' } as const;
    const link = await open({ url: urlOf(server), findProxy: by(socks, choice(proxy)) });
    expect((await link.exchange(get, never)).status).toBe(200);
    expect(await failureAt({ url: urlOf(server), findProxy: by(socks) })).toMatchObject({
      code: 'proxy-not-supported',
      detail: 'The proxy s.example, port 1080: It is of the kind SOCKS5',
    });
  });

  it('none at all is no leave to go directly', async () => {
    const server = await kept(startPageServer());
    const failure = await failureAt({ url: `${server.origin}/`, findProxy: by() });
    expect(failure.code).toBe('proxy-unreachable');
    expect(server.accepted()).toBe(0);
  });

  it('the system may not know it in time, or at all', async () => {
    const findProxy: FindProxy = () => new Promise(() => undefined);
    const url = 'https://gateway.test/';
    expect(await failureAt({ url, findProxy, connectTimeout: 0.2 })).toMatchObject({
      code: 'proxy-unreachable',
      detail: 'Which proxy to use was not known within 0.2 s',
    });
    const refusal = new AppError('invalid-input', 'HTTPS_PROXY');
    expect(await failureAt({ url, findProxy: () => Promise.reject(refusal) })).toBe(refusal);
  });

  it('this computer is called without encryption, and then without a proxy', async () => {
    const server = await kept(startPageServer({ plain: true }));
    const proxy = await proxyWith();
    const link = await open({ url: `${server.origin}/`, findProxy: by(choice(proxy)) });
    expect((await link.exchange(get, never)).status).toBe(200);
    expect(proxy.accepted()).toBe(0);
  });
});
