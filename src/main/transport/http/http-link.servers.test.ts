import { createSecureContext, TLSSocket } from 'node:tls';
import { afterEach, expect, it } from 'vitest';
import { describeServer, webServerAvailability } from '../../../../e2e/servers/availability.ts';
import { makeCertificate } from '../../../../e2e/servers/certificates.ts';
import {
  startPageServer,
  type WebServer,
  type WebServerOptions,
} from '../../../../e2e/servers/https-server.ts';
import {
  closedPort,
  httpOn,
  sayingPort,
  silentPort,
  unansweredPort,
} from '../../../../e2e/servers/odd-servers.ts';
import { AppError } from '../../../shared/domain/error.ts';
import { recordingHooks } from '../testing/recording-hooks.ts';
import type { Milestone } from '../transport.ts';
import { never, tcpServer, visit, type Visit } from './http-link.fixture.ts';
import type { HttpLink } from './http-link.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

async function pageServer(options: WebServerOptions = {}): Promise<WebServer> {
  const server = await startPageServer(options);
  undo.push(server.close);
  return server;
}

async function open(options: Visit): Promise<HttpLink> {
  const link = await visit(options);
  undo.push(() => link.close());
  return link;
}

/** The server takes a handshake for done a little later than its client does. */
async function everyLinkEnded(server: WebServer): Promise<void> {
  const openStill = (): number => {
    server.endLinks();
    return server.open();
  };
  await expect.poll(openStill).toBe(0);
}

const get = { method: 'GET', path: '/', headers: {}, seconds: 5, mostBytes: 10_000 } as const;

async function codeAt(url: string, options: Omit<Visit, 'url'> = {}): Promise<string> {
  const failure: unknown = await open({ url, ...options }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AppError);
  return (failure as AppError).code;
}

