import { expect, it } from 'vitest';
import { describeServer, webServerAvailability } from '../../../../e2e/servers/availability.ts';
import { makeCertificate } from '../../../../e2e/servers/certificates.ts';
import {
  startConnectProxy,
  type ConnectProxy,
  type ConnectProxyOptions,
  type ProxyMood,
} from '../../../../e2e/servers/connect-proxy.ts';
import { startPageServer, startWebServer } from '../../../../e2e/servers/https-server.ts';
import { AppError, type ErrorCode } from '../../../shared/domain/error.ts';
import { recordingHooks } from '../testing/recording-hooks.ts';
import type { Milestone } from '../transport.ts';
import { never } from './http-link.fixture.ts';
import { by, choice, direct, named, urlOf, useLinks } from './proxy.fixture.ts';

/* Through a proxy that a test can turn into any other. Real ones: tinyproxy.servers.test.ts */

const { kept, open, failureAt } = useLinks();

const proxyWith = (options: ConnectProxyOptions = {}): Promise<ConnectProxy> =>
  kept(startConnectProxy(options));

const get = { method: 'GET', path: '/', headers: {}, seconds: 5, mostBytes: 10_000 } as const;
const post = { ...get, method: 'POST', body: Buffer.from('secret question') } as const;
describeServer('HTTPS through a proxy', webServerAvailability(), () => {
  it('asks the proxy for a connection, looks no name up itself, and tells how far it has come', async () => {
    const server = await kept(startPageServer());
    const proxy = await proxyWith();
    const reached: Milestone[] = [];
    const hooks = recordingHooks('');
    const link = await open({
      url: urlOf(server),
      findProxy: by(choice(proxy)),
      hooks,
      reached: (milestone) => reached.push(milestone),
    });
    expect((await link.exchange(get, never)).status).toBe(200);
    expect(proxy.heads).toEqual([
      `CONNECT gateway.test:${server.port} HTTP/1.1\r\nHost: gateway.test:${server.port}\r\nUser-Agent: CIIS-Connect\r\n\r\n`,
    ]);
    const through = { address: '127.0.0.1', proxy: named(proxy) };
    expect(reached.slice(0, 2)).toEqual([
      { kind: 'name', ...through },
      { kind: 'port', ...through },
    ]);
    expect(reached.map(({ kind }) => kind)).toEqual(['name', 'port', 'secure-link', 'identity']);
    expect(link.facts).toContainEqual({
      name: 'Address',
      value: `gateway.test, port ${server.port}, through the proxy ${named(proxy)} (127.0.0.1)`,
    });
    expect(hooks.lines.slice(0, 3)).toEqual([
      `info: Through the proxy ${named(proxy)}`,
      `sent: CONNECT gateway.test:${server.port}`,
      'received: HTTP/1.1 200 Connection established',
    ]);
    await expect.poll(() => proxy.open()).toBe(0);
  });

  it('judges the identity of the server, not that of the proxy', async () => {
    const authority = makeCertificate({ commonName: 'Made-up authority', authority: true });
    const proxy = await proxyWith();
    const shown = async (altNames: string[]) => {
      const certificate = makeCertificate({ signedBy: authority, altNames });
      const server = await kept(startPageServer({ certificate }));
      const hooks = recordingHooks('');
      const authorities = [authority.certificatePem];
      await open({ url: urlOf(server), findProxy: by(choice(proxy)), hooks, authorities });
      return hooks.presented[0]?.certificate;
    };
    expect(await shown(['DNS:gateway.test'])).toMatchObject({ fitsName: true, problems: [] });
    expect(await shown(['IP:127.0.0.1'])).toMatchObject({ fitsName: false });
  });

  it('sends nothing to a server whose identity is refused', async () => {
    const server = await kept(startPageServer());
    const proxy = await proxyWith();
    const refusal = new AppError('identity-unknown');
    const hooks = recordingHooks('', { checkIdentity: () => Promise.reject(refusal) });
    const opening = open({ url: urlOf(server), findProxy: by(choice(proxy)), hooks });
    await expect(opening).rejects.toBe(refusal);
    expect(server.requests).toEqual([]);
    await expect.poll(() => proxy.open()).toBe(0);
  });

  it('sends a POST once, and the proxy sees nothing of it', async () => {
    const server = await kept(startWebServer((_, response) => response.end('fine')));
    const proxy = await proxyWith();
    const link = await open({ url: urlOf(server), findProxy: by(choice(proxy)) });
    await link.exchange(post, never);
    expect(server.requests.map(({ body }) => body.toString())).toEqual(['secret question']);
    expect(proxy.heads.join()).not.toContain('secret question');
  });

  it('says of a POST that it may have arrived when the proxy breaks the link', async () => {
    const server = await kept(startWebServer(() => undefined));
    const proxy = await proxyWith();
    const link = await open({ url: urlOf(server), findProxy: by(choice(proxy)) });
    const ending = link.exchange(post, never).catch((error: unknown) => error);
    await expect.poll(() => server.requests.length).toBe(1);
    proxy.cut();
    expect(await ending).toMatchObject({ code: 'reply-lost', cause: { code: 'link-lost' } });
  });

  it('signs in to the proxy where it was given a name and a password', async () => {
    const account = { username: 'OFFICE\\ada', password: 'hush-hush:é' };
    const server = await kept(startPageServer());
    const proxy = await proxyWith({ account });
    const hooks = recordingHooks('');
    const findProxy = by(choice(proxy, account));
    const link = await open({ url: urlOf(server), findProxy, hooks });
    expect((await link.exchange(get, never)).status).toBe(200);
    expect(proxy.accepted()).toBe(1);
    expect(hooks.lines.join('\n')).not.toMatch(/hush|ada|Authorization/);
  });

  it('gives the first words of the server to the secure link, when they come with the answer', async () => {
    // A TLS alert: handshake_failure.
    const alert = Buffer.from('15030300020228', 'hex');
    const proxy = await proxyWith({
      mood: (client) => client.write(Buffer.concat([Buffer.from('HTTP/1.0 200\r\n\r\n'), alert])),
    });
    const options = { url: 'https://gateway.test/', findProxy: by(choice(proxy)) };
    expect((await failureAt(options)).code).toBe('tls-refused');
  });

  it('takes the answer in as many pieces as it comes in', async () => {
    const server = await kept(startPageServer());
    const proxy = await proxyWith({
      mood: async (client, connectOn) => {
        client.write('HTTP/1.1 20');
        // Each has to be read before the next one is written.
        await new Promise(setImmediate);
        client.write('0 Fine\r\nVia: made up\r\nX-Rest: ');
        await new Promise(setImmediate);
        connectOn();
      },
    });
    const link = await open({ url: urlOf(server), findProxy: by(choice(proxy)) });
    expect((await link.exchange(get, never)).status).toBe(200);
  });
});

