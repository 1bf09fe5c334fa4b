import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../shared/domain/error.ts';
import { errorFromReply, errorFromSocket } from './ftps-errors.ts';

const reply = (text: string) => ({ code: Number(text.slice(0, 3)), text });

describe('what a reply means', () => {
  it.each<[verb: string, text: string, code: ErrorCode]>([
    ['STOR', '202 Command not implemented', 'not-supported'],
    ['STOR', '421 Timeout', 'link-lost'],
    ['STOR', "425 Can't open data connection.", 'data-port-blocked'],
    ['STOR', '425 Unable to build data connection: Operation not permitted', 'data-link-refused'],
    ['STOR', '425 TLS session of data connection not resumed.', 'data-link-refused'],
    ['STOR', '426 Failure reading network stream.', 'link-lost'],
    ['STOR', '450 Busy', 'remote-busy'],
    ['STOR', '451 Failure writing to local file.', 'remote-full'],
    ['STOR', '451 Local error', 'server-refused'],
    ['STOR', '451 Transfer aborted', 'link-lost'],
    ['STOR', '452 Insufficient storage space', 'remote-full'],
    ['STOR', '500 What?', 'not-supported'],
    ['MFMT', '501 Bad time', 'not-supported'],
    ['STOR', '501 Syntax error', 'remote-name-refused'],
    ['STOR', '502 Not implemented', 'not-supported'],
    ['STOR', '504 Not for that parameter', 'not-supported'],
    ['STOR', '521 Not with this PROT setting', 'data-link-refused'],
    ['STOR', '522 SSL connection failed; session reuse required', 'data-link-refused'],
    ['STOR', '530 Not logged in', 'link-lost'],
    ['STOR', '532 Need account for storing files', 'remote-permission'],
    ['STOR', '550 a.hl7: Overwrite permission denied', 'remote-exists'],
    ['STOR', '550 File already exists', 'remote-exists'],
    ['STOR', '550 /x/a.hl7: No such file or directory', 'remote-not-found'],
    ['STOR', '550 The folder does not exist', 'remote-not-found'],
    ['STOR', '550 Permission denied.', 'remote-permission'],
    ['STOR', '550 Quota exceeded', 'remote-full'],
    ['STOR', '550 The file is being used by another process', 'remote-busy'],
    ['STOR', '550 Invalid filename', 'remote-name-refused'],
    ['STOR', '550 No', 'remote-permission'],
    ['RETR', '550 Failed to open file.', 'remote-not-found'],
    ['STOR', '551 Page type unknown', 'server-refused'],
    ['STOR', '552 Exceeded storage allocation', 'remote-full'],
    ['STOR', '553 Could not create file.', 'remote-permission'],
    ['STOR', '553 File name not allowed', 'remote-name-refused'],
    ['STOR', '553 That name is no good', 'remote-name-refused'],
    ['STOR', '226 Done', 'server-refused'],
  ])('%s: %s', (verb, text, code) => {
    expect(errorFromReply(reply(text), verb)).toMatchObject({ code, detail: text });
  });

  it.each<[verb: string, text: string, code: ErrorCode]>([
    ['USER', '421 Too many', 'server-full'],
    ['PASS', '530 Login incorrect.', 'login-refused'],
    ['PASS', '530 Too many failed logins', 'login-refused'],
    ['PASS', '530 Sorry, the maximum number of clients (5) are already connected', 'server-full'],
    ['PASS', '430 Wrong', 'login-refused'],
    ['PASS', '503 Bad sequence', 'login-refused'],
    ['PASS', '332 Need account', 'server-refused'],
    ['PASS', '451 Try later', 'server-refused'],
    ['USER', '332 Need account', 'login-refused'],
    ['USER', '500 What?', 'server-refused'],
  ])('while signing in, %s: %s', (verb, text, code) => {
    expect(errorFromReply(reply(text), verb, 'signing-in').code).toBe(code);
  });

  it('keeps control characters and length out of the detail', () => {
    const error = errorFromReply(reply(`550-a\u001b[31m\n550 ${'x'.repeat(900)}`), 'STOR');
    expect(error.detail).toMatch(/^550-a \[31m 550 x+…$/);
    expect(error.detail).toHaveLength(500);
  });
});

describe('what a socket error means', () => {
  it.each<[errno: string, connecting: ErrorCode]>([
    ['ECONNREFUSED', 'port-refused'],
    ['ENOTFOUND', 'host-not-found'],
    ['EAI_AGAIN', 'host-not-found'],
    ['ETIMEDOUT', 'port-silent'],
    ['EHOSTUNREACH', 'no-network'],
    ['ENETUNREACH', 'no-network'],
    ['EACCES', 'port-forbidden'],
    ['EPERM', 'port-forbidden'],
    ['ECONNRESET', 'connection-reset'],
    ['EPIPE', 'connection-reset'],
  ])('%s: %s while connecting, cut while TLS is made, the link lost afterwards', (errno, code) => {
    const error = Object.assign(new Error('made up'), { code: errno });
    expect(errorFromSocket(error, 'reaching').code).toBe(code);
    expect(errorFromSocket(error, 'securing').code).toBe('tls-cut');
    expect(errorFromSocket(error, 'signed-in').code).toBe('link-lost');
  });

  it('a greeting without end is not FTP, and a reply without end breaks the link', () => {
    const error = new Error('FTP control response exceeded maximum allowed size');
    expect(errorFromSocket(error, 'greeting').code).toBe('not-this-protocol');
    expect(errorFromSocket(error, 'signed-in').code).toBe('link-lost');
  });
});
