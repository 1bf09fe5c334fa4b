import { expect, it } from 'vitest';
import type { ErrorCode } from '../../../shared/domain/error.ts';
import { errorFromHandshake } from './handshake-error.ts';

it.each<[code: string, oldestAllowed: boolean, meaning: ErrorCode]>([
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', false, 'tls-too-old'],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', false, 'tls-too-old'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', true, 'tls-failed'],
  ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', false, 'tls-refused'],
  ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', true, 'tls-refused'],
  ['ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', false, 'tls-refused'],
  ['ERR_SSL_TLSV1_ALERT_INSUFFICIENT_SECURITY', false, 'tls-refused'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', false, 'tls-failed'],
  ['ECONNRESET', false, 'tls-cut'],
])('in the handshake, %s (oldest allowed: %s)', (code, oldestAllowed, meaning) => {
  const error = Object.assign(new Error('made up'), { code });
  expect(errorFromHandshake(error, { oldestAllowed, cut: 'tls-cut' }).code).toBe(meaning);
});
