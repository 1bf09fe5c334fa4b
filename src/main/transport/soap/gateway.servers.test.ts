import { afterEach, expect, it } from 'vitest';
import { describeServer, webServerAvailability } from '../../../../e2e/servers/availability.ts';
import { gatewayMoods, type GatewayMood } from '../../../../e2e/servers/gateway-moods.ts';
import {
  startGatewayStub,
  type DescriptionMood,
  type GatewayStub,
  type GatewayStubOptions,
} from '../../../../e2e/servers/gateway-stub.ts';
import { AppError, type ErrorCode } from '../../../shared/domain/error.ts';
import { never, visit } from '../http/http-link.fixture.ts';
import { connectivityTest, type ConnectivityReply } from './connectivity-test.ts';
import { readDescription, type GatewayDescription } from './description.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

async function stub(options: GatewayStubOptions = {}): Promise<GatewayStub> {
  const gateway = await startGatewayStub(options);
  undo.push(gateway.close);
  return gateway;
}

async function test(gateway: GatewayStub, echo = 'CIIS Connect 1', signal = never) {
  const link = await visit({ url: gateway.serviceUrl });
  undo.push(() => link.close());
  return await connectivityTest(link, gateway.servicePath, echo, signal);
}

type Outcome = ConnectivityReply['kind'] | ErrorCode;

const outcomes: Readonly<Record<Exclude<GatewayMood, 'silent'>, Outcome>> = {
  ok: 'echo',
  'bare-echo': 'echo',
  prefixed: 'echo',
  multipart: 'echo',
  'latin-1': 'echo',
  'utf-16': 'echo',
  'ok-with-500': 'echo',
  'not-offered': 'not-offered',
  maintenance: 'gateway-page',
  'maintenance-503': 'gateway-page',
  redirect: 'gateway-no-answer',
  empty: 'gateway-no-answer',
  'plain-text-500': 'gateway-no-answer',
  truncated: 'gateway-no-answer',
  'other-echo': 'gateway-no-answer',
  'wrong-tag': 'gateway-no-answer',
  'wrong-namespace': 'gateway-no-answer',
  'document-type': 'gateway-no-answer',
  'version-2014': 'gateway-other-version',
  'soap-1.1': 'gateway-other-version',
  'fault-unknown': 'gateway-fault',
  'fault-security': 'gateway-fault',
  'fault-too-large': 'gateway-fault',
  'fault-without-detail': 'gateway-fault',
  'fault-with-patient': 'gateway-fault',
  'cut-short': 'link-lost',
  reset: 'link-lost',
};

const outcomeOf = (testing: Promise<ConnectivityReply>): Promise<Outcome> =>
  testing.then(
    ({ kind }) => kind,
    (error: unknown) => {
      if (error instanceof AppError) return error.code;
      throw error;
    },
  );

describeServer('the ConnectivityTest', webServerAvailability(), () => {
  it.each(gatewayMoods.filter((mood) => mood !== 'silent'))(
    'with a gateway that is: %s',
    async (mood) => {
      const gateway = await stub({ mood });
      expect(await outcomeOf(test(gateway))).toBe(outcomes[mood]);
      expect(gateway.requests).toHaveLength(1);
      expect(gateway.accepted()).toBe(1);
    },
  );

  it('is the request of the contract: SOAP 1.2, the action in its type, no credentials', async () => {
    const gateway = await stub();
    await test(gateway, 'a & b');
    const [request] = gateway.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/CIGService/ImmunizationService' });
    expect(request?.headers['content-type']).toBe(
      'application/soap+xml; charset=utf-8; action="urn:cdc:iisb:2011:connectivityTest"',
    );
    expect(request?.headers).not.toHaveProperty('soapaction');
    expect(request?.headers).not.toHaveProperty('authorization');
    expect(request?.body.toString()).toContain('<echoBack>a &amp; b</echoBack>');
    expect(request?.body.toString()).not.toMatch(/username|password/i);
  });

  it('ends at once when it is stopped while the gateway is silent', async () => {
    const gateway = await stub({ mood: 'silent' });
    const stop = new AbortController();
    const outcome = outcomeOf(test(gateway, 'x', stop.signal));
    await expect.poll(() => gateway.requests.length).toBe(1);
    stop.abort();
    expect(await outcome).toBe('cancelled');
  });

  it('keeps a patient in a fault to itself', async () => {
    const testing = test(await stub({ mood: 'fault-with-patient' }));
    await expect(testing).rejects.toMatchObject({ detail: 'fault 17: Bad line: [left out]' });
  });

  it.each(['', ' \r\n', 'a\u0000b'])('does not ask for %j to be sent back', async (echo) => {
    const gateway = await stub();
    expect(await outcomeOf(test(gateway, echo))).toBe('invalid-input');
    expect(gateway.requests).toEqual([]);
  });
});

describeServer('the description of a gateway', webServerAvailability(), () => {
  async function read(description: DescriptionMood): Promise<GatewayDescription> {
    const gateway = await stub({ description });
    const link = await visit({ url: gateway.wsdlUrl });
    undo.push(() => link.close());
    return await readDescription(link, gateway.wsdlPath, never);
  }

  it('is fetched and understood', async () => {
    expect(await read('ok')).toEqual({
      namespace: 'urn:cdc:iisb:2011',
      operations: ['connectivityTest', 'submitSingleMessage'],
      soapVersion: '1.2',
      address: expect.stringMatching(/^https:.*\/CIGService\/ImmunizationService$/) as string,
    });
    expect((await read('other-address')).address).toBe(
      'https://elsewhere.example/ImmunizationService',
    );
  });

  it.each<[DescriptionMood, ErrorCode, string]>([
    ['missing', 'gateway-page', 'HTTP 404: "Not Found"'],
    ['maintenance', 'gateway-page', 'HTTP 200: "Down for maintenance"'],
    ['version-2014', 'gateway-other-version', 'It describes "urn:cdc:iisb:2014"'],
  ])('says when it is: %s', async (mood, code, detail) => {
    await expect(read(mood)).rejects.toMatchObject({ code, detail });
  });
});
