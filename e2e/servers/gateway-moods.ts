import { page } from './https-server.ts';

/** How a gateway is today: what it answers to a SOAP request. */
export const gatewayMoods = [
  'ok',
  'bare-echo',
  'prefixed',
  'multipart',
  'latin-1',
  'utf-16',
  'ok-with-500',
  'not-offered',
  'maintenance',
  'maintenance-503',
  'redirect',
  'empty',
  'plain-text-500',
  'truncated',
  'other-echo',
  'wrong-tag',
  'wrong-namespace',
  'document-type',
  'version-2014',
  'soap-1.1',
  'fault-unknown',
  'fault-security',
  'fault-too-large',
  'fault-without-detail',
  'fault-with-patient',
  'cut-short',
  'reset',
  'silent',
] as const;
export type GatewayMood = (typeof gatewayMoods)[number];

/** `end`: what becomes of the link once all of it was written. */
export interface MoodAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
  readonly end?: 'promises-more' | 'reset' | 'never';
}

const soap12 = 'http://www.w3.org/2003/05/soap-envelope';
const cdc = 'urn:cdc:iisb:2011';
const xml = '<?xml version="1.0" encoding="UTF-8"?>\n';

const envelope = (body: string, namespace = soap12): string =>
  `${xml}<Envelope xmlns="${namespace}"><Body>${body}</Body></Envelope>`;

/** What a gateway that is well would say: XML text, as it is to be written. */
export interface SaidWell {
  readonly operation: 'connectivityTest' | 'submitSingleMessage';
  readonly text: string;
  /** Without the words that some gateways put around it. */
  readonly bare: string;
}

const answer = (operation: SaidWell['operation'], text: string): string =>
  `<${operation}Response xmlns="${cdc}"><return>${text}</return></${operation}Response>`;

/** A fault as the contract has them; `element` null for one without a detail. */
function fault(words: string, element: string | null, reason = element): string {
  const detail = `<${element} xmlns="${cdc}"><Code>17</Code><Reason>${reason}</Reason><Detail>${words}</Detail></${element}>`;
  return envelope(
    `<Fault xmlns:q="${soap12}"><Code><Value>q:Receiver</Value></Code>` +
      `<Reason><Text xml:lang="en">${words}</Text></Reason>` +
      `${element === null ? '' : `<Detail>${detail}</Detail>`}</Fault>`,
  );
}

const soapType = { 'Content-Type': 'application/soap+xml; charset=utf-8' };
const untyped = { 'Content-Type': 'application/soap+xml' };
const html = { 'Content-Type': 'text/html; charset=utf-8' };

const patient = 'PID|1||777^^^MADEUP^MR||Nobody^Made^Up||20010203|F';

export function moodAnswer(mood: GatewayMood, said: SaidWell): MoodAnswer {
  const { operation, text } = said;
  const fine = answer(operation, text);
  switch (mood) {
    case 'ok':
      return { headers: soapType, body: envelope(fine) };
    case 'bare-echo':
      return { headers: soapType, body: envelope(answer(operation, said.bare)) };
    case 'prefixed':
      return {
        headers: soapType,
        body: `${xml}<s:Envelope xmlns:s="${soap12}" xmlns:i="${cdc}"><s:Header/><s:Body>
          <i:${operation}Response><i:return><![CDATA[]]>${text}</i:return></i:${operation}Response>
          </s:Body></s:Envelope>`,
      };
    case 'multipart':
      return multipart(envelope(fine));
    case 'latin-1':
      return {
        headers: untyped,
        body: inLatin1(envelope(fine.replace('</return>', ' Señor</return>'))),
      };
    case 'utf-16':
      return {
        headers: untyped,
        body: Buffer.from(`\ufeff${envelope(fine).replace('UTF-8', 'UTF-16')}`, 'utf16le'),
      };
    case 'ok-with-500':
      return { status: 500, headers: soapType, body: envelope(fine) };
    case 'not-offered':
      return {
        status: 500,
        headers: soapType,
        body: fault('Not here', 'UnsupportedOperationFault'),
      };
    case 'maintenance':
      return { headers: html, body: page('Down for maintenance') };
    case 'maintenance-503':
      return { status: 503, headers: html, body: page('Down for maintenance') };
    case 'redirect':
      return { status: 302, headers: { Location: 'https://elsewhere.example/sign-in' } };
    case 'empty':
      return { headers: soapType, body: '' };
    case 'plain-text-500':
      return { status: 500, headers: { 'Content-Type': 'text/plain' }, body: 'Internal error\n' };
    default:
      return badAnswer(mood, operation, fine);
  }
}

function badAnswer(mood: GatewayMood, operation: SaidWell['operation'], fine: string): MoodAnswer {
  switch (mood) {
    case 'truncated':
      return { headers: soapType, body: envelope(fine).slice(0, -40) };
    case 'other-echo':
      return { headers: soapType, body: envelope(answer(operation, 'You sent: something')) };
    case 'wrong-tag':
      return { headers: soapType, body: envelope(fine.replaceAll('return>', 'message>')) };
    case 'wrong-namespace':
      return { headers: soapType, body: envelope(fine.replace(cdc, 'urn:made-up')) };
    case 'document-type':
      return {
        headers: soapType,
        body: envelope(answer(operation, '&you;')).replace(
          xml,
          '<!DOCTYPE Envelope [<!ENTITY you "You">]>',
        ),
      };
    case 'version-2014':
      return {
        headers: soapType,
        body: envelope(
          '<ConnectivityTestResponse xmlns="urn:cdc:iisb:2014"><EchoBack>x</EchoBack></ConnectivityTestResponse>',
        ),
      };
    case 'soap-1.1':
      return {
        headers: { 'Content-Type': 'text/xml; charset=utf-8' },
        body: envelope(fine, 'http://schemas.xmlsoap.org/soap/envelope/'),
      };
    case 'fault-unknown':
      return { status: 500, headers: soapType, body: fault('Unexpected problem', 'fault') };
    case 'fault-security':
      return { headers: soapType, body: fault('Wrong facility', 'SecurityFault', 'Security') };
    case 'fault-too-large':
      return { status: 400, headers: soapType, body: fault('Too long', 'MessageTooLargeFault') };
    case 'fault-without-detail':
      return { status: 500, headers: soapType, body: fault('Internal error', null) };
    case 'fault-with-patient':
      return { status: 500, headers: soapType, body: fault(`Bad line: ${patient}`, 'fault') };
    case 'cut-short':
      return { headers: soapType, body: envelope(fine).slice(0, -40), end: 'promises-more' };
    case 'reset':
      return { end: 'reset' };
    case 'silent':
      return { end: 'never' };
    default:
      throw new Error(`No bad answer: ${mood}`);
  }
}

/** As Java's web services send when their attachments are switched on. */
function multipart(document: string): MoodAnswer {
  const type =
    'multipart/related; type="application/xop+xml"; start="<root@made-up>"; start-info="application/soap+xml"; boundary="uuid:b1"';
  const part = (id: string, what: string, content: string): string =>
    `--uuid:b1\r\nContent-Id: ${id}\r\nContent-Type: ${what}\r\nContent-Transfer-Encoding: binary\r\n\r\n${content}\r\n`;
  const body =
    part('<other@made-up>', 'text/plain', 'Nothing') +
    part('<root@made-up>', 'application/xop+xml; charset=utf-8', document);
  return { headers: { 'Content-Type': type }, body: `${body}--uuid:b1--\r\n` };
}

const inLatin1 = (document: string): Buffer =>
  Buffer.from(document.replace('UTF-8', 'ISO-8859-1'), 'latin1');
