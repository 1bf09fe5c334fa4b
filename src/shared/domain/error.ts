import { z } from 'zod';

/** Reaching the server. */
const reaching = [
  'host-not-found',
  'no-network',
  'port-refused',
  'port-silent',
  'port-forbidden',
  'connection-reset',
  'server-silent',
  'not-this-protocol',
  'server-full',
] as const;

/** The proxy that the way leads through. */
const proxying = [
  'proxy-unreachable',
  'proxy-refused',
  'proxy-sign-in-needed',
  'proxy-not-supported',
] as const;

/** The secure link. */
const securing = [
  'tls-not-offered',
  'tls-too-old',
  'tls-failed',
  'tls-refused',
  'tls-cut',
  'tls-inspected',
  'no-common-algorithm',
  'secure-link-too-new',
  'no-encryption-in-common',
] as const;

/** Identity. */
const identifying = [
  'identity-unknown',
  'identity-changed',
  'certificate-expired',
  'certificate-not-yet-valid',
  'certificate-wrong-name',
] as const;

/** Signing in. */
const signingIn = [
  'login-refused',
  'login-method-refused',
  'login-paused',
  'password-missing',
  'key-unreadable',
  'key-passphrase-wrong',
] as const;

/** The links on which FTPS carries data. */
const dataLinks = [
  'data-port-blocked',
  'data-port-dropped',
  'data-port-refused',
  'passive-address-wrong',
  'data-link-refused',
] as const;

/**
 * Every way something can go wrong that a person may read about. The list is closed: each code has
 * its sentence and next step in error-sentences.ts, and drivers map library errors onto it.
 */
export const errorCodes = [
  ...reaching,
  ...proxying,
  ...securing,
  ...identifying,
  ...signingIn,
  ...dataLinks,
  // while connected
  'link-lost',
  'link-stalled',
  'reply-lost',
  // web services
  'web-page-failed',
  'gateway-page',
  'gateway-other-version',
  'gateway-fault',
  'gateway-no-answer',
  'gateway-too-large',
  // the pre-flight check
  'preflight-stopped',
  'preflight-declined',
  'consent-needed',
  // the queue
  'sent-before',
  'already-queued',
  // what the server says about a file or folder
  'remote-permission',
  'remote-not-found',
  'remote-exists',
  'remote-name-refused',
  'remote-full',
  'remote-busy',
  'remote-listing-refused',
  'remote-size-differs',
  'remote-checksum-differs',
  'remote-beginning-differs',
  'remote-name-kept',
  'server-refused',
  'not-supported',
  // this computer
  'local-not-found',
  'local-permission',
  'local-locked',
  'local-changed',
  'local-empty',
  'local-not-a-file',
  'local-disk-full',
  'local-read-failed',
  'local-exists',
  'keychain-unavailable',
  'storage-failed',
  'print-failed',
  'import-unreadable',
  // the program itself
  'already-open',
  'interrupted',
  'cancelled',
  'site-not-found',
  'rule-not-found',
  'rule-running',
  'invalid-input',
  'internal',
] as const;

export const errorCodeSchema = z.enum(errorCodes);
export type ErrorCode = (typeof errorCodes)[number];

/** On the way to a signed-in connection. */
export const connectingCodes: ReadonlySet<ErrorCode> = new Set([
  ...reaching,
  ...proxying,
  ...securing,
  ...identifying,
  ...signingIn,
]);

/** About the way to the server, its proxy, the secure link, the identity or the data ports: a connection check can say more. */
export const wayCodes: ReadonlySet<ErrorCode> = new Set([
  ...reaching,
  ...proxying,
  ...securing,
  ...identifying,
  ...dataLinks,
]);

/** Their detail begins with the proxy's name, if it has one: see proxy-name.ts. */
export const proxyCodes: ReadonlySet<ErrorCode> = new Set(proxying);

/** That whoever answered is not known to be the right one. */
export const identityCodes: ReadonlySet<ErrorCode> = new Set([
  'identity-unknown',
  'identity-changed',
  'tls-inspected',
  'certificate-expired',
  'certificate-not-yet-valid',
  'certificate-wrong-name',
]);

/** What crosses IPC and is stored: `detail` is technical (server's reply, errno) and never holds secrets or file content. */
export const failureSchema = z.object({ code: errorCodeSchema, detail: z.string() });
export type Failure = Readonly<z.infer<typeof failureSchema>>;

/** The only error type that may leave a driver or a service. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly detail: string;

  constructor(code: ErrorCode, detail = '', options?: ErrorOptions) {
    super(detail === '' ? code : `${code}: ${detail}`, options);
    this.code = code;
    this.detail = detail;
  }

  toFailure(): Failure {
    return { code: this.code, detail: this.detail };
  }
}

/** Anything thrown, as a failure. What is not an AppError is a defect of ours and says so. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof AppError) return thrown.toFailure();
  return { code: 'internal', detail: thrown instanceof Error ? thrown.message : String(thrown) };
}
