import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLoopback, parseWebAddress } from './web-address.ts';

describe('a web address', () => {
  it.each([
    [
      'https://cohealthnet.com:447',
      { secure: true, host: 'cohealthnet.com', port: 447, path: '/' },
    ],
    ['https://cig.state.co.us', { secure: true, host: 'cig.state.co.us', port: 443, path: '/' }],
    [
      'HTTPS://CIG.State.co.us/CIGService/ImmunizationService?wsdl',
      {
        secure: true,
        host: 'cig.state.co.us',
        port: 443,
        path: '/CIGService/ImmunizationService?wsdl',
      },
    ],
    ['https://[2001:DB8::7]:8443/a', { secure: true, host: '2001:db8::7', port: 8443, path: '/a' }],
    [
      'https://xn--bcher-kva.example/',
      { secure: true, host: 'xn--bcher-kva.example', port: 443, path: '/' },
    ],
    [
      'https://host.example/%2e%2e/x',
      { secure: true, host: 'host.example', port: 443, path: '/%2e%2e/x' },
    ],
  ])('is taken apart: %s', (text, address) => {
    expect(parseWebAddress(text)).toEqual(address);
  });

  it.each(['http://127.0.0.1:8080/x', 'http://localhost', 'http://[::1]:80/'])(
    'may be without encryption to this computer itself: %s',
    (text) => {
      expect(parseWebAddress(text)).toMatchObject({ secure: false });
    },
  );

  it.each([
    ['without encryption to another computer', 'http://cig.state.co.us/'],
    ['a name that only begins like this computer', 'http://localhost.example/'],
    ['an address that only begins like this computer', 'http://127.0.0.1.example/'],
    ['a name within localhost', 'http://evil.localhost/'],
    ['a username', 'https://user@host.example/'],
    ['a username that looks like a host', 'https://cig.state.co.us@evil.example/'],
    ['username and password', 'https://user:secret@host.example/'],
    ['a fragment', 'https://host.example/#top'],
    ['a fragment after a query', 'https://host.example/?a#b'],
    ['a backslash in the host', 'https://host.example\\@evil.example/'],
    ['a backslash in the path', 'https://host.example/a\\b'],
    ['port 0', 'https://host.example:0/'],
    ['port 65536', 'https://host.example:65536/'],
    ['a port of six digits', 'https://host.example:000443/'],
    ['an empty port', 'https://host.example:/'],
    ['a negative port', 'https://host.example:-1/'],
    ['no host', 'https:///path'],
    ['a query without a path', 'https://host.example?q'],
    ['a space', 'https://host.example/a b'],
    ['a space at the end', 'https://host.example/ '],
    ['a line end', 'https://host.example/\r\nHost: evil.example'],
    ['a line end at the end', 'https://host.example\n'],
    ['a NUL', 'https://host.example/\0'],
    ['a letter beyond ASCII', 'https://bücher.example/'],
    ['a Cyrillic letter that looks Latin', 'https://cig.st\u0430te.co.us/'],
    ['a full-width dot', 'https://cig\uff0estate.co.us/'],
    ['a mark that turns the direction of text', 'https://host.example/\u202etxt'],
    ['an open bracket', 'https://[::1/'],
    ['a zone', 'https://[fe80::1%25eth0]/'],
    ['another scheme', 'ftp://host.example/'],
    ['a script', 'javascript:alert(1)'],
    ['a file', 'file:///etc/passwd'],
    ['no scheme', 'cig.state.co.us'],
    ['a view of the source', 'view-source:https://host.example/'],
    ['nothing', ''],
    ['no end', `https://host.example/${'a'.repeat(2048)}`],
  ])('is refused with %s', (_, text) => {
    expect(parseWebAddress(text)).toBeNull();
  });

  it('is read as every browser reads it, or not at all', () => {
    const part = fc.string({
      unit: fc.constantFrom(...Array.from('ab.1-:/@#?\\[]% é')),
      maxLength: 20,
    });
    const text = fc.tuple(fc.constantFrom('https://', 'http://', 'https:/', ''), part, part);
    fc.assert(
      fc.property(text, (parts) => {
        const address = parseWebAddress(parts.join(''));
        // A browser sorts out more than we do (dots in a path, an IPv4 address in odd forms): where it
        // goes is what counts.
        if (address === null || !URL.canParse(parts.join(''))) return;
        const url = new URL(parts.join(''));
        expect(url.username + url.password + url.hash).toBe('');
        expect(Number(url.port === '' ? 443 : url.port)).toBe(address.port);
        if (!/^[\d.]+$/.test(url.hostname)) {
          expect(url.hostname.replace(/^\[|\]$/g, '')).toBe(address.host);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

it.each([
  ['localhost', true],
  ['::1', true],
  ['127.0.0.1', true],
  ['127.255.1.9', true],
  ['128.0.0.1', false],
  ['localhost.example', false],
  ['0.0.0.0', false],
])('%s is this computer: %s', (host, answer) => {
  expect(isLoopback(host)).toBe(answer);
});