describeServer('HTTPS, the way to a server', webServerAvailability(), () => {
  it('tells how far it has come, once each and in order, and never what it sends', async () => {
    const server = await pageServer();
    const reached: Milestone[] = [];
    const url = `https://localhost:${server.port}/`;
    const link = await open({ url, reached: (milestone) => reached.push(milestone) });
    expect(reached).toEqual([
      { kind: 'name', address: expect.stringMatching(/^(127\.0\.0\.1|::1)$/) as string },
      { kind: 'port', address: '127.0.0.1' },
      {
        kind: 'secure-link',
        summary: expect.stringMatching(/^TLS 1\.3, TLS_AES_/) as string,
        older: false,
        facts: [
          { name: 'TLS version', value: 'TLS 1.3' },
          { name: 'Cipher', value: expect.stringMatching(/^TLS_AES_/) as string },
        ],
      },
      { kind: 'identity' },
    ]);
    expect(link.facts).toContainEqual({
      name: 'Certificate',
      value: server.certificate.fingerprint256,
    });
    expect(link.facts).toContainEqual({ name: 'Address', value: `127.0.0.1, port ${server.port}` });
  });

  it('sends nothing before the identity is accepted, and passes its refusal on', async () => {
    const refusal = new AppError('identity-unknown', 'not the one that was given');
    const heard: Buffer[] = [];
    const certificate = makeCertificate();
    const context = { key: certificate.keyPem, cert: certificate.certificatePem };
    const server = await tcpServer((tcp) => {
      const secureContext = createSecureContext(context);
      const socket = new TLSSocket(tcp, { isServer: true, secureContext });
      socket.on('error', () => tcp.destroy());
      socket.on('data', (chunk: Buffer) => heard.push(chunk));
    });
    undo.push(server.close);
    const hooks = recordingHooks('', { checkIdentity: () => Promise.reject(refusal) });
    const reached: string[] = [];
    const opening = open({
      url: `https://127.0.0.1:${server.port}/`,
      hooks,
      reached: ({ kind }) => reached.push(kind),
    });
    await expect(opening).rejects.toBe(refusal);
    expect(reached).toEqual(['name', 'port', 'secure-link']);
    expect(hooks.presented).toHaveLength(1);
    expect(Buffer.concat(heard)).toHaveLength(0);
  });

  it('ends at once when it is stopped while the person looks at the identity', async () => {
    const server = await pageServer();
    const stop = new AbortController();
    const checkIdentity = (): Promise<void> => {
      stop.abort();
      return new Promise(() => undefined);
    };
    const hooks = recordingHooks('', { checkIdentity });
    const options = { hooks, signal: stop.signal };
    expect(await codeAt(`${server.origin}/`, options)).toBe('cancelled');
    await expect.poll(() => server.open()).toBe(0);
  });

  it('takes a new link where the server ended the first while the person was thinking', async () => {
    const server = await pageServer();
    const reached: string[] = [];
    const checkIdentity = async (): Promise<void> => {
      await everyLinkEnded(server);
    };
    const link = await open({
      url: `${server.origin}/`,
      hooks: recordingHooks('', { checkIdentity }),
      reached: ({ kind }) => reached.push(kind),
    });
    expect((await link.exchange(get, never)).status).toBe(200);
    expect(server.accepted()).toBe(2);
    expect(reached).toEqual(['name', 'port', 'secure-link', 'identity']);
  });

  it('does not talk to another server that is there by then', async () => {
    const first = await pageServer();
    const second: WebServer[] = [];
    const checkIdentity = async (): Promise<void> => {
      await everyLinkEnded(first);
      await first.close();
      undo.splice(undo.indexOf(first.close), 1);
      second.push(await pageServer({ port: first.port, certificate: makeCertificate() }));
    };
    const hooks = recordingHooks('', { checkIdentity });
    expect(await codeAt(`${first.origin}/`, { hooks })).toBe('identity-changed');
    expect(second[0]?.accepted()).toBe(1);
    expect(second[0]?.requests).toEqual([]);
  });

  it('calls this computer without encryption where the address says so', async () => {
    const server = await pageServer({ plain: true });
    const reached: Milestone[] = [];
    const hooks = recordingHooks('');
    const link = await open({
      url: `${server.origin}/`,
      hooks,
      reached: (milestone) => reached.push(milestone),
    });
    expect(reached.slice(2)).toEqual([
      {
        kind: 'secure-link',
        summary: 'No encryption (this computer only)',
        older: false,
        facts: [],
      },
      { kind: 'identity' },
    ]);
    expect(hooks.presented).toEqual([]);
    expect((await link.exchange(get, never)).status).toBe(200);
  });
});

