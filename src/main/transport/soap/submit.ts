import { AppError } from '../../../shared/domain/error.ts';
import { secretForms } from '../../log/secret-forms.ts';
import type { HttpLink } from '../http/http-link.ts';
import { call } from './call.ts';
import type { Fields } from './envelope.ts';
import type { SoapReply } from './read-reply.ts';
import { faultError, type SoapFault } from './soap-fault.ts';

export interface Submission {
  readonly username: string;
  readonly password: string;
  readonly facilityId: string;
  /** One message; each segment ends in CR. */
  readonly hl7: string;
  /** What the gateway gets in place of each CR. */
  readonly segmentEnd: 'CR' | 'LF';
}

/** For the whole of a call. */
export const submitSeconds = 120;

/**
 * Sends one message over a link of its own, and gives the text of `return` as it came. Rejects as `open`,
 * call.ts and HttpLink.exchange do, and:
 * - `login-refused`: username, password or facility ID were refused (also HTTP 401 and 403)
 * - `gateway-too-large`, `gateway-fault`: the gateway's own word
 * - `gateway-page`: a page for people, or HTTP 502, 503, 504 without an answer
 * - `reply-lost`: it may have arrived
 */
export async function submitMessage(
  open: () => Promise<HttpLink>,
  path: string,
  submission: Submission,
  signal: AbortSignal,
  seconds = submitSeconds,
): Promise<string> {
  const link = await open();
  const seen = watched(link);
  try {
    const request = {
      operation: 'submitSingleMessage',
      fields: fieldsOf(submission),
      seconds,
    } as const;
    return returned(await call(seen.link, path, request, signal));
  } catch (thrown) {
    throw masked(byStatus(thrown, seen.status()), submission.password);
  } finally {
    link.close();
  }
}

/** Their order is that of the schema. */
function fieldsOf({ username, password, facilityId, hl7, segmentEnd }: Submission): Fields {
  return [
    ['username', username],
    ['password', password],
    ['facilityID', facilityId],
    ['hl7Message', segmentEnd === 'LF' ? hl7.replaceAll('\r', '\n') : hl7],
  ];
}

function watched(link: HttpLink) {
  let status = 0;
  const seen: HttpLink = {
    address: link.address,
    facts: link.facts,
    exchange: async (request, signal) => {
      const reply = await link.exchange(request, signal);
      status = reply.status;
      return reply;
    },
    close: () => link.close(),
  };
  return { link: seen, status: () => status };
}

function returned(reply: SoapReply): string {
  if (reply.kind === 'return') return reply.text;
  throw errorOf(reply.fault);
}

function errorOf(fault: SoapFault): AppError {
  switch (fault.kind) {
    case 'security':
      return new AppError('login-refused', fault.words);
    case 'message-too-large':
      return new AppError('gateway-too-large', fault.words);
    case 'unknown':
    case 'unsupported-operation':
    case 'other':
      return faultError(fault);
  }
}

/** What is neither an answer nor a fault is judged by its status as well. */
function byStatus(thrown: unknown, status: number): unknown {
  const isWordless =
    thrown instanceof AppError &&
    (thrown.code === 'gateway-no-answer' || thrown.code === 'gateway-page');
  if (!isWordless) return thrown;
  switch (status) {
    case 401:
    case 403:
      return new AppError('login-refused', thrown.detail);
    case 502:
    case 503:
    case 504:
      return new AppError('gateway-page', thrown.detail);
    default:
      return thrown;
  }
}

/** A gateway may quote what it was sent, as it came or as it reads it. */
function masked(thrown: unknown, password: string): unknown {
  if (!(thrown instanceof AppError) || password === '') return thrown;
  const { code, detail } = thrown;
  const safe = secretForms(password).reduce(
    (text, form) => text.replaceAll(form, '••••••'),
    detail,
  );
  // Its cause would quote it too.
  return safe === detail ? thrown : new AppError(code, safe);
}
