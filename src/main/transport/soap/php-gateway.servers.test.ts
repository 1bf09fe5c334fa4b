import { afterEach, expect, it } from 'vitest';
import { describeServer, phpAvailability } from '../../../../e2e/servers/availability.ts';
import {
  startPhpGateway,
  type PhpGateway,
  type PhpGatewayOptions,
} from '../../../../e2e/servers/php-gateway.ts';
import { never, visit } from '../http/http-link.fixture.ts';
import { call } from './call.ts';
import { connectivityTest } from './connectivity-test.ts';
import { readDescription } from './description.ts';
import type { Fields } from './envelope.ts';

const path = '/CIGService/ImmunizationService';
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

async function php(options: PhpGatewayOptions = {}): Promise<PhpGateway> {
  const gateway = await startPhpGateway(options);
  undo.push(gateway.stop);
  return gateway;
}

async function linkTo(gateway: PhpGateway) {
  const link = await visit({ url: gateway.serviceUrl });
  undo.push(() => link.close());
  return link;
}

const test = async (gateway: PhpGateway, echo: string) =>
  connectivityTest(await linkTo(gateway), path, echo, never);

const message = 'MSH|^~\\&|MADEUP\rPID|1||Made & Up <é>\r';

const send = async (gateway: PhpGateway, fields: Fields) =>
  call(
    await linkTo(gateway),
    path,
    { operation: 'submitSingleMessage', fields, seconds: 5 },
    never,
  );

const account = [
  ['username', 'nobody'],
  ['password', 'Made-up.Right!1'],
  ['facilityID', 'MADEUP'],
] as const;

/* PHP reads the WSDL itself, and the requests with libxml2: a second opinion on both. */
describeServer("a gateway on PHP's SOAP server", phpAvailability(), () => {
  it('gives the echo back, line ends and odd characters included', async () => {
    const gateway = await php();
    const echoes = [
      'CIIS Connect 1',
      'a\rb\nc\r\nd\te',
      ' <&>"\']]>&amp;&#13; ',
      'é€😀\u0085\u2028|^~\\&',
    ];
    for (const echo of echoes) expect(await test(gateway, echo)).toEqual({ kind: 'echo' });
  });

  it('shows a description that is understood', async () => {
    const gateway = await php();
    expect(await readDescription(await linkTo(gateway), `${path}?wsdl`, never)).toEqual({
      namespace: 'urn:cdc:iisb:2011',
      operations: ['connectivityTest', 'submitSingleMessage'],
      soapVersion: '1.2',
      address: gateway.serviceUrl,
    });
  });

  it.each([
    ['refused', 'UnsupportedOperationFault 3000: No test here'],
    ['unknown', 'Procedure not present'],
  ] as const)('says that it has no such test: %s', async (mood, detail) => {
    expect(await test(await php({ test: mood }), 'x')).toEqual({ kind: 'not-offered', detail });
  });

  it('takes the elements of a message, and its faults are told apart', async () => {
    const gateway = await php();
    expect(await send(gateway, [...account, ['hl7Message', message]])).toEqual({
      kind: 'return',
      text: 'MSH|^~\\&|CIIS\rMSA|AA||CR at 15 37\r',
    });
    const two = await send(gateway, [...account, ['hl7Message', message + message]]);
    expect(two).toMatchObject({ fault: { kind: 'message-too-large' } });
    const wrong = account.map(
      ([name, value]) => [name, name === 'password' ? 'x' : value] as const,
    );
    const refused = await send(gateway, [...wrong, ['hl7Message', message]]);
    expect(refused).toEqual({
      kind: 'fault',
      fault: { kind: 'security', words: 'SecurityFault 10: Wrong username, password or facility' },
    });
  });
});
