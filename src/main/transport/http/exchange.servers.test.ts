import type { ServerResponse } from 'node:http';
import { createSecureContext, TLSSocket } from 'node:tls';
import { afterEach, expect, it } from 'vitest';
import { describeServer, webServerAvailability } from '../../../../e2e/servers/availability.ts';
import { makeCertificate } from '../../../../e2e/servers/certificates.ts';
import {
  startWebServer,
  type Answer,
  type WebServer,
} from '../../../../e2e/servers/https-server.ts';
import { AppError } from '../../../shared/domain/error.ts';
import { recordingHooks } from '../testing/recording-hooks.ts';
import { never, tcpServer, visit } from './http-link.fixture.ts';
import type { HttpLink } from './http-link.ts';
import type { HttpRequest } from './http-message.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

async function answering(answer: Answer): Promise<WebServer> {
  const server = await startWebServer(answer);
  undo.push(server.close);
  return server;
}

async function linkTo(port: number, hooks = recordingHooks('')): Promise<HttpLink> {
  const link = await visit({ url: `https://127.0.0.1:${port}/`, hooks });
  undo.push(() => link.close());
  return link;
}

const get: HttpRequest = {
  method: 'GET',
  path: '/a?b=1',
  headers: {},
  seconds: 5,
  mostBytes: 1000,
};
const post: HttpRequest = { ...get, method: 'POST', body: Buffer.from('Grüße') };

async function failureOf(exchange: Promise<unknown>): Promise<AppError> {
  const failure: unknown = await exchange.catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AppError);
  return failure as AppError;
}

/** What a GET and a POST fail with; the POST's reply is lost, and its cause is why. */
async function codesOf(port: number, change: Partial<HttpRequest> = {}): Promise<unknown[]> {
  const asked = await failureOf((await linkTo(port)).exchange({ ...get, ...change }, never));
  const sent = await failureOf((await linkTo(port)).exchange({ ...post, ...change }, never));
  return [asked.code, sent.code, (sent.cause as AppError).code];
}

describeServer('an exchange over HTTPS', webServerAvailability(), () => {
  it('sends what it is given, and what HTTP wants, once', async () => {
    const server = await answering((_, response) => response.end('fine'));
    const link = await linkTo(server.port);
    const headers = { 'Content-Type': 'text/plain; charset=utf-8', Accept: 'text/plain' };
    await link.exchange({ ...post, headers }, never);
    expect(server.requests).toMatchObject([
      { method: 'POST', path: '/a?b=1', body: Buffer.from('Grüße') },
    ]);
    expect(server.requests[0]?.headers).toEqual({
      host: `127.0.0.1:${server.port}`,
      'user-agent': 'CIIS-Connect',
      'accept-encoding': 'identity',
      connection: 'close',
      'content-type': 'text/plain; charset=utf-8',
      'content-length': '7',
      accept: 'text/plain',
    });
  });

  it('gives the reply as it came, whatever its status, and follows no redirect', async () => {
    const server = await answering((_, response) => {
      response.writeHead(302, { Location: '/b', 'X-Made-Up': ['1', '2'] }).end('moved');
    });
    const reply = await (await linkTo(server.port)).exchange(get, never);
    expect(reply).toMatchObject({ status: 302, body: Buffer.from('moved'), whole: true });
    expect(reply.headers).toMatchObject({ location: '/b', 'x-made-up': '1, 2' });
    expect(server.accepted()).toBe(1);
  });

  it('reads no more than it was asked to', async () => {
    const server = await answering((_, response) => response.end('x'.repeat(3_000_000)));
    const reply = await (await linkTo(server.port)).exchange(get, never);
    expect(reply.whole).toBe(false);
    expect(reply.body).toHaveLength(1000);
    const exact = await answering((_, response) => response.end('x'.repeat(1000)));
    expect(await (await linkTo(exact.port)).exchange(get, never)).toMatchObject({ whole: true });
  });

  it('tells the log what went over the link, and nothing of what was in it', async () => {
    const server = await answering((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/xml' }).end('secret answer');
    });
    const hooks = recordingHooks('');
    const link = await linkTo(server.port, hooks);
    await link.exchange({ ...post, body: Buffer.from('secret question') }, never);
    expect(hooks.lines.slice(-2)).toEqual([
      'sent: POST /a?b=1, 15 bytes',
      'received: HTTP 200, text/xml, 13 bytes',
    ]);
    expect(hooks.lines.join('\n')).not.toContain('secret');
  });

  it('is one for each link, which ends with it', async () => {
    const server = await answering((_, response) => response.end('fine'));
    const link = await linkTo(server.port);
    await link.exchange(get, never);
    await expect(link.exchange(get, never)).rejects.toMatchObject({ code: 'internal' });
    await expect.poll(() => server.open()).toBe(0);
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['path', { path: '/a b' }],
    ['header', { headers: { 'X-Made-Up': 'a\r\nb' } }],
  ])('refuses a %s that HTTP can not carry, and sends nothing', async (_, change) => {
    const server = await answering((__, response) => response.end('fine'));
    const link = await linkTo(server.port);
    const exchange = link.exchange({ ...post, ...change }, never);
    await expect(exchange).rejects.toMatchObject({ code: 'invalid-input' });
    await expect.poll(() => server.open()).toBe(0);
    expect(server.requests).toEqual([]);
  });
});

