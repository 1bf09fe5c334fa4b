import type { HttpLink } from '../http/http-link.ts';
import { envelope, envelopeType, type Fields } from './envelope.ts';
import type { Operation } from './names.ts';
import { readReply, type SoapReply } from './read-reply.ts';

export interface SoapCall {
  readonly operation: Operation;
  readonly fields: Fields;
  /** For the whole of it. */
  readonly seconds: number;
}

const mostBytes = 4_000_000;

/**
 * Asks a gateway for an operation and reads its answer. Rejects as HttpLink.exchange and readReply do; text
 * that XML can't carry is `invalid-input`, and then nothing was sent.
 */
export async function call(
  link: HttpLink,
  path: string,
  { operation, fields, seconds }: SoapCall,
  signal: AbortSignal,
): Promise<SoapReply> {
  const body = envelope(operation, fields);
  const headers = {
    'Content-Type': envelopeType(operation),
    Accept: 'application/soap+xml, text/xml',
  };
  const request = { method: 'POST', path, headers, body, seconds, mostBytes } as const;
  return readReply(await link.exchange(request, signal), operation);
}
