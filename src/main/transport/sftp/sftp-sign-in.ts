import ssh2, { type AnyAuthMethod } from 'ssh2';
import { AppError } from '../../../shared/domain/error.ts';
import type { Credentials } from '../transport.ts';

/** The one way of signing in that is tried, once. Throws where a private key can't be used. */
export function signInMethod(username: string, credentials: Credentials): AnyAuthMethod {
  switch (credentials.kind) {
    case 'password':
      return { type: 'password', username, password: credentials.password };
    case 'key':
      return { type: 'publickey', username, key: readKey(credentials) };
  }
}

function readKey({ privateKey, passphrase }: Extract<Credentials, { kind: 'key' }>) {
  // ssh2 tells a missing passphrase from a wrong one only when it gets none at all.
  const given = passphrase === null || passphrase === '' ? undefined : passphrase;
  const parsed = ssh2.utils.parseKey(privateKey, given);
  const key = Array.isArray(parsed) ? (parsed[0] as typeof parsed) : parsed;
  if (key instanceof Error) throw keyError(key);
  if (!key.isPrivateKey()) throw new AppError('key-unreadable', 'The file holds a public key only');
  return key;
}

function keyError(error: Error): AppError {
  const aboutPassphrase = /passphrase|decrypt/i.test(error.message);
  const code = aboutPassphrase ? 'key-passphrase-wrong' : 'key-unreadable';
  return new AppError(code, error.message, { cause: error });
}

/** Why a sign-in was refused, from what the server says could go on. */
export function signInRefusal(
  kind: Credentials['kind'],
  methodsLeft: readonly string[],
  partialSuccess: boolean,
): AppError {
  const left = methodsLeft.join(', ');
  if (partialSuccess) {
    return new AppError('login-method-refused', `The server wants a further step: ${left}`);
  }
  const method = kind === 'password' ? 'password' : 'publickey';
  /* A server that does not offer the method has not looked at the password. keyboard-interactive is
     not tried instead: where it leads to the same account a wrong password would count twice. */
  if (methodsLeft.length > 0 && !methodsLeft.includes(method)) {
    return new AppError('login-method-refused', `Tried ${method}; the server takes: ${left}`);
  }
  return new AppError('login-refused', `Tried ${method} once; the server takes: ${left}`);
}
