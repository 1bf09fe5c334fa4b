import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AppError } from '../../../shared/domain/error.ts';
import { replyOf } from '../http/reply.fixture.ts';
import { readReply } from './read-reply.ts';

const cdc = 'xmlns="urn:cdc:iisb:2011"';
const envelope = (body: string): string =>
  `<?xml version="1.0"?>\n<Envelope xmlns="http://www.w3.org/2003/05/soap-envelope"><Body>${body}</Body></Envelope>`;
const answer = (content: string, namespace = cdc): string =>
  envelope(`<connectivityTestResponse ${namespace}>${content}</connectivityTestResponse>`);
const fault = (detail: string, code = 'q:Receiver'): string =>
  envelope(
    `<Fault><Code><Value>${code}</Value></Code><Reason><Text xml:lang="en">Sorry</Text></Reason><Detail>${detail}</Detail></Fault>`,
  );

const read = (body: string | Buffer, status = 200, type = 'application/soap+xml') =>
  readReply(replyOf(body, { status, type }), 'connectivityTest');

function failureOf(act: () => unknown): AppError {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It did not fail');
}

it.each([200, 202, 400, 500])('reads an answer with status %i, white space kept', (status) => {
  const text = read(answer('<return> You&#13; sent <![CDATA[<it>]]></return>'), status);
  expect(text).toEqual({ kind: 'return', text: ' You\r sent <it>' });
});

it('reads an answer of any type, also one that claims to be a page', () => {
  expect(read(answer('<return>x</return>'), 200, 'text/html').kind).toBe('return');
});

it.each([
  ['fault', 'unknown', 'fault 17: Sorry; Bad luck'],
  [
    'UnsupportedOperationFault',
    'unsupported-operation',
    'UnsupportedOperationFault 17: Sorry; Bad luck',
  ],
  ['SecurityFault', 'security', 'SecurityFault 17: Sorry; Bad luck'],
  ['MessageTooLargeFault', 'message-too-large', 'MessageTooLargeFault 17: Sorry; Bad luck'],
  ['constructor', 'other', 'Sorry'],
])('tells faults apart by the element in their detail: %s', (name, kind, words) => {
  const reason = name.replace('Fault', '');
  const detail = `<${name} ${cdc}><Code>17</Code><Reason>${reason}</Reason><Detail>Bad luck</Detail></${name}>`;
  expect(read(fault(detail))).toEqual({ kind: 'fault', fault: { kind, words } });
});

it('does not take a fault of that name for one where it is of another namespace', () => {
  const reply = read(fault('<SecurityFault><Code>1</Code></SecurityFault>'));
  expect(reply).toEqual({ kind: 'fault', fault: { kind: 'other', words: 'Sorry' } });
});

it.each(['rpc:ProcedureNotPresent', 'wsa:ActionNotSupported'])(
  'knows %s for an operation that is not there',
  (code) => {
    expect(read(fault('', code))).toMatchObject({ fault: { kind: 'unsupported-operation' } });
  },
);

it('finds words for a fault that has none', () => {
  const reply = read(envelope('<Fault/>'));
  expect(reply).toMatchObject({ fault: { kind: 'other', words: 'A fault without words' } });
});

it.each([
  ['an empty body', '', /^HTTP 200: nothing came with it$/],
  ['white space', ' \r\n', /^HTTP 200: nothing came with it$/],
  [
    'plain text',
    'Internal error\nat line 3',
    /^HTTP 200: it can't be read \(.+\)\. It begins: Internal error$/,
  ],
  ['truncated XML', answer('<return>x</return>').slice(0, -30), /unclosed tag/],
  ['another tag', answer('<message>x</message>'), /does not hold one <return>/],
  ['no tag', answer('You sent x'), /does not hold one <return>/],
  ['two answers', answer('<return>x</return><return>x</return>'), /does not hold one <return>/],
  ['elements in the text', answer('<return>x<b/></return>'), /does not hold one <return>/],
  ['another namespace', answer('<return>x</return>', 'xmlns="urn:x"'), /of "urn:x" instead of/],
  ['no namespace', answer('<return>x</return>', 'xmlns=""'), /of "" instead of/],
  ['return of another namespace', answer('<return xmlns="">x</return>'), /does not hold one/],
  [
    'another operation',
    envelope(`<submitSingleMessageResponse ${cdc}><return/></submitSingleMessageResponse>`),
    /instead of <connectivityTestResponse>/,
  ],
  [
    'something behind the answer',
    answer('<return>x</return>').replace('</Body>', '<more/></Body>'),
    /it has <more> behind/,
  ],
  ['an empty envelope', envelope(''), /its envelope is empty/],
  ['no envelope', '<return>x</return>', /it is <return>, no SOAP 1\.2 envelope/],
  ['an envelope without a namespace', '<Envelope><Body/></Envelope>', /no SOAP 1\.2 envelope/],
  ['two bodies', envelope('').replace('<Body>', '<Body/><Body>'), /no SOAP 1\.2 envelope/],
  [
    'a document type',
    `<!DOCTYPE a>${answer('<return>x</return>').slice(22)}`,
    /it has a document type/,
  ],
])('is no answer: %s', (_, body, detail) => {
  expect(failureOf(() => read(body))).toMatchObject({
    code: 'gateway-no-answer',
    detail: expect.stringMatching(detail) as string,
  });
});

