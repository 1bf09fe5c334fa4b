import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AppError } from '../../../shared/domain/error.ts';
import { envelope, envelopeType } from './envelope.ts';
import { cdc2011, soap12 } from './names.ts';
import { childOf, readXml } from './xml.ts';

const testOf = (echo: string): Buffer => envelope('connectivityTest', [['echoBack', echo]]);

function echoIn(bytes: Buffer): string | undefined {
  const reading = readXml(bytes.toString('utf8'));
  if (reading.kind === 'broken') throw new Error(reading.why);
  const body = childOf(reading.root, soap12, 'Body');
  return childOf(childOf(body, cdc2011, 'connectivityTest'), cdc2011, 'echoBack')?.text;
}

it('writes the request that the contract describes, byte for byte', () => {
  expect(testOf('a & b\r\n').toString('utf8')).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>' +
      '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>' +
      '<connectivityTest xmlns="urn:cdc:iisb:2011"><echoBack>a &amp; b&#xD;\n</echoBack></connectivityTest>' +
      '</s:Body></s:Envelope>',
  );
  expect(envelopeType('connectivityTest')).toBe(
    'application/soap+xml; charset=utf-8; action="urn:cdc:iisb:2011:connectivityTest"',
  );
});

it('keeps the elements in the order they were given', () => {
  const text = envelope('submitSingleMessage', [
    ['username', 'nobody'],
    ['password', 'made-up'],
  ]).toString('utf8');
  expect(text).toContain('<username>nobody</username><password>made-up</password>');
});

it.each([
  '\u0000',
  '\u0008',
  '\u000b',
  '\u000c',
  '\u001f',
  '\ufffe',
  '\uffff',
  '\ud800',
  '\udc00x',
])('refuses %j, which XML can not carry, and says which it is', (character) => {
  expect(() => testOf(`secret${character}text`)).toThrow(AppError);
  expect(() => testOf(`secret${character}text`)).toThrow(/U\+[0-9A-F]{4}$/);
  expect(() => testOf(`secret${character}text`)).not.toThrow(/secret/);
});

it('carries any text that XML can, unchanged', () => {
  const special = fc.constantFrom(
    ...[
      '\r',
      '\n',
      '\r\n',
      '&',
      '<',
      '>',
      ']]>',
      '&#xD;',
      '\t',
      '\u0085',
      '\u2028',
      ' ',
      '😀',
      '|^~\\&',
    ],
  );
  const anything = fc.string({
    unit: fc.oneof(special, fc.string({ unit: 'binary', maxLength: 3 })),
  });
  fc.assert(
    fc.property(anything, (text) => {
      // eslint-disable-next-line no-control-regex -- those are what XML forbids
      fc.pre(!/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text));
      expect(echoIn(testOf(text))).toBe(text);
    }),
  );
});
