import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/domain/error.ts';
import { linkError, type LinkFailure, LinkTimeout, statusError } from './sftp-errors.ts';

const socketError = (code: string): Error => Object.assign(new Error(`connect ${code}`), { code });
const protocolError = (message: string): Error => new Error(message);
const disconnect = (code: number, message: string): Error =>
  Object.assign(new Error(message), { code });
const timeout = new LinkTimeout('No answer for 20 s');

describe('a failed link', () => {
  it.each<[string, LinkFailure]>([
    ['host-not-found', { stage: 'looking-up', error: socketError('ENOTFOUND') }],
    ['host-not-found', { stage: 'looking-up', error: socketError('EAI_AGAIN') }],
    ['host-not-found', { stage: 'looking-up', error: timeout }],
    ['port-refused', { stage: 'reaching', error: socketError('ECONNREFUSED') }],
    [
      'port-refused',
      { stage: 'reaching', error: new AggregateError([socketError('ECONNREFUSED')]) },
    ],
    ['no-network', { stage: 'reaching', error: socketError('ENETUNREACH') }],
    ['no-network', { stage: 'reaching', error: socketError('EHOSTUNREACH') }],
    ['port-silent', { stage: 'reaching', error: timeout }],
    ['port-silent', { stage: 'reaching', error: socketError('ETIMEDOUT') }],
    ['server-silent', { stage: 'greeting', error: timeout }],
    ['connection-reset', { stage: 'greeting', error: socketError('ECONNRESET') }],
    ['connection-reset', { stage: 'greeting' }],
    ['not-this-protocol', { stage: 'greeting', received: 'HTTP/1.1 400 Bad Request' }],
    ['not-this-protocol', { stage: 'greeting', received: '220 FTP', error: timeout }],
    ['port-refused', { stage: 'greeting', received: 'Not allowed at this time\r\n' }],
    ['server-full', { stage: 'greeting', received: 'Exceeded MaxStartups\r\n' }],
    ['server-full', { stage: 'key-exchange', error: disconnect(12, 'Too many connections') }],
    [
      'not-this-protocol',
      { stage: 'key-exchange', error: protocolError('Invalid identification string') },
    ],
    [
      'no-common-algorithm',
      {
        stage: 'key-exchange',
        error: protocolError('Handshake failed: no matching key exchange algorithm'),
        olderWouldDo: true,
      },
    ],
    [
      'secure-link-too-new',
      {
        stage: 'key-exchange',
        error: protocolError('Handshake failed: no matching key exchange algorithm'),
        newerWouldDo: true,
      },
    ],
    [
      'no-encryption-in-common',
      { stage: 'key-exchange', error: protocolError('Handshake failed: no matching C->S cipher') },
    ],
    ['connection-reset', { stage: 'key-exchange', error: socketError('ECONNRESET') }],
    ['connection-reset', { stage: 'key-exchange' }],
    ['link-stalled', { stage: 'key-exchange', error: timeout }],
    ['link-lost', { stage: 'identity' }],
    ['login-refused', { stage: 'signing-in' }],
    ['login-refused', { stage: 'signing-in', error: disconnect(2, 'Too many authentication') }],
    ['login-refused', { stage: 'signing-in', error: disconnect(14, 'No more methods') }],
    ['link-stalled', { stage: 'signing-in', error: timeout }],
    ['link-lost', { stage: 'ready' }],
    ['link-lost', { stage: 'ready', error: socketError('ECONNRESET') }],
    ['link-stalled', { stage: 'ready', error: timeout }],
  ])('is %s for %j', (code, failure) => {
    expect(linkError(failure).code).toBe(code);
  });

  it('passes an error of ours on', () => {
    const ours = new AppError('identity-changed');
    expect(linkError({ stage: 'identity', error: ours })).toBe(ours);
  });

  it('tells what was heard, in printable words, and both lists', () => {
    const { detail } = linkError({
      stage: 'greeting',
      received: '220 FTP\u001b[2J\r\n',
      algorithms: '(local) KEX method: a\n(remote) KEX method: b',
    });
    expect(detail).toBe(
      'The server ended the link (greeting). It said: 220 FTP [2J\n' +
        '(local) KEX method: a\n(remote) KEX method: b',
    );
  });
});

describe('a refused request', () => {
  const status = (code: number, message: string): Error =>
    Object.assign(new Error(message), { code });

  it.each([
    ['remote-not-found', 'open', 2, 'No such file'],
    ['remote-permission', 'open', 3, 'Permission denied'],
    ['remote-listing-refused', 'list', 3, 'Permission denied'],
    ['remote-listing-refused', 'list', 4, 'Failure'],
    ['remote-not-found', 'list', 2, 'No such file'],
    ['remote-full', 'write', 4, 'Failure'],
    ['remote-full', 'write', 14, 'No space'],
    ['remote-full', 'write', 15, 'Quota exceeded'],
    ['remote-full', 'open', 4, 'No space left on device'],
    ['remote-permission', 'write', 3, 'Permission denied'],
    ['remote-busy', 'open', 4, 'Sharing violation'],
    ['remote-busy', 'open', 17, 'Locked'],
    ['remote-exists', 'open', 11, 'Exists'],
    ['remote-exists', 'change', 4, 'File already exists'],
    ['remote-name-refused', 'open', 5, 'Bad message'],
    ['remote-name-refused', 'open', 20, 'Invalid'],
    ['remote-name-refused', 'open', 4, 'Invalid file name'],
    ['not-supported', 'change', 8, 'Operation unsupported'],
    ['server-refused', 'change', 4, 'Failure'],
    ['server-refused', 'close', 4, 'Failure'],
    ['server-refused', 'open', 99, 'Something new'],
  ] as const)('is %s for %s with status %i (%s)', (code, operation, number, message) => {
    const error = statusError(operation, status(number, message));
    expect(error.code).toBe(code);
    expect(error.detail).toContain(message);
  });
});
