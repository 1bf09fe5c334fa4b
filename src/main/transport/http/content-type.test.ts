import { expect, it } from 'vitest';
import { parseContentType } from './content-type.ts';

it('takes type and parameters apart, whatever their case and quotes', () => {
  const { type, parameters } = parseContentType(
    'Multipart/Related; START="<a;b@x>"; boundary=uuid:b1;charset = "utf-8" ; x="a\\"b"',
  );
  expect(type).toBe('multipart/related');
  expect(Object.fromEntries(parameters)).toEqual({
    start: '<a;b@x>',
    boundary: 'uuid:b1',
    charset: 'utf-8',
    x: 'a"b',
  });
});

it.each([undefined, '', ';', '; charset', 'text/xml;;=;"'])('makes nothing of %j', (header) => {
  expect(parseContentType(header).parameters.size).toBe(0);
});

it('keeps the first of two values', () => {
  const { parameters } = parseContentType('text/xml; charset=utf-8; charset=utf-16');
  expect(parameters.get('charset')).toBe('utf-8');
});
