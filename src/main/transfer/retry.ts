import type { ErrorCode, Failure } from '../../shared/domain/error.ts';

/**
 * How long a broken-off file waits before it is begun again by itself, in ms: as often as there are
 * delays, and no more.
 */
export const retryDelays: readonly number[] = [10_000, 30_000, 60_000];

/** A tenth of a second may decide whether a server that comes back is met by a hundred files at once. */
const jitter = 0.2;

export type RetryRule = 'again' | 'never';

/**
 * What is begun again by itself: a way to the server that may be open again in a moment. Never what a
 * server, a person or this computer has decided, nor what may have arrived.
 */
export const retryRules: Readonly<Record<ErrorCode, RetryRule>> = {
  // reaching the server
  'host-not-found': 'again',
  'no-network': 'again',
  'port-refused': 'again',
  'port-silent': 'again',
  'port-forbidden': 'never',
  'connection-reset': 'again',
  'server-silent': 'again',
  'not-this-protocol': 'never',
  'server-full': 'again',
  // by way of a proxy
  'proxy-unreachable': 'again',
  'proxy-refused': 'never',
  'proxy-sign-in-needed': 'never',
  'proxy-not-supported': 'never',
  // the secure link
  'tls-not-offered': 'never',
  'tls-too-old': 'never',
  'tls-failed': 'never',
  'tls-refused': 'never',
  'tls-cut': 'again',
  'tls-inspected': 'never',
  'no-common-algorithm': 'never',
  'secure-link-too-new': 'never',
  'no-encryption-in-common': 'never',
  // identity
  'identity-unknown': 'never',
  'identity-changed': 'never',
  'certificate-expired': 'never',
  'certificate-not-yet-valid': 'never',
  'certificate-wrong-name': 'never',
  // signing in: another wrong try could lock the account
  'login-refused': 'never',
  'login-method-refused': 'never',
  'login-paused': 'never',
  'password-missing': 'never',
  'key-unreadable': 'never',
  'key-passphrase-wrong': 'never',
  // data links (425, or no answer); an address or a TLS set-up that is wrong stays wrong
  'data-port-blocked': 'again',
  'data-port-dropped': 'again',
  'data-port-refused': 'again',
  'passive-address-wrong': 'never',
  'data-link-refused': 'again',
  // while connected (421 and 426 are lost links)
  'link-lost': 'again',
  'link-stalled': 'again',
  'reply-lost': 'never',
  // web services
  'web-page-failed': 'never',
  'gateway-page': 'never',
  'gateway-other-version': 'never',
  'gateway-fault': 'never',
  'gateway-no-answer': 'never',
  'gateway-too-large': 'never',
  // the pre-flight check
  'preflight-stopped': 'never',
  'preflight-declined': 'never',
  'consent-needed': 'never',
  // the queue
  'sent-before': 'never',
  'already-queued': 'never',
  // the server's word on a file or folder
  'remote-permission': 'never',
  'remote-not-found': 'never',
  'remote-exists': 'never',
  'remote-name-refused': 'never',
  'remote-full': 'never',
  'remote-busy': 'never',
  'remote-listing-refused': 'never',
  'remote-size-differs': 'never',
  'remote-checksum-differs': 'never',
  'remote-beginning-differs': 'never',
  'remote-name-kept': 'never',
  'server-refused': 'never',
  'not-supported': 'never',
  // this computer
  'local-not-found': 'never',
  'local-permission': 'never',
  'local-locked': 'never',
  'local-changed': 'never',
  'local-empty': 'never',
  'local-not-a-file': 'never',
  'local-disk-full': 'never',
  'local-read-failed': 'never',
  'local-exists': 'never',
  'keychain-unavailable': 'never',
  'storage-failed': 'never',
  'print-failed': 'never',
  'import-unreadable': 'never',
  'rule-not-found': 'never',
  'rule-running': 'never',
  // the program itself
  'already-open': 'never',
  interrupted: 'never',
  cancelled: 'never',
  'site-not-found': 'never',
  'invalid-input': 'never',
  internal: 'never',
};

export interface RetryParts {
  /** As retryDelays. */
  readonly delays: readonly number[];
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** The ms until what ended like this is begun again by itself; null: it is not. `tries`: how often it was already. */
export function retryDelay(
  { code }: Failure,
  tries: number,
  { delays, random }: RetryParts,
): number | null {
  const delay = retryRules[code] === 'again' ? delays[tries] : undefined;
  if (delay === undefined) return null;
  return Math.round(delay * (1 - jitter + 2 * jitter * random()));
}

/** The longest wait that there can be. */
export const longestDelay = (delays: readonly number[]): number =>
  Math.round(Math.max(0, ...delays) * (1 + jitter));
