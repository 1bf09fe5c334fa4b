import { expect, it, test } from 'vitest';
import { gatewayKind, isCiisHost, presetIds, presets } from './presets.ts';
import { siteSettingsSchema } from './site.ts';

/** What CIIS gives to each account, and nothing else, is missing. */
const given: Readonly<Record<(typeof presetIds)[number], readonly string[]>> = {
  'ciis-sftp': ['username'],
  'ciis-ftps': ['username'],
  'ciis-realtime-test': ['facilityId', 'username'],
  'ciis-realtime': ['facilityId', 'username'],
  'ciis-web': [],
};

test.each(presetIds)('%s fills in everything but what CIIS gives', (id) => {
  const { error } = siteSettingsSchema.safeParse(presets[id]);
  const missing = (error?.issues ?? []).map(({ path }) => String(path[0]));
  expect(missing.sort()).toEqual(given[id]);
  expect(
    siteSettingsSchema.safeParse({ ...presets[id], username: 'u', facilityId: 'F1' }).success,
  ).toBe(true);
});

it('has the addresses and ports of the connectivity sheet', () => {
  const addresses = presetIds.map((id) => {
    const { host, port, url, wsdlUrl } = presets[id];
    return url === '' ? `${host}:${port}` : [url, wsdlUrl].join(' ').trim();
  });
  expect(addresses).toEqual([
    'sshftp.cohealthnet.com:22',
    'sslftp.cohealthnet.com:1971',
    'https://cigtest.state.co.us/CIGService/ImmunizationService https://cigtest.state.co.us/CIGwsdl/CIGService.wsdl',
    'https://cig.state.co.us/CIGService/ImmunizationService https://cig.state.co.us/CIGwsdl/CIGService.wsdl',
    'https://cohealthnet.com:447',
  ]);
  expect(presets['ciis-ftps'].options.passivePorts).toEqual({ from: 52_000, to: 52_040 });
});

it('has a label of its own for each', () => {
  expect(new Set(presetIds.map((id) => presets[id].label)).size).toBe(presetIds.length);
});

it.each([
  ['sshftp.cohealthnet.com', true],
  [' SSLFTP.cohealthnet.com', true],
  ['cig.state.co.us', true],
  ['cohealthnet.com', true],
  ['cig.state.co.us.', true],
  ['cohealthnet.com.evil.example', false],
  ['127.0.0.1', false],
])('%j is of CIIS: %s', (host, answer) => {
  expect(isCiisHost(host)).toBe(answer);
});

it.each([
  [presets['ciis-realtime-test'].host, 'test'],
  ['CIGTEST.state.co.us.', 'test'],
  [presets['ciis-realtime'].host, 'production'],
  [' CIG.state.co.us ', 'production'],
  ['cig.state.co.us.', 'production'],
  ['cig2.dphe.state.co.us', 'production'],
  ['gateway.example.com', null],
  ['notstate.co.us', null],
  ['cig.state.co.us.example.com', null],
])('tells the test gateway from production by the host: %j', (host, kind) => {
  expect(gatewayKind(host)).toBe(kind);
});