it('is no answer when it is longer than anything a gateway says', () => {
  const reply = replyOf(answer('<return>x</return>'), { whole: false });
  expect(failureOf(() => readReply(reply, 'connectivityTest'))).toMatchObject({
    code: 'gateway-no-answer',
    detail: expect.stringMatching(/there is more than \d+ bytes/) as string,
  });
});

it.each([
  [200, '<!DOCTYPE html><title>Down for maintenance</title>', 'HTTP 200: "Down for maintenance"'],
  [503, '<html><h1>Busy</h1></html>', 'HTTP 503: <html><h1>Busy</h1></html>'],
])('tells a page for people by its title (%i)', (status, body, detail) => {
  expect(failureOf(() => read(body, status, 'text/html'))).toMatchObject({
    code: 'gateway-page',
    detail,
  });
});

it('says where a redirect leads', () => {
  const headers = { location: 'https://elsewhere.example/' };
  const reply = replyOf('', { status: 302, headers });
  expect(failureOf(() => readReply(reply, 'connectivityTest')).detail).toBe(
    'HTTP 302: nothing came with it, sends on to https://elsewhere.example/',
  );
});

it.each([
  envelope('<ConnectivityTestResponse xmlns="urn:cdc:iisb:2014"/>'),
  envelope('<ConnectivityTestResponse xmlns="urn:cdc:iisb:hub:2014"/>'),
  fault('<UnknownFault xmlns="urn:cdc:iisb:2014"/>'),
  '<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body/></Envelope>',
])('knows another version when it sees one: %#', (body) => {
  expect(failureOf(() => read(body)).code).toBe('gateway-other-version');
});

it('keeps what looks like a message out of every failure', () => {
  const hl7 = 'MSH|^~\\&amp;|X&#13;PID|1||Nobody^Made^Up';
  for (const body of [hl7, answer(`<message>${hl7}</message>`), `<html><title>${hl7}</title>`]) {
    expect(failureOf(() => read(body)).detail).not.toMatch(/Nobody|Made|PID/);
  }
  const detail = `<fault ${cdc}><Code>1</Code><Reason>r</Reason><Detail>${hl7}</Detail></fault>`;
  expect(JSON.stringify(read(fault(detail)))).not.toMatch(/Nobody|Made|PID/);
});

it('fails with nothing but an AppError, whatever comes', () => {
  const type = fc.constantFrom(
    'text/xml',
    'text/html',
    'multipart/related; boundary=b',
    'application/soap+xml; charset=utf-16',
    '',
    'x',
  );
  const start = fc.constantFrom(
    '',
    '\ufeff',
    '<?xml version="1.0" encoding="utf-16"?>',
    '--b\r\n\r\n',
    envelope('').slice(0, 80),
  );
  fc.assert(
    fc.property(type, start, fc.uint8Array({ maxLength: 300 }), (what, first, bytes) => {
      const body = Buffer.concat([Buffer.from(first), Buffer.from(bytes)]);
      failureOf(() => read(body, 200, what));
    }),
  );
});

it('bears an answer cut off anywhere', () => {
  const text = answer('<return>x</return>');
  for (let length = 0; length < text.length; length += 1)
    failureOf(() => read(text.slice(0, length)));
});
