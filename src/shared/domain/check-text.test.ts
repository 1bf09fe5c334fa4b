import { describe, expect, it, test } from 'vitest';
import { findingText, stepNames, stepText, stepTime, verdictWord } from './check-text.ts';
import { findingSchema, stepIds, type Finding } from './check.ts';
import { someCheck, someSite, someStep } from './testing/some-check.ts';

const noon = new Date(2026, 2, 12, 12).getTime();

/** Each kind of finding at least once, with what it reads as. */
const found: readonly (readonly [Finding, string])[] = [
  [{ kind: 'address', address: '203.0.113.24', literal: false }, '203.0.113.24'],
  [
    { kind: 'address', address: '203.0.113.24', literal: true },
    '203.0.113.24 (no name to look up)',
  ],
  [{ kind: 'port', port: 1971 }, 'TCP 1971'],
  [
    { kind: 'name-at-proxy', proxy: 'proxy.example, port 3128' },
    'The proxy proxy.example, port 3128, looks the name up',
  ],
  [
    { kind: 'port-through-proxy', port: 443, proxy: 'proxy.example, port 3128' },
    'TCP 443, through the proxy proxy.example, port 3128',
  ],
  [{ kind: 'link', summary: 'SSH 2.0, aes128-gcm', older: false }, 'Encrypted, SSH 2.0'],
  [
    { kind: 'link', summary: 'TLS 1.0', older: true },
    'Older server settings, allowed for this site',
  ],
  [{ kind: 'identity', how: 'known', since: noon, validTo: null }, 'Same as on March 12, 2026'],
  [{ kind: 'identity', how: 'known', since: null, validTo: null }, 'The accepted one'],
  [{ kind: 'identity', how: 'accepted', since: noon, validTo: null }, 'Accepted just now'],
  [
    { kind: 'identity', how: 'trusted', since: null, validTo: noon },
    'Certificate is valid until March 12, 2026',
  ],
  [{ kind: 'identity', how: 'trusted', since: null, validTo: null }, 'Trusted by this computer'],
  [
    { kind: 'identity', how: 'plain', since: null, validTo: null },
    'None: a link within this computer',
  ],
  [
    { kind: 'private-authority', issuer: 'Clinic Proxy CA' },
    'Trusted by this computer, but issued by Clinic Proxy CA, which is no public authority',
  ],
  [{ kind: 'signed-in', username: 'riverside_peds' }, 'As riverside_peds'],
  [{ kind: 'no-password' }, 'No password is stored, so it was not tried'],
  [
    { kind: 'sign-in-held-back', refused: 2 },
    'Not tried: refused or not answered 2 times in the last five minutes',
  ],
  [{ kind: 'folder', path: '/', entries: 0 }, 'Empty, which is usual'],
  [{ kind: 'folder', path: '/', entries: 1 }, '1 item'],
  [{ kind: 'folder', path: '/', entries: 12 }, '12 items'],
  [{ kind: 'folder-there', path: '/in' }, '/in'],
  [{ kind: 'folder-unseen', path: '/in' }, '/in could not be looked at. Sending may still work'],
  [{ kind: 'data-port', port: 52_003, named: null, listed: true }, 'Port 52003 is open'],
  [
    { kind: 'data-port', port: 52_003, named: '10.0.0.7', listed: true },
    'Port 52003 is open. The server names 10.0.0.7, which was not used',
  ],
  [
    { kind: 'data-port', port: 52_003, named: null, listed: false },
    'Port 52003 is open. This account may not list, which is usual',
  ],
  [
    { kind: 'description', operations: ['connectivityTest', 'submitSingleMessage'], address: null },
    'Fits, with 2 operations',
  ],
  [
    { kind: 'description', operations: ['connectivityTest'], address: 'https://cig.example/' },
    'It names another address: https://cig.example/',
  ],
  [{ kind: 'echo' }, 'It came back unchanged'],
  [{ kind: 'test-not-offered' }, 'This gateway does not offer the test; sending may still work'],
  [{ kind: 'page', status: 200, title: 'Sign in' }, '"Sign in" came up'],
  [{ kind: 'page', status: 401, title: null }, 'Status 401'],
];

describe('what a step found', () => {
  test.each(found)('%j reads "%s"', (finding, text) => {
    expect(findingText(finding)).toBe(text);
  });

  it('has words for every kind there is', () => {
    const kinds = findingSchema.options.map(({ shape }) => shape.kind.value);
    expect(new Set(found.map(([{ kind }]) => kind))).toEqual(new Set(kinds));
  });
});

test.each(stepIds)('the step %s has a name', (id) => {
  expect(stepNames[id]).toMatch(/^[A-Z][A-Za-z ]+$/);
});

describe('beside a step', () => {
  it('stands what it found, also where it then failed', () => {
    expect(stepText(someStep('port'))).toBe('TCP 22');
  });

  it('stands a word for its failure, whose sentence is below', () => {
    const failed = (code: 'port-silent' | 'storage-failed') =>
      stepText(
        someStep('port', { outcome: 'failed', finding: null, failure: { code, detail: '' } }),
      );
    expect(failed('port-silent')).toBe('No answer');
    expect(failed('storage-failed')).toBe('Failed');
  });

  it('stands that it was not checked', () => {
    expect(stepText(someStep('port', { outcome: 'not-reached', finding: null }))).toBe(
      'Not checked',
    );
  });
});

test.each([
  [null, ''],
  [0, '0 ms'],
  [37.6, '38 ms'],
  [994, '994 ms'],
  [995, '1.0 s'],
  [10_004, '10.0 s'],
])('%s milliseconds read "%s"', (ms, text) => {
  expect(stepTime(ms)).toBe(text);
});

describe('a verdict in a word', () => {
  const files = someSite('ciis-ftps');

  it('is "Ready" only where files can be sent', () => {
    expect(verdictWord(someCheck(files), 'ftps')).toBe('Ready');
    expect(verdictWord(someCheck(someSite('ciis-web')), 'web')).toBe('Answers');
    expect(verdictWord(someCheck(someSite('ciis-realtime')), 'soap')).toBe('Answers');
  });

  it.each([
    ['port', 'port-silent', 'Blocked'],
    ['secure-link', 'tls-cut', 'Blocked'],
    ['data-ports', 'data-port-dropped', 'Blocked'],
    ['identity', 'tls-inspected', 'Inspected'],
    ['identity', 'certificate-not-yet-valid', 'Clock wrong'],
    ['sign-in', 'login-refused', 'Sign-in refused'],
    ['folder', 'remote-not-found', 'Failed'],
  ] as const)('names the reason: %s, %s is "%s"', (at, code, word) => {
    expect(verdictWord(someCheck(files, { kind: 'failed', at, code }), 'ftps')).toBe(word);
  });

  it('says that it runs, was stopped, or went without a password', () => {
    expect(verdictWord({ verdict: null, steps: [] }, 'ftps')).toBe('Checking');
    expect(verdictWord(someCheck(files, { kind: 'stopped', at: 'port' }), 'ftps')).toBe('Stopped');
    expect(verdictWord(someCheck(files, { kind: 'no-password' }), 'ftps')).toBe('Not signed in');
  });
});
