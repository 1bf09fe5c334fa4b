import fc from 'fast-check';
import { expect, it } from 'vitest';
import { childOf, readXml, type XmlElement } from './xml.ts';

function read(text: string): XmlElement {
  const reading = readXml(text);
  if (reading.kind === 'broken') throw new Error(reading.why);
  return reading.root;
}

it('gives names with their namespaces, whatever the prefixes', () => {
  const root = read('<a:x xmlns:a="urn:a" xmlns="urn:b" p="1" a:q="2"><y/><z xmlns="">t</z></a:x>');
  expect(root).toMatchObject({ namespace: 'urn:a', name: 'x' });
  expect([...root.attributes]).toEqual([['p', '1']]);
  expect(root.children.map(({ namespace, name }) => `${namespace} ${name}`)).toEqual([
    'urn:b y',
    ' z',
  ]);
  expect(childOf(root, '', 'z')?.text).toBe('t');
});

it('joins text, references and CDATA, and keeps a CR only where it was written as one', () => {
  expect(read('<a> x&amp;&#13;&#xD;\r\n<![CDATA[<&\r]]><b>not this</b>\r</a>').text).toBe(
    ' x&\r\r\n<&\n\n',
  );
});

it.each([
  ['', 'document must contain a root element'],
  ['no tag', 'text data outside of root node'],
  ['<a>', 'unclosed tag: a'],
  ['<a></b>', 'unexpected close tag'],
  ['<a/><b/>', 'documents may contain only one root'],
  ['<a/>tail', 'text data outside of root node'],
  ['<p:a/>', 'unbound namespace prefix: "p"'],
  ['<a b="1" b="2"/>', 'duplicate attribute: b'],
  ['<a>&nbsp;</a>', 'undefined entity'],
  ['<a>&constructor;</a>', 'undefined entity'],
  ['<a>\u0001</a>', 'disallowed character'],
  ['<a>&#1;</a>', 'malformed character entity'],
  ['<?xml version="1.1"?><a>&#1;</a>', 'malformed character entity'],
  [' <?xml version="1.0"?><a/>', 'an XML declaration must be at the start of the document'],
  ['<!DOCTYPE a><a/>', 'it has a document type'],
  ['<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>', 'it has a document type'],
  [`${'<a>'.repeat(100)}${'</a>'.repeat(100)}`, 'it is nested too deep'],
  [`<a>${'<b/>'.repeat(30_000)}</a>`, 'it has too many elements'],
])('refuses %.60j', (text, why) => {
  expect(readXml(text)).toEqual({ kind: 'broken', why: expect.stringContaining(why) as string });
});

it('bears any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => void readXml(text)),
  );
  const piece = fc.constantFrom(
    '<a',
    '<b:c ',
    '</a>',
    '/>',
    '>',
    '<!',
    '[CDATA[',
    ']]>',
    '&',
    ';',
    '"',
    '=',
    '<?',
    '?>',
    '<!--',
    '-->',
    'x',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => void readXml(pieces.join(''))),
  );
});
