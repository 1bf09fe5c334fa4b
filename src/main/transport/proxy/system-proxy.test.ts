import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseWebAddress, type WebAddress } from '../../../shared/domain/web-address.ts';
import type { ProxyChoice } from './find-proxy.ts';
import { readProxyList, systemProxies } from './system-proxy.ts';

const http = (host: string, port: number): ProxyChoice => ({
  kind: 'http',
  host,
  port,
  signIn: null,
});
const other = (scheme: string, name: string | null = null): ProxyChoice => ({
  kind: 'unsupported',
  scheme,
  name,
});

it.each<[string, readonly ProxyChoice[]]>([
  ['DIRECT', [{ kind: 'direct' }]],
  ['PROXY proxy.clinic.example:3128', [http('proxy.clinic.example', 3128)]],
  [
    'PROXY a:1; HTTPS b:2; SOCKS5 c:3; DIRECT',
    [http('a', 1), other('HTTPS', 'b, port 2'), other('SOCKS5', 'c, port 3'), { kind: 'direct' }],
  ],
  [' proxy  A.Example:80 ;direct;', [http('a.example', 80), { kind: 'direct' }]],
  ['PROXY [2001:db8::1]:3128', [http('2001:db8::1', 3128)]],
  ['SOCKS a:1080', [other('SOCKS', 'a, port 1080')]],
  ['DIRECT a:1', [other('DIRECT', 'a, port 1')]],
  ['', []],
  [' ; ', []],
])('reads "%s"', (text, choices) => {
  expect(readProxyList(text)).toEqual(choices);
});

it.each([
  'PROXY',
  'PROXY a',
  'PROXY a:0',
  'PROXY a:65536',
  'PROXY a:b',
  'PROXY a:1 b:2',
  'PROXY name:password@a:1',
  'PROXY http://a:1',
  'DIRECTLY',
])('takes "%s" for nothing that it knows, and never for a leave to go directly', (text) => {
  expect(readProxyList(text)).toEqual([other(`"${text}"`)]);
});

it('bears any answer, and keeps what it shows of it short and safe', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const choice of readProxyList(text)) {
        if (choice.kind === 'unsupported') expect(choice.scheme.length).toBeLessThan(90);
      }
    }),
  );
  expect(readProxyList('PRO\u0007XY')).toEqual([other('"PRO\ufffdXY"')]);
});

const at = (url: string): WebAddress => parseWebAddress(url) ?? expect.fail(url);

it('asks the system about the host and the port, not about the path', async () => {
  const asked: string[] = [];
  const find = systemProxies({
    resolveProxy: (url) => {
      asked.push(url);
      return Promise.resolve('PROXY a:1');
    },
  });
  expect(await find(at('https://cig.example/Service?secret'))).toEqual([http('a', 1)]);
  await find(at('https://[2001:db8::1]:8443/'));
  expect(asked).toEqual(['https://cig.example:443/', 'https://[2001:db8::1]:8443/']);
});

it.each([
  'https://localhost:8443/',
  'https://localhost./',
  'https://gateway.localhost/',
  'https://127.0.0.1/',
  'https://127.8.9.1:8443/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'http://localhost:8080/',
])('goes to %s directly, whatever the system says', async (url) => {
  const find = systemProxies({ resolveProxy: () => Promise.resolve('PROXY a:1') });
  expect(await find(at(url))).toEqual([{ kind: 'direct' }]);
});
