import { expect, test } from 'vitest';
import { presets } from '../../shared/domain/presets.ts';
import { newSiteSettings, type Site } from '../../shared/domain/site.ts';
import { addressWords, describeSiteFailure, serverName } from './site-words.ts';

const ciis: Site = { ...presets['ciis-ftps'], id: 'c', position: 0, lastConnectedAt: null };
const other: Site = {
  ...newSiteSettings('sftp'),
  label: 'Practice',
  host: '127.0.0.1',
  id: 'p',
  position: 1,
  lastConnectedAt: null,
};

test("only the state's own services are called CIIS", () => {
  expect(serverName(ciis)).toBe('CIIS');
  expect(serverName(other)).toBe('Practice');
  expect(serverName(undefined)).toBe('The server');
});

test('an address has its port, but for the usual one of the web', () => {
  expect(addressWords(presets['ciis-sftp'])).toBe('sshftp.cohealthnet.com, port 22');
  expect(addressWords(presets['ciis-realtime'])).toBe('cig.state.co.us');
  expect(addressWords(presets['ciis-web'])).toBe('cohealthnet.com, port 447');
});

test('a refused sign-in names the server that refused it', () => {
  const refused = { code: 'login-refused', detail: '' } as const;
  expect(describeSiteFailure(refused, ciis).sentence).toBe(
    'CIIS refused this username or password.',
  );
  expect(describeSiteFailure(refused, other).sentence).toBe(
    'Practice refused this username or password.',
  );
});

test('a closed port names every port that IT must open', () => {
  const silent = { code: 'port-silent', detail: '' } as const;
  expect(describeSiteFailure(silent, ciis).nextStep).toContain('1971 and 52000-52040');
});

test("another server's people are asked, not CIIS", () => {
  const full = { code: 'remote-full', detail: '' } as const;
  expect(describeSiteFailure(full, other).nextStep).toBe('Ask whoever runs this server.');
  expect(describeSiteFailure(full, ciis).nextStep).toContain('(888) 611-9918');
});