describeServer('HTTPS, the identity of a server', webServerAvailability(), () => {
  const day = 86_400_000;
  const authority = makeCertificate({ commonName: 'Made-up authority', authority: true });

  async function shown(options: WebServerOptions, authorities?: readonly string[]) {
    const server = await pageServer(options);
    const hooks = recordingHooks('');
    await open({ url: `${server.origin}/`, hooks, ...(authorities ? { authorities } : {}) });
    return hooks.presented[0]?.certificate;
  }

  it('has no problems where an authority that this computer trusts has signed it', async () => {
    const certificate = makeCertificate({ signedBy: authority });
    expect(await shown({ certificate }, [authority.certificatePem])).toMatchObject({
      authority: 'other',
      fitsName: true,
      problems: [],
    });
  });

  it('is told from one by an authority that it does not know, and from its own', async () => {
    const certificate = makeCertificate({ signedBy: authority });
    const problems = ['This computer does not know who issued it'];
    expect(await shown({ certificate })).toMatchObject({ authority: 'unknown', problems });
    const certificatePem = certificate.certificatePem + authority.certificatePem;
    const whole = { ...certificate, certificatePem };
    expect(await shown({ certificate: whole })).toMatchObject({ authority: 'other', problems });
    expect(await shown({})).toMatchObject({
      authority: 'itself',
      problems: ['It is signed by itself'],
    });
  });

  it('tells a wrong name and wrong dates', async () => {
    const wrongName = makeCertificate({ signedBy: authority, altNames: ['DNS:other.example'] });
    const trusted = [authority.certificatePem];
    expect(await shown({ certificate: wrongName }, trusted)).toMatchObject({
      fitsName: false,
      problems: ['It was not made for the name 127.0.0.1'],
    });
    const expired = makeCertificate({ signedBy: authority, days: -1 });
    expect((await shown({ certificate: expired }, trusted))?.problems).toContain('It has expired');
    const notBefore = new Date(Date.now() + 2 * day);
    const early = makeCertificate({ signedBy: authority, notBefore });
    expect((await shown({ certificate: early }, trusted))?.problems).toContain(
      'It is not valid yet',
    );
  });

  it('speaks TLS 1.0 only where the person allowed it, and says that it is older', async () => {
    const versions = { minVersion: 'TLSv1', maxVersion: 'TLSv1' } as const;
    const server = await pageServer({ versions });
    const url = `${server.origin}/`;
    expect(await codeAt(url)).toBe('tls-too-old');
    const links: Milestone[] = [];
    const link = await open({ url, minTls: '1.0', reached: (each) => links.push(each) });
    expect(links[2]).toMatchObject({
      older: true,
      summary: expect.stringMatching(/^TLS 1\.0, /) as string,
    });
    expect((await link.exchange(get, never)).status).toBe(200);
  });
});

describeServer('HTTPS at the wrong place', webServerAvailability(), () => {
  const urlOf = ({ port }: { readonly port: number }): string => `https://127.0.0.1:${port}/`;
  async function kept<S extends { close: () => Promise<void> }>(starting: Promise<S>): Promise<S> {
    const server = await starting;
    undo.push(server.close);
    return server;
  }

  it('says when the name is not known', async () => {
    expect(await codeAt('https://no-such-host.invalid/')).toBe('host-not-found');
  });

  it('says when the port is closed', async () => {
    expect(await codeAt(urlOf(await closedPort()))).toBe('port-refused');
  });

  it.runIf(process.platform === 'linux')('says when the port does not answer', async () => {
    const url = urlOf(await kept(unansweredPort()));
    expect(await codeAt(url, { connectTimeout: 0.3 })).toBe('port-silent');
  });

  it('says when the port takes the link and nothing answers behind it', async () => {
    const url = urlOf(await kept(silentPort()));
    expect(await codeAt(url, { connectTimeout: 0.3 })).toBe('server-silent');
  });

  it.each([
    ['HTTP', httpOn],
    ['SSH', () => sayingPort('SSH-2.0-Made_up\r\n')],
    ['FTP', () => sayingPort('220 Made-up FTP server\r\n')],
  ])('says when the port speaks %s without TLS', async (_, start) => {
    expect(await codeAt(urlOf(await kept(start())))).toBe('not-this-protocol');
  });

  it('says when the link is cut in the handshake, by a reset or by its end', async () => {
    const resetting = await kept(
      tcpServer((socket) => socket.once('data', () => socket.resetAndDestroy())),
    );
    expect(await codeAt(urlOf(resetting))).toBe('connection-reset');
    const ending = await kept(tcpServer((socket) => socket.once('data', () => socket.end())));
    expect(await codeAt(urlOf(ending))).toBe('connection-reset');
  });

  it('goes nowhere once it was stopped', async () => {
    const server = await kept(silentPort());
    expect(await codeAt(urlOf(server), { signal: AbortSignal.abort() })).toBe('cancelled');
    const stop = new AbortController();
    const opening = codeAt(urlOf(server), { signal: stop.signal });
    await expect.poll(() => server.accepted()).toBeGreaterThan(0);
    stop.abort();
    expect(await opening).toBe('cancelled');
  });
});
