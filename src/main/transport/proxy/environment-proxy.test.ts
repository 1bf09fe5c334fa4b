import { expect, it } from 'vitest';
import { AppError } from '../../../shared/domain/error.ts';
import { parseWebAddress } from '../../../shared/domain/web-address.ts';
import { environmentProxies, type Environment } from './environment-proxy.ts';
import { maskingSecrets, withoutProxy, type ProxyChoice } from './find-proxy.ts';

const find = (environment: Environment, url = 'https://cig.example/Service') =>
  environmentProxies(environment)(parseWebAddress(url) ?? expect.fail(url));

const http = (host: string, port: number, signIn: [string, string] | null = null): ProxyChoice => ({
  kind: 'http',
  host,
  port,
  signIn: signIn && { username: signIn[0], password: signIn[1] },
});
const direct: ProxyChoice = { kind: 'direct' };

it.each<[Environment, ProxyChoice]>([
  [{}, direct],
  [{ HTTPS_PROXY: '' }, direct],
  [{ HTTPS_PROXY: '  ' }, direct],
  [{ HTTP_PROXY: 'http://a:1' }, direct],
  [{ HTTPS_PROXY: 'http://a:1' }, http('a', 1)],
  [{ https_proxy: 'http://a:1' }, http('a', 1)],
  [{ https_proxy: 'http://small:1', HTTPS_PROXY: 'http://large:1' }, http('small', 1)],
  [{ https_proxy: '', HTTPS_PROXY: 'http://large:1' }, http('large', 1)],
  [{ ALL_PROXY: 'http://all:1' }, http('all', 1)],
  [{ all_proxy: 'http://all:1', HTTPS_PROXY: 'http://a:1' }, http('a', 1)],
  [{ HTTPS_PROXY: 'http://a:1', NO_PROXY: 'other.example' }, http('a', 1)],
  [{ HTTPS_PROXY: 'http://a:1', NO_PROXY: '.example' }, direct],
  [{ HTTPS_PROXY: 'http://a:1', no_proxy: 'cig.example:443' }, direct],
  [{ HTTPS_PROXY: 'http://a:1', NO_PROXY: '*' }, direct],
  [{ HTTPS_PROXY: 'no address', NO_PROXY: '*' }, direct],
])('%j', async (environment, choice) => {
  expect(await find(environment)).toEqual([choice]);
});

it.each<[string, ProxyChoice]>([
  ['proxy.example:3128', http('proxy.example', 3128)],
  ['HTTP://Proxy.Example:3128/', http('proxy.example', 3128)],
  ['http://proxy.example', http('proxy.example', 80)],
  ['http://[2001:db8::1]:3128', http('2001:db8::1', 3128)],
  ['http://ada:secret@a:1', http('a', 1, ['ada', 'secret'])],
  ['ada:secret@a:1', http('a', 1, ['ada', 'secret'])],
  ['http://ada@a:1', http('a', 1, ['ada', ''])],
  ['http://OFFICE%5Cada:p%40ss%3A%2F%25%C3%A9@a:1', http('a', 1, ['OFFICE\\ada', 'p@ss:/%é'])],
  ['socks5://a:1080', { kind: 'unsupported', scheme: 'SOCKS5', name: 'a, port 1080' }],
  ['https://ada:secret@a:443', { kind: 'unsupported', scheme: 'HTTPS', name: 'a, port 443' }],
])('reads the address %s', async (text, choice) => {
  expect(await find({ HTTPS_PROXY: text })).toEqual([choice]);
});

it.each([
  'http://',
  'http://:3128',
  'http://a:0',
  'http://a:65536',
  'http://a:port',
  'http://a:1/path',
  'http://a:1?x',
  'http://a b:1',
  'http://ada:hush@hush@a:1',
  'http://ada:hush/hush@a:1',
  'http://ada:hush:hush@a:1',
  'http://ada:hush%zz@a:1',
  'http://a%3Ada:hush@a:1',
  '//a:1',
])('names the variable that holds %s, and nothing of what is in it', async (text) => {
  for (const name of ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY']) {
    const thrown: unknown = await find({ [name]: text }).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(AppError);
    const { code, detail, message } = thrown as AppError;
    expect(code).toBe('invalid-input');
    expect(detail).toMatch(new RegExp(`^${name} is not the address of a proxy\\. `));
    expect(message).not.toMatch(/hush/);
  }
});

it.each(['https://localhost:8443/', 'https://127.0.0.1/', 'https://[::1]/'])(
  'goes to %s directly, whatever is said',
  async (url) => {
    expect(await find({ HTTPS_PROXY: 'http://a:1' }, url)).toEqual([direct]);
    expect(await find({ HTTPS_PROXY: 'no address' }, url)).toEqual([direct]);
  },
);

it('has the password masked, as it is and as it is sent, before it is used', async () => {
  const masked: string[] = [];
  const environment = environmentProxies({ HTTPS_PROXY: 'http://ada:p%40ss@a:1' });
  const address = parseWebAddress('https://cig.example/') ?? expect.fail();
  const mask = (secret: string): unknown => masked.push(secret);
  await maskingSecrets(environment, mask)(address);
  expect(masked).toEqual(['p@ss', Buffer.from('ada:p@ss').toString('base64')]);
  await maskingSecrets(withoutProxy, mask)(address);
  expect(masked).toHaveLength(2);
});