describeServer('an exchange over HTTPS that goes wrong', webServerAvailability(), () => {
  const moods: Readonly<Record<string, Answer>> = {
    'a reset': (_, __, reset) => reset(),
    'an end without a reply': (_, response) => response.socket?.end(),
    'an end within the reply': (_, response) => {
      response.writeHead(200, { 'Content-Length': 1000 });
      response.write('begun', () => response.socket?.end());
    },
    'a broken piece of the reply': (_, response) => {
      const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
      response.socket?.end(`${head}5\r\nbegun\r\nmade up\r\n`);
    },
  };

  it.each(Object.entries(moods))('is a lost link, by %s', async (_, mood) => {
    const server = await answering(mood);
    expect(await codesOf(server.port)).toEqual(['link-lost', 'reply-lost', 'link-lost']);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['silence', () => undefined],
    ['a reply that never ends', (response) => void response.writeHead(200).write('begun')],
  ])('is a stalled link, by %s', async (_, begin) => {
    const server = await answering((__, response) => begin(response));
    expect(await codesOf(server.port, { seconds: 0.3 })).toEqual([
      'link-stalled',
      'reply-lost',
      'link-stalled',
    ]);
  });

  it('is the wrong protocol where what comes is no HTTP', async () => {
    const certificate = makeCertificate();
    const secureContext = createSecureContext({
      key: certificate.keyPem,
      cert: certificate.certificatePem,
    });
    const server = await tcpServer((tcp) => {
      const socket = new TLSSocket(tcp, { isServer: true, secureContext });
      socket.on('error', () => tcp.destroy());
      socket.write('220 Made-up mail server\r\n');
    });
    undo.push(server.close);
    const failure = await failureOf((await linkTo(server.port)).exchange(get, never));
    expect(failure).toMatchObject({
      code: 'not-this-protocol',
      detail: 'The server says: 220 Made-up mail server',
    });
  });

  it('is stopped at once, and says of a POST that it may have arrived', async () => {
    const server = await answering(() => undefined);
    const stops = [new AbortController(), new AbortController()] as const;
    const asking = (await linkTo(server.port)).exchange(get, stops[0].signal);
    const sending = (await linkTo(server.port)).exchange(post, stops[1].signal);
    const ends = Promise.all([failureOf(asking), failureOf(sending)]);
    await expect.poll(() => server.requests.length).toBe(2);
    for (const stop of stops) stop.abort();
    expect(await ends).toMatchObject([
      { code: 'cancelled' },
      { code: 'reply-lost', cause: { code: 'cancelled' } },
    ]);
  });

  it('sends nothing when it was stopped before, or its link is gone', async () => {
    const server = await answering((_, response) => response.end('fine'));
    const stopped = (await linkTo(server.port)).exchange(post, AbortSignal.abort());
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    const link = await linkTo(server.port);
    await server.close();
    undo.splice(undo.indexOf(server.close), 1);
    const failure = await failureOf(link.exchange(get, never));
    expect(failure.code).toBe('link-lost');
    expect(server.requests).toEqual([]);
  });

  it('ends when its link is closed, which may be done twice', async () => {
    const server = await answering(() => undefined);
    const link = await linkTo(server.port);
    const ending = failureOf(link.exchange(get, never));
    await expect.poll(() => server.requests.length).toBe(1);
    link.close();
    link.close();
    expect((await ending).code).toBe('link-lost');
  });
});
