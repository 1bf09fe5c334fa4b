import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import {
  describeServer,
  phpAvailability,
  webServerAvailability,
  xmllintAvailability,
} from '../../../../e2e/servers/availability.ts';
import { gatewayMoods, type GatewayMood } from '../../../../e2e/servers/gateway-moods.ts';
import {
  startGatewayStub,
  type GatewayStub,
  type GatewayStubOptions,
} from '../../../../e2e/servers/gateway-stub.ts';
import { startPageServer, startWebServer } from '../../../../e2e/servers/https-server.ts';
import { closedPort } from '../../../../e2e/servers/odd-servers.ts';
import { startPhpGateway } from '../../../../e2e/servers/php-gateway.ts';
import { toFailure, type ErrorCode } from '../../../shared/domain/error.ts';
import { never, visit } from '../http/http-link.fixture.ts';
import { submitMessage, type Submission } from './submit.ts';

const path = '/CIGService/ImmunizationService';
const password = 'Made-up.Right!1';
const hl7 = 'MSH|^~\\&|MADEUP|FAC1|CIIS|CDPHE|||VXU^V04|M-1|P|2.5.1\rPID|1||Made & Up <é>\r';
const submission: Submission = {
  username: 'nobody',
  password,
  facilityId: 'FAC1',
  hl7,
  segmentEnd: 'CR',
};

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

async function stub(options: GatewayStubOptions = {}): Promise<GatewayStub> {
  const gateway = await startGatewayStub(options);
  undo.push(gateway.close);
  return gateway;
}

const submit = (url: string, changes: Partial<Submission> = {}, signal = never, seconds = 5) =>
  submitMessage(() => visit({ url, signal }), path, { ...submission, ...changes }, signal, seconds);

const outcomeOf = (submitting: Promise<string>): Promise<string> =>
  submitting.then(
    () => 'return',
    (error: unknown) => toFailure(error).code,
  );

const outcomes: Readonly<Record<Exclude<GatewayMood, 'silent'>, 'return' | ErrorCode>> = {
  ok: 'return',
  'bare-echo': 'return',
  prefixed: 'return',
  multipart: 'return',
  'latin-1': 'return',
  'utf-16': 'return',
  'ok-with-500': 'return',
  'not-offered': 'gateway-fault',
  maintenance: 'gateway-page',
  'maintenance-503': 'gateway-page',
  redirect: 'gateway-no-answer',
  empty: 'gateway-no-answer',
  'plain-text-500': 'gateway-no-answer',
  truncated: 'gateway-no-answer',
  'other-echo': 'return',
  'wrong-tag': 'gateway-no-answer',
  'wrong-namespace': 'gateway-no-answer',
  'document-type': 'gateway-no-answer',
  'version-2014': 'gateway-other-version',
  'soap-1.1': 'gateway-other-version',
  'fault-unknown': 'gateway-fault',
  'fault-security': 'login-refused',
  'fault-too-large': 'gateway-too-large',
  'fault-without-detail': 'gateway-fault',
  'fault-with-patient': 'gateway-fault',
  'cut-short': 'reply-lost',
  reset: 'reply-lost',
};

