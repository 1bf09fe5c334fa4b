import fc from 'fast-check';
import { expect, it } from 'vitest';
import { replyOf } from './reply.fixture.ts';
import { isWebPage, pageTitle } from './web-page.ts';

const titleOf = (body: string): string | null => pageTitle(replyOf(body));

it.each([
  ['<!DOCTYPE html><html>', undefined],
  ['\ufeff\r\n<!-- made up --><HTML lang="en">', undefined],
  [
    '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html>',
    undefined,
  ],
  ['<html><body>as text', 'text/plain'],
  ['Service unavailable', 'text/html'],
])('takes %j (%s) for a web page', (body, type) => {
  expect(isWebPage(replyOf(body, type === undefined ? {} : { type }))).toBe(true);
});

it.each([
  ['<s:Envelope xmlns:s="x"/>', 'text/html'],
  ['<?xml version="1.0"?><definitions/>', 'text/html; charset=utf-8'],
  ['<!DOCTYPE Envelope []><Envelope/>', 'application/soap+xml'],
  ['Service unavailable', 'text/plain'],
  ['<htmlish/>', 'text/xml'],
  ['<!-- never ended', 'text/xml'],
])('does not take %j (%s) for one', (body, type) => {
  expect(isWebPage(replyOf(body, { type }))).toBe(false);
});

it('reads a title over several lines, entities and all, as one line', () => {
  expect(
    titleOf('<head><TITLE lang="en">\n  CIIS &amp;  Co&#46;\n &#x2014; sign&nbsp;in\n</TITLE>'),
  ).toBe('CIIS & Co. — sign in');
});

it('reads it in the encoding that the header or the page names', () => {
  const bytes = Buffer.from('<meta charset="iso-8859-1"><title>Se\xf1or</title>', 'latin1');
  expect(pageTitle(replyOf(bytes))).toBe('Señor');
});

it.each(['', '<title>', '<title></title>', '<title>no end', '<titles>x</titles>', 'no tag'])(
  'finds none in %j',
  (body) => expect(titleOf(body)).toBeNull(),
);

it('keeps a title short and free of control characters', () => {
  const title = titleOf(
    `<title>a\u0007b&#8238;c&#0;&#xd800;&#x110000;&unknown;${'x'.repeat(500)}</title>`,
  );
  expect(title).toMatch(/^a\ufffdb\ufffdc\ufffd\ufffd\ufffd&unknown;x+…$/);
  expect(title).toHaveLength(120);
});

it('bears any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (bytes, type) => {
      const reply = replyOf(Buffer.from(bytes), { type });
      isWebPage(reply);
      pageTitle(reply);
    }),
  );
});
