import { AppError } from '../../../shared/domain/error.ts';
import type { HttpLink } from '../http/http-link.ts';
import { call } from './call.ts';
import type { SoapReply } from './read-reply.ts';
import { serverWords } from './server-words.ts';
import { faultError } from './soap-fault.ts';

/** `not-offered`: the gateway says that it has no such test; `detail` has its words. */
export type ConnectivityReply =
  { readonly kind: 'echo' } | { readonly kind: 'not-offered'; readonly detail: string };

const seconds = 30;

/**
 * The ConnectivityTest of the CDC contract: what is sent has to come back, maybe with words around it. It
 * carries no credentials, so it proves nothing about them. Rejects `gateway-page`, `gateway-other-version`,
 * `gateway-fault`, `gateway-no-answer`, or as HttpLink.exchange does but for `reply-lost`. `echo` must
 * not be blank.
 */
export async function connectivityTest(
  link: HttpLink,
  path: string,
  echo: string,
  signal: AbortSignal,
): Promise<ConnectivityReply> {
  if (echo.trim() === '') throw new AppError('invalid-input', 'There is nothing to send back');
  const fields = [['echoBack', echo]] as const;
  const test = { operation: 'connectivityTest', fields, seconds } as const;
  const reply = await call(link, path, test, signal).catch(rethrowPlain);
  return judge(reply, echo);
}

/** The test leaves nothing behind, so that its reply was lost means no more than why. */
function rethrowPlain(error: unknown): never {
  const isLost = error instanceof AppError && error.code === 'reply-lost';
  throw isLost && error.cause instanceof AppError ? error.cause : error;
}

function judge(reply: SoapReply, echo: string): ConnectivityReply {
  if (reply.kind === 'return') {
    if (reply.text.includes(echo)) return { kind: 'echo' };
    const words = serverWords(reply.text);
    throw new AppError('gateway-no-answer', `Something else came back than was sent: ${words}`);
  }
  if (reply.fault.kind === 'unsupported-operation') {
    return { kind: 'not-offered', detail: reply.fault.words };
  }
  throw faultError(reply.fault);
}
