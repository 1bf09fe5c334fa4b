import { expect, test } from 'vitest';
import { isOfSettings } from './check.ts';
import type { Site } from './site.ts';
import { someCheck, someSite } from './testing/some-check.ts';

const ftps = someSite('ciis-ftps');
const check = someCheck(ftps);
const passivePorts = { from: 1, to: 2 };

test.each<Partial<Site>>([
  { protocol: 'sftp' },
  { host: 'elsewhere.example' },
  { port: 2222 },
  { username: 'somebody_else' },
  { signIn: { kind: 'key', file: '/keys/id' } },
  { url: 'https://ciis.example/other' },
  { wsdlUrl: 'https://ciis.example/other.wsdl' },
  { facilityId: 'CO-0043' },
  { minTls: '1.0' },
  { olderAlgorithms: true },
  { remoteFolder: '/in' },
  { options: { ...ftps.options, passivePorts } },
  { options: { ...ftps.options, trustPassiveAddress: !ftps.options.trustPassiveAddress } },
])('with %j a check of before says nothing any more', (change) => {
  expect(isOfSettings(check, { ...ftps, ...change })).toBe(false);
});

test.each<Partial<Site>>([
  {},
  { label: 'Other' },
  { comments: 'x' },
  { position: 7, lastConnectedAt: 1 },
  { checkMornings: !ftps.checkMornings },
  { onExists: 'skip' },
])('with %j it is as true as before', (change) => {
  expect(isOfSettings(check, { ...ftps, ...change })).toBe(true);
});