const saying =
  (text: string): ProxyMood =>
  (client) =>
    client.write(text);

describeServer('a proxy that makes no connection', webServerAvailability(), () => {
  it.each<[what: string, mood: ProxyMood, code: ErrorCode, detail: string | RegExp]>([
    ['refuses', saying('HTTP/1.1 403 Filtered\r\n\r\n'), 'proxy-refused', 'HTTP 403 Filtered'],
    [
      'sends on',
      saying('HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n'),
      'proxy-refused',
      'HTTP 302 Found',
    ],
    [
      'can not reach it',
      saying('HTTP/1.1 502 Bad Gateway\r\n\r\n<h1>'),
      'proxy-refused',
      'HTTP 502 Bad Gateway',
    ],
    ['says no more than a number', saying('HTTP/1.0 503\r\n\r\n'), 'proxy-refused', 'HTTP 503'],
    [
      'wants a sign-in',
      saying(
        'HTTP/1.1 407 Sign in\r\nproxy-authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n\r\n',
      ),
      'proxy-sign-in-needed',
      'HTTP 407 Sign in; it wants Negotiate, NTLM',
    ],
    [
      'calls a wrong sign-in by the other number',
      saying('HTTP/1.0 401 No\r\nWWW-Authenticate: Basic realm="x"\r\n\r\n'),
      'proxy-sign-in-needed',
      'HTTP 401 No; it wants Basic',
    ],
    ['says nothing', () => undefined, 'proxy-refused', 'No answer within 0.3 s'],
    [
      'stops half-way',
      saying('HTTP/1.1 200 OK\r\nVia: made'),
      'proxy-refused',
      'No answer within 0.3 s',
    ],
    [
      'ends the link',
      (client) => client.end(),
      'proxy-refused',
      'It ended the link without an answer',
    ],
    [
      'resets the link',
      (client) => client.resetAndDestroy(),
      'proxy-refused',
      'It ended the link without an answer',
    ],
    [
      'ends the link half-way',
      (client) => client.end('HTTP/1.1 200 OK\r\n'),
      'proxy-refused',
      'It ended the link within its answer',
    ],
    [
      'is none',
      saying('SSH-2.0-Made_up\u0007\r\n'),
      'proxy-refused',
      'It does not answer as a proxy does: SSH-2.0-Made_up\ufffd',
    ],
    [
      'speaks HTTP/2',
      saying('HTTP/2 200\r\n\r\n'),
      'proxy-refused',
      'It does not answer as a proxy does: HTTP/2 200',
    ],
    [
      'speaks in bytes',
      saying('\u0015\u0003\u0001\n'),
      'proxy-refused',
      /^It does not answer as a proxy does: /,
    ],
    [
      'never ends its head',
      (client) => client.write(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(10_000_000)}`),
      'proxy-refused',
      'Its answer has no end within 16384 bytes',
    ],
    [
      'has an endless first line',
      saying('x'.repeat(100_000)),
      'proxy-refused',
      'Its answer has no end within 16384 bytes',
    ],
    [
      'has a head that is too long',
      saying(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`),
      'proxy-refused',
      'Its answer has no end within 16384 bytes',
    ],
  ])('that %s', async (_, mood, code, detail) => {
    const proxy = await proxyWith({ mood });
    const other = await proxyWith();
    const reached: string[] = [];
    const failure = await failureAt({
      url: 'https://gateway.test/',
      // What a proxy has answered is the answer: neither of these is tried.
      findProxy: by(choice(proxy), choice(other), direct),
      connectTimeout: 0.3,
      reached: ({ kind }) => reached.push(kind),
    });
    expect(failure.code).toBe(code);
    const [start, what] = [`The proxy ${named(proxy)}: `, failure.detail];
    expect(what.startsWith(start), what).toBe(true);
    if (typeof detail === 'string') expect(what.slice(start.length)).toBe(detail);
    else expect(what.slice(start.length)).toMatch(detail);
    expect(reached).toEqual(['name']);
    expect(other.accepted()).toBe(0);
    await expect.poll(() => proxy.open()).toBe(0);
  });

  it('that does not take the name and password says so, and they are sent once', async () => {
    const proxy = await proxyWith({ account: { username: 'ada', password: 'right' } });
    const hooks = recordingHooks('');
    const failure = await failureAt({
      url: 'https://gateway.test/',
      findProxy: by(choice(proxy, { username: 'ada', password: 'wrong-hush' }), direct),
      hooks,
    });
    expect(failure.code).toBe('proxy-sign-in-needed');
    expect(failure.detail).toMatch(/407 .*; it wants Basic; the name and password .* are wrong$/);
    expect(proxy.accepted()).toBe(1);
    expect([failure.message, ...hooks.lines].join('\n')).not.toMatch(/hush|ada/);
  });

  it('is left at once when it is stopped', async () => {
    const stop = new AbortController();
    const proxy = await proxyWith({ mood: () => stop.abort() });
    const options = { url: 'https://gateway.test/', findProxy: by(choice(proxy)) };
    expect((await failureAt({ ...options, signal: stop.signal })).code).toBe('cancelled');
    await expect.poll(() => proxy.open()).toBe(0);
    expect((await failureAt({ ...options, signal: AbortSignal.abort() })).code).toBe('cancelled');
  });
});
