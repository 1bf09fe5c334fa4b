import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toFailure } from '../../../shared/domain/error.ts';
import { replyOf } from '../http/reply.fixture.ts';
import type { Operation } from './names.ts';
import { readReply } from './read-reply.ts';

/* Replies that others have made (NIST's are not part of this repository). Beside a checkout that stands
   alone they are not there. */
const folder = new URL('../../../../../shared/data/', import.meta.url);

/** Line ends are CR where they were written so that XML keeps them, else LF. */
const acknowledged = /^return MSH\|.*[\r\n]MSA\|AA\|M1$/;

const verdicts: Readonly<Record<string, string | RegExp>> = {
  'connectivity_ok.xml': 'return You sent: hello',
  'empty_return.xml': 'return ',
  'fault_no_detail.xml': 'other',
  'fault_security.xml': 'security',
  'fault_toolarge.xml': 'message-too-large',
  'fault_unknown.xml': 'unknown',
  'fault_unsupported.xml': 'unsupported-operation',
  'gateway_maintenance.html': 'gateway-page',
  'latin1_declared.xml': /^return MSH\|.*\rMSA\|AA\|M1\rERR\|.*Señor$/,
  'mtom_body.bin': acknowledged,
  'ok_cdata_padded.xml': acknowledged,
  'ok_charref.xml': acknowledged,
  'ok_prefixed.xml': acknowledged,
  'ok_raw_cr.xml': acknowledged,
  'truncated.xml': 'gateway-no-answer',
  'wrong_tag.xml': 'gateway-no-answer',
  'receiver_SOAPCON_1_BasicMessage_ConnectivityResponse_Response.xml':
    'return You sent: Hello world!',
  'receiver_SOAPCON_2_SubmitSingleMessage_Response_Response.xml': /^return MSH\|/,
  'receiver_SOAPCON_3_FaultDetection-Generation_AuthenticationFault_Response.xml': /^return MSH\|/,
  'receiver_SOAPCON_4_FaultDetection-Generation_MessageSizeFault_Response.xml': 'message-too-large',
  'receiver_SOAPCON_5_FaultDetection-Generation_UnsupportedOp_Fault_Response.xml':
    'unsupported-operation',
  'sender_SOAPCON_1_BasicMessage_ConnectivityRequest_Response.xml': 'return You sent: Hello world!',
  // Its detail is of no namespace of the contract.
  'sender_SOAPCON_2_MessageContentDe-capsulation_Connectivity_Response.xml': 'other',
  'sender_SOAPCON_3_SubmitSingleMessage_Message_Response.xml': /^return MSH\|/,
};

const repliesIn = (name: string): readonly string[] =>
  readdirSync(new URL(name, folder))
    .filter((file) => !/_Request\.xml$|\.headers\.txt$/.test(file))
    .map((file) => `${name}/${file}`);

function verdictOn(path: string): string {
  const body = readFileSync(new URL(path, folder));
  const headers = new URL(path.replace(/\.bin$/, '.headers.txt'), folder);
  const type = path.endsWith('.bin')
    ? readFileSync(headers, 'utf8').replace('Content-Type: ', '').trim()
    : 'application/soap+xml';
  const isTest = /connectivity/i.test(path) && !/De-capsulation/.test(path);
  const operation: Operation = isTest ? 'connectivityTest' : 'submitSingleMessage';
  try {
    const reply = readReply(replyOf(body, { type }), operation);
    return reply.kind === 'fault' ? reply.fault.kind : `return ${reply.text.trim()}`;
  } catch (error) {
    return toFailure(error).code;
  }
}

describe('replies collected for this project', () => {
  const paths = [...repliesIn('soap-replies'), ...repliesIn('soap-nist')];
  it.each(paths)('%s', (path) => {
    const hoped = verdicts[path.replace(/^.*\//, '')];
    if (hoped instanceof RegExp) expect(verdictOn(path)).toMatch(hoped);
    else expect(verdictOn(path)).toBe(hoped);
  });
});
