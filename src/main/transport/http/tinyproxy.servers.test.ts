import { afterEach, expect, it } from 'vitest';
import { describeServer, tinyproxyAvailability } from '../../../../e2e/servers/availability.ts';
import { startWebServer, type WebServer } from '../../../../e2e/servers/https-server.ts';
import { startTinyproxy, type TinyproxyOptions } from '../../../../e2e/servers/tinyproxy.ts';
import { AppError } from '../../../shared/domain/error.ts';
import type { FindProxy, HttpProxy } from '../proxy/find-proxy.ts';
import { never, visit } from './http-link.fixture.ts';

/* Through a real proxy, tinyproxy of Debian. */

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

const account = { username: 'ada', password: 'made-up.hush-7719' } as const;
const post = {
  method: 'POST',
  path: '/Service',
  headers: {},
  body: Buffer.from('secret question'),
  seconds: 5,
  mostBytes: 100_000,
} as const;

async function echoing(): Promise<WebServer> {
  const server = await startWebServer(({ body }, response) => response.end(body));
  undo.push(server.close);
  return server;
}

async function proxied(
  options: TinyproxyOptions,
  signIn: HttpProxy['signIn'] = null,
): Promise<{ findProxy: FindProxy; log: () => string; name: string }> {
  const { host, port, log, stop } = await startTinyproxy(options);
  undo.push(stop);
  const findProxy: FindProxy = () => Promise.resolve([{ kind: 'http', host, port, signIn }]);
  return { findProxy, log, name: `${host}, port ${port}` };
}

async function failureAt(url: string, findProxy: FindProxy): Promise<AppError> {
  const failure: unknown = await visit({ url, findProxy }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AppError);
  return failure as AppError;
}

describeServer('HTTPS through tinyproxy', tinyproxyAvailability(), () => {
  it('goes where its rules allow it, and the proxy sees no more than where', async () => {
    const server = await echoing();
    const { findProxy, log } = await proxied({ connectPorts: [server.port] });
    const link = await visit({ url: `${server.origin}/`, findProxy });
    undo.push(() => link.close());
    const body = Buffer.alloc(90_000, 'abc');
    const reply = await link.exchange({ ...post, body }, never);
    expect(reply).toMatchObject({ status: 200, whole: true });
    expect(reply.body.equals(body)).toBe(true);
    expect(server.accepted()).toBe(1);
    expect(log()).toContain(`CONNECT 127.0.0.1:${server.port}`);
    expect(log()).not.toContain('/Service');
  });

  it('is refused where its rules do not', async () => {
    const server = await echoing();
    const { findProxy, name } = await proxied({ connectPorts: [443] });
    const failure = await failureAt(`${server.origin}/`, findProxy);
    expect(failure.code).toBe('proxy-refused');
    expect(failure.detail).toMatch(new RegExp(`^The proxy ${name}: HTTP 403 `));
    expect(server.accepted()).toBe(0);
  });

  it('is refused where the proxy does not know the name', async () => {
    const { findProxy } = await proxied({ connectPorts: [443] });
    const failure = await failureAt('https://no-such-host.invalid/', findProxy);
    expect(failure.code).toBe('proxy-refused');
    expect(failure.detail).toMatch(/: HTTP 5\d\d /);
  });

  it('signs in to it, and says when that is needed or refused', async () => {
    const server = await echoing();
    const options = { connectPorts: [server.port], account };
    const url = `${server.origin}/`;
    const { findProxy } = await proxied(options, account);
    const link = await visit({ url, findProxy });
    undo.push(() => link.close());
    expect((await link.exchange(post, never)).body.toString()).toBe('secret question');

    for (const signIn of [null, { ...account, password: 'wrong-hush' }]) {
      const closed = await proxied(options, signIn);
      const failure = await failureAt(url, closed.findProxy);
      expect(failure.code).toBe('proxy-sign-in-needed');
      expect(failure.detail).toMatch(/: HTTP 40[17] .*; it wants Basic/);
      expect(failure.message).not.toMatch(/hush|ada/);
    }
    expect(server.accepted()).toBe(1);
  });
});