describeServer('a message to a gateway', webServerAvailability(), () => {
  it.each(gatewayMoods.filter((mood) => mood !== 'silent'))('that is: %s', async (mood) => {
    const gateway = await stub({ mood });
    expect(await outcomeOf(submit(gateway.serviceUrl))).toBe(outcomes[mood]);
    expect(gateway.messages).toHaveLength(1);
    expect(gateway.accepted()).toBe(1);
  });

  it('arrives to the letter, and what comes back is given as it came', async () => {
    const gateway = await stub();
    const text = await submit(gateway.serviceUrl);
    expect(gateway.messages).toEqual([
      { number: 1, username: 'nobody', password, facilityId: 'FAC1', hl7, controlId: 'M-1' },
    ]);
    expect(text).toContain('\rMSA|AA|M-1\r');
    const [request] = gateway.requests;
    expect(request?.headers['content-type']).toBe(
      'application/soap+xml; charset=utf-8; action="urn:cdc:iisb:2011:submitSingleMessage"',
    );
  });

  it('has LF for an old gateway', async () => {
    const gateway = await stub();
    await submit(gateway.serviceUrl, { segmentEnd: 'LF' });
    expect(gateway.messages[0]?.hl7).toBe(hl7.replaceAll('\r', '\n'));
  });

  it('may have arrived when there is no answer in time', async () => {
    const gateway = await stub({ mood: 'silent' });
    const submitting = submit(gateway.serviceUrl, {}, never, 0.3);
    await expect(submitting).rejects.toMatchObject({
      code: 'reply-lost',
      cause: { code: 'link-stalled' },
    });
    expect(gateway.messages).toHaveLength(1);
  });

  it('may have arrived when it is stopped after it was sent', async () => {
    const gateway = await stub({ mood: 'silent' });
    const stop = new AbortController();
    const outcome = outcomeOf(submit(gateway.serviceUrl, {}, stop.signal));
    await expect.poll(() => gateway.messages.length).toBe(1);
    stop.abort();
    expect(await outcome).toBe('reply-lost');
  });

  it('is surely not there when nobody listens', async () => {
    const { port } = await closedPort();
    expect(await outcomeOf(submit(`https://127.0.0.1:${port}${path}`))).toBe('port-refused');
  });

  it('is not sent with what XML has no way to write', async () => {
    const gateway = await stub();
    expect(await outcomeOf(submit(gateway.serviceUrl, { hl7: 'MSH|\u0001\r' }))).toBe(
      'invalid-input',
    );
    expect(gateway.requests).toEqual([]);
  });

  it.each([
    [401, 'login-refused'],
    [403, 'login-refused'],
    [404, 'gateway-page'],
    [502, 'gateway-page'],
    [504, 'gateway-page'],
  ] as const)('gets a page with status %i', async (status, code) => {
    const server = await startPageServer({ status });
    undo.push(server.close);
    expect(await outcomeOf(submit(`${server.origin}${path}`))).toBe(code);
  });

  it.each([
    [401, 'login-refused'],
    [503, 'gateway-page'],
    [500, 'gateway-no-answer'],
  ] as const)('gets nothing but status %i', async (status, code) => {
    const server = await startWebServer((_, response) => response.writeHead(status).end());
    undo.push(server.close);
    expect(await outcomeOf(submit(`${server.origin}${path}`))).toBe(code);
  });

  it('keeps the password to itself where the gateway quotes it', async () => {
    const server = await startWebServer((_, response) =>
      response.writeHead(500, { 'Content-Type': 'text/plain' }).end(`Wrong: ${password}`),
    );
    undo.push(server.close);
    await expect(submit(`${server.origin}${path}`)).rejects.toMatchObject({
      detail: expect.stringMatching(/^((?!Made-up).)*••••••$/) as string,
    });
  });

  it('keeps it to itself where the gateway quotes it as XML', async () => {
    const server = await startWebServer((_, response) =>
      response.writeHead(500, { 'Content-Type': 'text/plain' }).end('Wrong: Made&amp;up&lt;1'),
    );
    undo.push(server.close);
    const submitting = submit(`${server.origin}${path}`, { password: 'Made&up<1' });
    await expect(submitting).rejects.toMatchObject({
      detail: expect.stringMatching(/^((?!Made).)*••••••$/) as string,
    });
  });
});

describeServer("a message to PHP's SOAP server", phpAvailability(), () => {
  it('has its CRs where they were, and its control ID comes back', async () => {
    const gateway = await startPhpGateway();
    undo.push(gateway.stop);
    const bytes = Buffer.from(hl7);
    const places = [...bytes.keys()].filter((at) => bytes[at] === 0x0d).join(' ');
    expect(await submit(gateway.serviceUrl)).toBe(`MSH|^~\\&|CIIS\rMSA|AA|M-1|CR at ${places}\r`);
    expect(await submit(gateway.serviceUrl, { segmentEnd: 'LF' })).toContain('|CR at \r');
  });

  it('is refused with a wrong password, and where it is two', async () => {
    const gateway = await startPhpGateway();
    undo.push(gateway.stop);
    const wrong = submit(gateway.serviceUrl, { password: 'Made-up.Wrong' });
    await expect(wrong).rejects.toMatchObject({ code: 'login-refused' });
    const two = submit(gateway.serviceUrl, { hl7: hl7 + hl7 });
    await expect(two).rejects.toMatchObject({ code: 'gateway-too-large' });
  });
});

describeServer('the request, by the schema of the contract', xmllintAvailability(), () => {
  it('is valid', async () => {
    const gateway = await stub();
    await submit(gateway.serviceUrl);
    const body = gateway.requests[0]?.body.toString('utf8') ?? '';
    expect(check(body)).toBe('valid');
    expect(check(body.replace(/<username>.*<\/username>/, ''))).toBe('not valid');
    expect(check(body.replace(/(<username>.*)(<password>.*<\/password>)/, '$2$1'))).toBe(
      'not valid',
    );
  });

  function check(envelope: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'ciis-schema-'));
    undo.push(() => rmSync(folder, { recursive: true, force: true }));
    const wsdl = new URL('../../../../e2e/servers/wsdl/cdc-iis-2011.wsdl', import.meta.url);
    const schema = /<xs:schema[\s\S]*<\/xs:schema>/.exec(readFileSync(wsdl, 'utf8'))?.[0] ?? '';
    const names = 'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:iis="urn:cdc:iisb:2011"';
    writeFileSync(join(folder, 'cdc.xsd'), schema.replace('<xs:schema', `<xs:schema ${names}`));
    // What is in the body of the envelope is what the schema is about.
    const content = /<s:Body>([\s\S]*)<\/s:Body>/.exec(envelope)?.[1] ?? '';
    writeFileSync(join(folder, 'request.xml'), content);
    try {
      const args = ['--noout', '--schema', join(folder, 'cdc.xsd'), join(folder, 'request.xml')];
      execFileSync('/usr/bin/xmllint', args, { stdio: 'pipe' });
      return 'valid';
    } catch (thrown) {
      // 3 and 4: it was read, and does not fit.
      if ([3, 4].includes((thrown as { readonly status?: number }).status ?? 0)) return 'not valid';
      throw thrown;
    }
  }
});
