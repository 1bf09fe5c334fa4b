import { AppError, type ErrorCode } from '../../../shared/domain/error.ts';
import { reachErrors } from '../reach-errors.ts';

/** How far a connection had come when it failed. */
export type LinkStage =
  | 'looking-up' // the name
  | 'reaching' // TCP
  | 'greeting' // no byte of SSH yet
  | 'key-exchange'
  | 'identity' // the caller thinks about the identity or the credentials; nothing secret was sent
  | 'signing-in' // the password or the signature is on its way
  | 'opening' // signed in, the SFTP subsystem is being opened
  | 'ready';

/** What is known at the moment a link fails. */
export interface LinkFailure {
  readonly stage: LinkStage;
  /** What ssh2 or the socket threw; undefined: the other side ended the link. */
  readonly error?: unknown;
  /** What came before the first line of SSH, if anything. */
  readonly received?: string;
  /** Both sides' lists, when no algorithm was common. */
  readonly algorithms?: string;
  /** The server offers some that are off by default and could be allowed. */
  readonly olderWouldDo?: boolean;
  /** The server offers some that this program is too old for. */
  readonly newerWouldDo?: boolean;
}

/** Printable, in one line, 300 characters at the most. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

/** A failed link as one of our codes. */
export function linkError(failure: LinkFailure): AppError {
  const { error, stage } = failure;
  if (error instanceof AppError) return error;
  return new AppError(linkCode(failure), detailOf(failure, stage), { cause: error });
}

function linkCode(failure: LinkFailure): ErrorCode {
  const { error, stage, received = '', olderWouldDo = false, newerWouldDo = false } = failure;
  const { code, level, message } = partsOf(error);
  const known = reachErrors[code];
  if (/MaxStartups|too many (connections|users|sessions)/i.test(`${received} ${message}`)) {
    return 'server-full';
  }
  if (code === disconnectReasons.tooManyConnections) return 'server-full';
  // OpenSSH 9.8 and later, to an address that it has shut out for a while.
  if (/^Not allowed at this time/.test(received)) return 'port-refused';
  switch (stage) {
    case 'looking-up':
      return known ?? 'host-not-found';
    case 'reaching':
      return known ?? (isTimeout(error) ? 'port-silent' : 'connection-reset');
    case 'greeting':
      if (received !== '') return 'not-this-protocol';
      return known ?? (isTimeout(error) ? 'server-silent' : 'connection-reset');
    case 'key-exchange':
      if (message.includes('no matching') || message.includes('No matching')) {
        if (olderWouldDo) return 'no-common-algorithm';
        return newerWouldDo ? 'secure-link-too-new' : 'no-encryption-in-common';
      }
      if (/^Invalid (identification string|header)|Expected .* packet/i.test(message)) {
        return 'not-this-protocol';
      }
      return known ?? (isTimeout(error) ? 'link-stalled' : 'connection-reset');
    case 'identity':
      return isTimeout(error) ? 'link-stalled' : 'link-lost';
    case 'signing-in':
      if (isTimeout(error)) return 'link-stalled';
      /* A server that ends the link instead of answering has most likely had enough of wrong tries.
         Called anything that is retried, it would lock the account. */
      return 'login-refused';
    case 'opening':
      if (level === 'channel') return 'not-supported';
      return isTimeout(error) ? 'link-stalled' : 'link-lost';
    case 'ready':
      return isTimeout(error) ? 'link-stalled' : 'link-lost';
  }
}

/** A wait that took too long. */
export class LinkTimeout extends Error {
  override readonly name = 'LinkTimeout';
}

const isTimeout = (error: unknown): boolean =>
  error instanceof LinkTimeout || partsOf(error).level === 'client-timeout';

const disconnectReasons = { tooManyConnections: '12' } as const;

function detailOf({ error, received, algorithms }: LinkFailure, stage: LinkStage): string {
  const { message, code } = partsOf(error);
  const parts = [
    message === '' ? `The server ended the link (${stage})` : message,
    code === '' || message.includes(code) ? '' : code,
    received === undefined || received === '' ? '' : `It said: ${printable(received)}`,
  ];
  const text = printable(parts.filter((part) => part !== '').join('. '));
  return algorithms === undefined || algorithms === '' ? text : `${text}\n${algorithms}`;
}

interface ErrorParts {
  /** errno, SFTP status or disconnect reason. */
  readonly code: string;
  readonly level: string;
  readonly message: string;
}

function partsOf(error: unknown): ErrorParts {
  if (!(error instanceof Error)) return { code: '', level: '', message: '' };
  // Several addresses were tried: the first one's reason stands for all.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : undefined;
  const { code, level, message } = (first ?? error) as Error & { code?: unknown; level?: unknown };
  return {
    code: typeof code === 'string' || typeof code === 'number' ? String(code) : '',
    level: typeof level === 'string' ? level : '',
    message,
  };
}

/** What was being done when the server answered a request with an error status. */
export type SftpOperation = 'open' | 'write' | 'close' | 'read' | 'list' | 'stat' | 'change';

/**
 * An error status of SFTP as one of our codes. The numbers up to 8 are those of version 3
 * (draft-ietf-secsh-filexfer-02), above those of version 6 (-13), which some servers send anyway.
 */
export function statusError(operation: SftpOperation, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code, message } = partsOf(error);
  const detail = printable(`${message} (${operation}, status ${code === '' ? 'unknown' : code})`);
  return new AppError(statusCode(operation, Number(code), message), detail, { cause: error });
}

function statusCode(operation: SftpOperation, status: number, message: string): ErrorCode {
  const named = statusCodes[status];
  if (operation === 'list' && isRefusedLook(status)) return 'remote-listing-refused';
  if (named !== undefined) return named;
  const told = wordings.find(({ pattern }) => pattern.test(message));
  if (told !== undefined) return told.code;
  /* OpenSSH says "Failure" for a full disk. After OPEN was granted hardly anything else makes a WRITE
     fail. */
  if (operation === 'write' && status === 4) return 'remote-full';
  // Bad message: OpenSSH's word for a name that its file system can't take.
  if (status === 5 && (operation === 'open' || operation === 'change'))
    return 'remote-name-refused';
  return 'server-refused';
}

const isRefusedLook = (status: number): boolean => [3, 4, 8].includes(status);

const statusCodes: Readonly<Partial<Record<number, ErrorCode>>> = {
  2: 'remote-not-found',
  3: 'remote-permission',
  8: 'not-supported',
  10: 'remote-not-found',
  11: 'remote-exists',
  12: 'remote-permission',
  14: 'remote-full',
  15: 'remote-full',
  17: 'remote-busy',
  19: 'remote-not-found',
  20: 'remote-name-refused',
  22: 'remote-permission',
  25: 'remote-busy',
};

const wordings: readonly { readonly pattern: RegExp; readonly code: ErrorCode }[] = [
  { pattern: /no space|disk (is )?full|quota|not enough (space|room)/i, code: 'remote-full' },
  { pattern: /sharing violation|in use|locked|busy/i, code: 'remote-busy' },
  { pattern: /already exists|file exists/i, code: 'remote-exists' },
  { pattern: /permission|access (is )?denied|not allowed/i, code: 'remote-permission' },
  { pattern: /(invalid|illegal|bad) (file ?)?name|name too long/i, code: 'remote-name-refused' },
  { pattern: /no such|not found|does not exist/i, code: 'remote-not-found' },
];
