import { expect, it } from 'vitest';
import type { ErrorCode } from '../../../shared/domain/error.ts';
import { errorFromExchange, errorFromReach, errorFromTls } from './http-errors.ts';

const failed = (code: string, more: object = {}): Error =>
  Object.assign(new Error(`made up: ${code}`), { code, ...more });

it.each<[codes: string[], meaning: ErrorCode]>([
  [['ENOTFOUND'], 'host-not-found'],
  [['ECONNREFUSED'], 'port-refused'],
  [['ETIMEDOUT'], 'port-silent'],
  [['ENETUNREACH'], 'no-network'],
  [['ENETUNREACH', 'ECONNREFUSED'], 'port-refused'],
  [['ETIMEDOUT', 'ENETUNREACH'], 'port-silent'],
  [['ENETUNREACH', 'EHOSTUNREACH'], 'no-network'],
  [['ESOMETHING'], 'connection-reset'],
])('reaching a server, %j means %s', (codes, meaning) => {
  const [first = failed('none'), ...others] = codes.map((code) => failed(code));
  const error = others.length === 0 ? first : new AggregateError([first, ...others]);
  expect(errorFromReach(error).code).toBe(meaning);
});

it('names each attempt on a name with several addresses', () => {
  const error = new AggregateError([failed('ENETUNREACH'), failed('ECONNREFUSED')]);
  expect(errorFromReach(error).detail).toBe('made up: ENETUNREACH; made up: ECONNREFUSED');
});

it.each<[code: string, oldestAllowed: boolean, meaning: ErrorCode]>([
  ['ERR_SSL_WRONG_VERSION_NUMBER', false, 'not-this-protocol'],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', false, 'not-this-protocol'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', false, 'tls-too-old'],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', true, 'tls-failed'],
  ['ERR_SSL_CERTIFICATE_VERIFY_FAILED', false, 'tls-failed'],
  ['ECONNRESET', false, 'connection-reset'],
])('in the handshake, %s (oldest allowed: %s) means %s', (code, oldestAllowed, meaning) => {
  expect(errorFromTls(failed(code), oldestAllowed).code).toBe(meaning);
});

it.each<[code: string, answered: boolean, meaning: ErrorCode]>([
  ['HPE_INVALID_CONSTANT', false, 'not-this-protocol'],
  ['HPE_INVALID_CHUNK_SIZE', true, 'link-lost'],
  ['ECONNRESET', false, 'link-lost'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', false, 'tls-failed'],
])('with a request under way, %s (answered: %s) means %s', (code, answered, meaning) => {
  expect(errorFromExchange(failed(code), answered).code).toBe(meaning);
});

it('shows the beginning of what is no HTTP, on one safe line', () => {
  const rawPacket = Buffer.from(`SSH-2.0-\u0007${'x'.repeat(200)}\r\nsecond line`);
  const { detail } = errorFromExchange(failed('HPE_INVALID_CONSTANT', { rawPacket }), false);
  expect(detail).toMatch(/^The server says: SSH-2\.0-\ufffdx+…$/);
  expect(detail.length).toBeLessThan(110);
});
