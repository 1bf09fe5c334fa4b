import { AppError, type ErrorCode } from '../../../shared/domain/error.ts';

/** What only comes of servers that know older versions or weaker keys alone. */
const olderTls =
  /UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|WRONG_SSL_VERSION|UNSAFE_LEGACY_RENEGOTIATION|DH_KEY_TOO_SMALL|EE_KEY_TOO_SMALL|MD_TOO_WEAK/;

/** A server's no without a reason: of an old one, of one that wants more than was offered, or a certificate. */
const refusals = /HANDSHAKE_FAILURE|INSUFFICIENT_SECURITY|CERTIFICATE_REQUIRED/;

const cuts: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

/** What an error of a TLS handshake means. `cut`: what a link that is reset during it means here. */
export function errorFromHandshake(
  error: Error,
  { oldestAllowed, cut }: { readonly oldestAllowed: boolean; readonly cut: ErrorCode },
): AppError {
  const options = { cause: error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (olderTls.test(code) && !oldestAllowed) {
    return new AppError('tls-too-old', error.message, options);
  }
  if (refusals.test(code)) return new AppError('tls-refused', error.message, options);
  return new AppError(cuts.has(code) ? cut : 'tls-failed', error.message, options);
}
