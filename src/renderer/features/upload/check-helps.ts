import type { ErrorCode } from '../../../shared/domain/error.ts';

const codes: ReadonlySet<ErrorCode> = new Set([
  'host-not-found',
  'no-network',
  'port-refused',
  'port-silent',
  'port-forbidden',
  'connection-reset',
  'server-silent',
  'not-this-protocol',
  'server-full',
  'tls-not-offered',
  'tls-too-old',
  'tls-failed',
  'tls-refused',
  'tls-cut',
  'tls-inspected',
  'no-common-algorithm',
  'secure-link-too-new',
  'no-encryption-in-common',
  'identity-unknown',
  'identity-changed',
  'certificate-expired',
  'certificate-not-yet-valid',
  'certificate-wrong-name',
  'data-port-blocked',
  'data-port-dropped',
  'data-port-refused',
  'passive-address-wrong',
  'data-link-refused',
]);

/** Whether a connection check can say more: on the way to the server, the secure link, the identity or the data ports. */
export const checkHelps = (code: ErrorCode): boolean => codes.has(code);
