import { AppError, type ErrorCode } from '../../../shared/domain/error.ts';
import { safeLine } from '../../log/safe-text.ts';
import { reachErrors } from '../reach-errors.ts';
import { errorFromHandshake } from '../tls/handshake-error.ts';

/** What an error of a socket means that is not connected yet. */
export function errorFromReach(error: Error): AppError {
  const codes = attemptsOf(error).map(({ code }) => reachErrors[code] ?? 'connection-reset');
  // Of several addresses the one that came furthest says most: often there is no IPv6, which is no trouble.
  const code = furthest.find((each) => codes.includes(each)) ?? codes[0] ?? 'connection-reset';
  const messages = attemptsOf(error).map(({ message }) => message);
  return new AppError(code, [...new Set(messages)].join('; '), { cause: error });
}

const furthest: readonly ErrorCode[] = ['connection-reset', 'port-refused', 'port-silent'];

/** Node tries each address of a name, and fails with all errors in one. */
function attemptsOf(error: Error): readonly { code: string; message: string }[] {
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  return errors.map((each) => ({ code: codeOf(each), message: messageOf(each) }));
}

/** How OpenSSL and BoringSSL call an answer that is no TLS at all. */
const noTls =
  /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|HTTPS_PROXY_REQUEST|UNEXPECTED_MESSAGE|UNEXPECTED_RECORD|INVALID_RECORD|BAD_RECORD_TYPE|RECORD_LAYER_FAILURE|ENCRYPTED_LENGTH_TOO_LONG)$/;

/** What an error of the TLS handshake means. */
export function errorFromTls(error: Error, oldestAllowed: boolean): AppError {
  if (noTls.test(codeOf(error))) {
    return new AppError('not-this-protocol', error.message, { cause: error });
  }
  return errorFromHandshake(error, { oldestAllowed, cut: 'connection-reset' });
}

/** What an error means that comes once a request is under way. `answered`: a status had come. */
export function errorFromExchange(error: Error, answered: boolean): AppError {
  const code = codeOf(error);
  const options = { cause: error };
  if (code.startsWith('ERR_SSL_')) return new AppError('tls-failed', error.message, options);
  if (code.startsWith('HPE_') && !answered) {
    return new AppError('not-this-protocol', noHttpWords(error), options);
  }
  return new AppError('link-lost', error.message, options);
}

/** Node keeps what it could not read as HTTP. */
function noHttpWords(error: Error): string {
  const raw = 'rawPacket' in error && Buffer.isBuffer(error.rawPacket) ? error.rawPacket : null;
  if (raw === null) return error.message;
  const [line = ''] = raw.subarray(0, 400).toString('latin1').split(/\r?\n/);
  return `The server says: ${safeLine(line, 80)}`;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
