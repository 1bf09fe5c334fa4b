import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { describeServer, webServerAvailability } from '../../../../e2e/servers/availability.ts';
import { startGatewayStub } from '../../../../e2e/servers/gateway-stub.ts';
import { startWebServer } from '../../../../e2e/servers/https-server.ts';
import { toFailure } from '../../../shared/domain/error.ts';
import { forGateway } from '../../hl7/for-gateway.ts';
import { parseMessage } from '../../hl7/parse-message.ts';
import { readAcknowledgement } from '../../hl7/read-acknowledgement.ts';
import { never, visit } from '../http/http-link.fixture.ts';
import { submitMessage } from './submit.ts';

/* Replies and requests that others have made; beside a checkout that stands alone they are not there. */
const folder = new URL('../../../../../shared/data/', import.meta.url);
const files = ['soap-replies', 'soap-nist'].flatMap((name) =>
  readdirSync(new URL(name, folder)).map((file) => `${name}/${file}`),
);
const contentOf = (file: string): Buffer => readFileSync(new URL(file, folder));

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

const submit = (url: string, hl7: string): Promise<string> =>
  submitMessage(
    () => visit({ url }),
    '/CIGService/ImmunizationService',
    { username: 'nobody', password: 'made-up', facilityId: 'FAC1', hl7, segmentEnd: 'CR' },
    never,
  );

/** What a message comes to that gets this reply. */
async function verdictOn(file: string): Promise<string> {
  const headers = file.replace(/\.bin$/, '.headers.txt');
  const type = file.endsWith('.bin')
    ? contentOf(headers).toString().replace('Content-Type: ', '').trim()
    : 'application/soap+xml';
  const server = await startWebServer((_, response) => {
    response.writeHead(200, { 'Content-Type': type }).end(contentOf(file));
  });
  undo.push(server.close);
  try {
    const text = await submit(`${server.origin}/`, 'MSH|^~\\&|\r');
    const { verdict, problem } = readAcknowledgement(text, 'M1');
    return problem ?? verdict;
  } catch (error) {
    return toFailure(error).code;
  }
}

const verdicts: Readonly<Record<string, string>> = {
  // The answer to another question.
  'soap-replies/connectivity_ok.xml': 'gateway-no-answer',
  'soap-replies/empty_return.xml': 'empty',
  'soap-replies/fault_no_detail.xml': 'gateway-fault',
  'soap-replies/fault_security.xml': 'login-refused',
  'soap-replies/fault_toolarge.xml': 'gateway-too-large',
  'soap-replies/fault_unknown.xml': 'gateway-fault',
  'soap-replies/fault_unsupported.xml': 'gateway-fault',
  'soap-replies/gateway_maintenance.html': 'gateway-page',
  'soap-replies/latin1_declared.xml': 'accepted',
  'soap-replies/mtom_body.bin': 'accepted',
  'soap-replies/ok_cdata_padded.xml': 'accepted',
  'soap-replies/ok_charref.xml': 'accepted',
  'soap-replies/ok_prefixed.xml': 'accepted',
  'soap-replies/ok_raw_cr.xml': 'accepted',
  'soap-replies/truncated.xml': 'gateway-no-answer',
  'soap-replies/wrong_tag.xml': 'gateway-no-answer',
};

describeServer('replies and requests collected for this project', webServerAvailability(), () => {
  it('each reply is expected', () => {
    const replies = files.filter((file) => /^soap-replies\/.*(?<!\.headers\.txt)$/.test(file));
    expect(replies.sort()).toEqual(Object.keys(verdicts).sort());
  });

  it.each(files.filter((file) => file in verdicts))('%s', async (file) => {
    expect(await verdictOn(file)).toBe(verdicts[file]);
  });

  it.each(files.filter((file) => /SubmitSingleMessage_.*Request\.xml$/.test(file)))(
    'the message of %s arrives as it was',
    async (file) => {
      const written = /<hl7Message>([\s\S]*?)<\/hl7Message>/.exec(contentOf(file).toString())?.[1];
      const text = (written ?? '')
        .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1')
        .replaceAll('&#xD;', '\r')
        .replaceAll('&amp;', '&')
        .trim();
      const gateway = await startGatewayStub();
      undo.push(gateway.close);
      const hl7 = forGateway(parseMessage(text));
      await submit(gateway.serviceUrl, hl7);
      expect(gateway.messages[0]?.hl7).toBe(hl7);
      expect(hl7).toContain('\rPID|');
    },
  );
});
