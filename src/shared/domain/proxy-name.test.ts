import { expect, it } from 'vitest';
import { detailAtProxy, proxyIn, proxyName } from './proxy-name.ts';

it.each([
  ['proxy.clinic.example', 3128],
  ['10.0.0.1', 80],
  ['2001:db8::1', 65_535],
])('a detail names the proxy %s that it was made with', (host, port) => {
  const detail = detailAtProxy(proxyName(host, port), 'HTTP 403: no');
  expect(detail).toBe(`The proxy ${host}, port ${port}: HTTP 403: no`);
  expect(proxyIn(detail)).toEqual({ name: `${host}, port ${port}`, host });
});

it.each([
  '',
  'The proxy: HTTP 403',
  'A web page: "The proxy a, port 1: no"',
  'The proxy a b, port 1: no',
])('"%s" names none', (detail) => expect(proxyIn(detail)).toBeNull());
