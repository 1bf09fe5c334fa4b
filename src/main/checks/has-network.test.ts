import { expect, it } from 'vitest';
import { hasNetwork } from './has-network.ts';

const at = (address: string, internal = false) => ({
  address,
  internal,
  netmask: '',
  mac: '',
  cidr: null,
  family: 'IPv4' as const,
});

it.each([
  ['nothing', {}, false],
  ['only itself', { lo: [at('127.0.0.1', true)] }, false],
  ['only an address that it gave itself', { eth0: [at('169.254.3.4'), at('fe80::1')] }, false],
  ['an address', { lo: [at('127.0.0.1', true)], wifi: [at('fe80::1'), at('192.168.1.20')] }, true],
  ['an interface that is down', { eth0: undefined }, false],
])('a computer with %s', (_what, interfaces, expected) => {
  expect(hasNetwork(interfaces)).toBe(expected);
});
