import type { TLSSocket } from 'node:tls';
import { AppError } from '../../../shared/domain/error.ts';
import type { Connect, Connection, ConnectHooks, ConnectTarget } from '../transport.ts';
import { agreedTls } from '../tls/agreed-tls.ts';
import { presentedIdentity } from '../tls/certificate-identity.ts';
import { errorFromHandshake } from '../tls/handshake-error.ts';
import {
  startTls,
  tlsSettings,
  tlsSettingsLike,
  trustedByThisComputer,
  type TlsSettings,
} from '../tls/tls-settings.ts';
import { ControlLink } from './control-link.ts';
import { errorFromReply, type Phase } from './ftps-errors.ts';
import { ftpsConnection } from './ftps-connection.ts';
import { Lane } from './lane.ts';
import { replyWords } from './reply.ts';
import { settleSession, signIn } from './sign-in.ts';
import { Wait } from './wait.ts';

/** FTP with explicit TLS (RFC 4217), never in the clear. */
export const connectFtps: Connect = (target, hooks, signal) =>
  connectFtpsTrusting(trustedByThisComputer(), target, hooks, signal);

/** As connectFtps, on a computer that trusts these authorities (PEM; undefined: Node's own list). */
export async function connectFtpsTrusting(
  authorities: readonly string[] | undefined,
  target: ConnectTarget,
  hooks: ConnectHooks,
  signal: AbortSignal,
): Promise<Connection> {
  const control = new ControlLink((kind, text) => hooks.log(kind, text));
  const wait = new Wait();
  const undos = [wait.endWith(signal), control.onFailed((failure) => wait.interrupt(failure))];
  try {
    const tls = tlsSettings(target.host, target.minTls, authorities);
    const connecting = new Connecting(target, hooks, control, wait, tls);
    return await connecting.run();
  } catch (error) {
    const failure =
      error instanceof AppError ? error : new AppError('internal', String(error), { cause: error });
    control.destroy(failure);
    throw failure;
  } finally {
    for (const undo of undos) undo();
  }
}

class Connecting {
  readonly #target: ConnectTarget;
  readonly #hooks: ConnectHooks;
  readonly #control: ControlLink;
  readonly #wait: Wait;
  readonly #tls: TlsSettings;

  constructor(
    target: ConnectTarget,
    hooks: ConnectHooks,
    control: ControlLink,
    wait: Wait,
    tls: TlsSettings,
  ) {
    this.#target = target;
    this.#hooks = hooks;
    this.#control = control;
    this.#wait = wait;
    this.#tls = tls;
  }

  async run(): Promise<Connection> {
    const { options, username } = this.#target;
    const [control, wait, hooks] = [this.#control, this.#wait, this.#hooks];
    const greeting = await this.#greeting();
    const socket = await this.#secure();
    const agreed = agreedTls(socket, [{ name: 'Greeting', value: greeting }]);
    hooks.log('info', agreed.summary);
    hooks.reached?.(agreed);
    const presented = presentedIdentity(socket, this.#target.host, Date.now());
    await wait.for(hooks.checkIdentity(presented));
    hooks.reached?.({ kind: 'identity' });
    const credentials = await wait.for(hooks.credentials());
    // Servers answer a wrong password late on purpose.
    const patience = Math.max(options.idleTimeout, options.connectTimeout);
    const words = await wait.for(signIn(control, username, credentials, patience));
    hooks.reached?.({ kind: 'signed-in', facts: signInFacts(words) });
    const { features, home } = await wait.for(settleSession(control, options.idleTimeout));
    const facts = [
      ...agreed.facts,
      { name: 'Certificate', value: presented.fingerprint },
      { name: 'Features', value: [...features.keys()].join(', ').slice(0, 500) },
    ];
    const { fingerprint } = presented;
    const tls = tlsSettingsLike(this.#tls, socket, this.#target.minTls);
    const link = { control, lane: new Lane(), tls, fingerprint, features, options };
    return ftpsConnection(link, home, facts);
  }

  async #greeting(): Promise<string> {
    const { host, port, options } = this.#target;
    const seconds = options.connectTimeout;
    const error = (): AppError => noGreeting(this.#control.phase, seconds);
    const opening = this.#control.open(host, port, (milestone) => this.#hooks.reached?.(milestone));
    const reply = await this.#wait.for(opening.final, { seconds, error });
    const words = replyWords(reply);
    if (/\bE?SMTP\b/.test(words)) throw new AppError('not-this-protocol', words);
    if (reply.code !== 220) throw errorFromReply(reply, 'greeting', 'greeting');
    return words;
  }

  async #secure(): Promise<TLSSocket> {
    const { minTls, options } = this.#target;
    const [control, wait] = [this.#control, this.#wait];
    const seconds = options.connectTimeout;
    const silent = (what: string) => (): AppError =>
      new AppError('tls-failed', `No ${what} within ${seconds} s`);
    control.phase = 'securing';
    const asking = control.start('AUTH TLS').final;
    const reply = await wait.for(asking, { seconds, error: silent('answer to AUTH TLS') });
    if (reply.code !== 234) throw new AppError('tls-not-offered', replyWords(reply));
    const socket = startTls(control.tcpSocket, this.#tls);
    socket.on('session', (session) => (control.tlsSession = session));
    const meaning = { oldestAllowed: minTls === '1.0', cut: 'tls-cut' } as const;
    const handshake = new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', resolve);
      socket.on('error', (error: Error) => reject(errorFromHandshake(error, meaning)));
      socket.once('close', () =>
        reject(new AppError(meaning.cut, 'The link ended during the handshake')),
      );
    });
    await wait.for(handshake, { seconds, error: silent('handshake') });
    control.secured(socket);
    return socket;
  }
}

function noGreeting(phase: Phase, seconds: number): AppError {
  switch (phase) {
    case 'looking-up':
      return new AppError('host-not-found', `No answer about the name within ${seconds} s`);
    case 'reaching':
      return new AppError('port-silent', `No answer within ${seconds} s`);
    default:
      return new AppError('server-silent', `No greeting within ${seconds} s`);
  }
}

const signInFacts = (words: string): Connection['facts'] => [
  { name: 'Sign-in method', value: 'password' },
  { name: 'Answer to the sign-in', value: words },
];
