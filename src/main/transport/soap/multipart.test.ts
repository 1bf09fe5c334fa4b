import { expect, it } from 'vitest';
import { parseContentType } from '../http/content-type.ts';
import { rootPart } from './multipart.ts';

const typeWith = (parameters: string) => parseContentType(`multipart/related; ${parameters}`);
const b1 = typeWith('boundary="b1"; start="<two>"');

const body = (...lines: readonly string[]): Buffer => Buffer.from(lines.join('\r\n'), 'latin1');
const whole = body(
  ...['before', '--b1', 'Content-ID: <one>', '', '<not/>'],
  ...[
    '--b1',
    'Content-Type: text/xml;',
    ' charset=utf-8',
    'content-id:<two>',
    '',
    '<a>',
    '--b</a>',
  ],
  ...['--b1--', ''],
);

it('takes the part that start names, without the line end before the boundary', () => {
  const part = rootPart(whole, b1);
  expect(part?.body.toString()).toBe('<a>\r\n--b</a>');
  expect(part?.type.type).toBe('text/xml');
  expect(part?.type.parameters.get('charset')).toBe('utf-8');
});

it('takes the first one where start names none', () => {
  expect(rootPart(whole, typeWith('boundary=b1'))?.body.toString()).toBe('<not/>');
});

it('also reads lines that end in LF only, and a part without headers', () => {
  const bytes = Buffer.from('--b1\n\n<a/>\n--b1--\n');
  expect(rootPart(bytes, typeWith('boundary=b1'))?.body.toString()).toBe('<a/>');
});

it.each([
  ['no boundary is named', whole, typeWith('start="<two>"')],
  ['the part is not there', whole, typeWith('boundary=b1; start="<three>"')],
  ['it is cut off', whole.subarray(0, -10), b1],
  [
    'it is encoded',
    body('--b1', 'Content-Transfer-Encoding: base64', '', 'PGEvPg==', '--b1--'),
    typeWith('boundary=b1'),
  ],
  ['nothing is there', Buffer.alloc(0), b1],
])('finds nothing where %s', (_, bytes, type) => {
  expect(rootPart(bytes, type)).toBeUndefined();
});
