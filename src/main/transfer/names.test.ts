import { expect, test } from 'vitest';
import { checkLocalName } from './local-name.ts';
import { checkRemotePath, fromHome, joinRemote, numbered } from './remote-path.ts';

test('remote paths are joined with one slash, and seen from home', () => {
  expect(joinRemote('/in/', 'a')).toBe('/in/a');
  expect(joinRemote('', 'a')).toBe('a');
  expect(fromHome('/', 'in/a')).toBe('/in/a');
  expect(fromHome('/home', '/in/a')).toBe('/in/a');
});

test('a number goes before the ending, and folders stay', () => {
  expect(numbered('/a.b/batch.hl7', 2)).toBe('/a.b/batch (2).hl7');
  expect(numbered('/a.b/batch', 2)).toBe('/a.b/batch (2)');
  expect(numbered('.env', 3)).toBe('.env (3)');
});

test.each(['a\nb', 'a\u0000', '../a', 'x/../a', './a', 'a\\b', '', 'in/'])(
  'the remote path %j is refused',
  (path) => {
    expect(() => checkRemotePath(path)).toThrow('remote-name-refused');
  },
);

test.each(['/in/batch.hl7', 'Größe ü.hl7', 'a..b', '...', ' x'])(
  'the remote path %j is fine',
  (path) => {
    expect(() => checkRemotePath(path)).not.toThrow();
  },
);

test.each([
  'C:\\x\\CON',
  'C:\\x\\nul.txt',
  'C:\\x\\a:b',
  'C:\\x\\a.',
  'C:\\x\\..',
  'C:\\x\\a\u0001',
])('Windows gets no file %j', (path) => {
  expect(() => checkLocalName(path, 'win32')).toThrow('invalid-input');
});

test('elsewhere such names are fine', () => {
  expect(() => checkLocalName('/x/CON', 'linux')).not.toThrow();
  expect(() => checkLocalName('/x/..', 'linux')).toThrow('invalid-input');
});
