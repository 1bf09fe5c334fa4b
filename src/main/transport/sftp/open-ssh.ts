import { type Socket, connect, isIP } from 'node:net';
import type { Algorithms, AuthHandlerMiddleware, SFTPWrapper } from 'ssh2';
import SftpClient from 'ssh2-sftp-client';
import { AppError } from '../../../shared/domain/error.ts';
import type { ConnectHooks, ConnectTarget } from '../transport.ts';
import { gatherWrites } from './gather-writes.ts';
import { leanPackets } from './lean-packets.ts';
import { processAbilities, sftpAlgorithms } from './sftp-algorithms.ts';
import { LinkTimeout, printable } from './sftp-errors.ts';
import { hostKeyIdentity } from './sftp-host-key.ts';
import { SftpLink } from './sftp-link.ts';
import { signInMethod, signInRefusal } from './sftp-sign-in.ts';

export type Facts = { readonly name: string; readonly value: string }[];

/** A link that is being made. */
export interface Opening {
  readonly link: SftpLink;
  readonly client: SftpClient;
  readonly facts: Facts;
  /** Rejects with the link's failure. */
  readonly channel: Promise<SFTPWrapper>;
  /** What the caller is being asked just now: the identity, the credentials. */
  readonly asking: () => Promise<unknown> | undefined;
}

/** Reaches the server, checks its identity, signs in and opens its SFTP subsystem. */
export function openSsh(target: ConnectTarget, hooks: ConnectHooks): Opening {
  const { host, port, options } = target;
  hooks.log('info', `Connecting to ${host}, port ${port}`);
  const socket = connect({ host, port, autoSelectFamilyAttemptTimeout: 2000, noDelay: true });
  gatherWrites(socket);
  const link = new SftpLink(socket, options.idleTimeout * 1000, (it) => hooks.reached?.(it));
  const facts: Facts = [];
  const signIn: Facts = [];
  followSocket(socket, host, link, facts, hooks);

  const limit = connectLimit(link);
  const reachSeconds = options.connectTimeout;
  // Servers answer a wrong password late on purpose.
  const signInSeconds = Math.max(options.idleTimeout, options.connectTimeout);
  limit.start(reachSeconds);
  const client = new SftpClient('sftp', silent);
  followClient(client, link, signIn, hooks);
  client.on('ready', () => {
    if (link.failure === undefined) limit.start(reachSeconds);
  });

  let asking: Promise<unknown> | undefined;
  const ask = async <T>(question: () => Promise<T>, seconds: number): Promise<T> => {
    limit.stop();
    link.stage = 'identity';
    const answer = question();
    asking = answer;
    return answer.finally(() => {
      asking = undefined;
      if (link.failure === undefined) limit.start(seconds);
    });
  };
  const config: SftpClient.ConnectOptions = {
    sock: socket,
    username: target.username,
    readyTimeout: 0, // Ours: it tells how far it came, and waits while a person thinks.
    keepaliveInterval: options.keepAlive * 1000,
    algorithms: sftpAlgorithms(
      target.olderAlgorithms,
      processAbilities,
      target.acceptedKeyType,
    ) as Algorithms,
    hostVerifier: identityCheck(link, hooks, (question) => ask(question, reachSeconds), facts),
    authHandler: signInOnce(
      target,
      link,
      hooks,
      (question) => ask(question, signInSeconds),
      signIn,
    ),
    debug: (line) => followDebug(line, link),
  };
  const channel = openChannel(client, config, link).finally(limit.stop);
  return { link, client, facts, channel, asking: () => asking };
}

/* ssh2-sftp-client prints what it has no listener for. All of it is heard by our own listeners. */
const silent = { error: () => undefined, end: () => undefined, close: () => undefined };

async function openChannel(
  client: SftpClient,
  config: SftpClient.ConnectOptions,
  link: SftpLink,
): Promise<SFTPWrapper> {
  try {
    const channel = await link.orFailure(client.connect(config));
    channel.on('error', (error: Error) => link.fail(error));
    channel.on('close', () => link.fail(undefined));
    link.opened(channel);
    return channel;
  } catch (error) {
    if (link.failure === undefined && link.stage === 'opening') {
      const detail = printable(error instanceof Error ? error.message : String(error));
      link.fail(new AppError('not-supported', detail, { cause: error }));
    }
    link.fail(error);
    throw link.failure ?? error;
  }
}

/** The stages until the first line of SSH. The listener ends with that line. */
function followSocket(
  socket: Socket,
  host: string,
  link: SftpLink,
  facts: Facts,
  hooks: ConnectHooks,
): void {
  const onName = (address: string): void => {
    link.stage = 'reaching';
    link.reached({ kind: 'name', address });
  };
  if (isIP(host)) onName(host);
  else {
    socket.once('lookup', (error, address) => {
      if (!(error as Error | null)) onName(address);
    });
  }
  socket.once('connect', () => {
    link.stage = 'greeting';
    link.reached({ kind: 'port', address: socket.remoteAddress ?? '' });
  });
  const onData = (chunk: Buffer): void => {
    link.received = (link.received + chunk.toString('latin1')).slice(0, 2048);
    const ident = /^SSH-[^\r\n]*(?=\r?\n)/m.exec(link.received)?.[0];
    if (ident === undefined) return;
    socket.removeListener('data', onData);
    link.stage = 'key-exchange';
    link.received = '';
    facts.push({ name: 'Server', value: printable(ident) });
    hooks.log('received', ident);
  };
  socket.on('data', onData);
}

function followClient(
  client: SftpClient,
  link: SftpLink,
  signIn: Facts,
  hooks: ConnectHooks,
): void {
  client.on('handshake', () => leanPackets(client));
  client.on('error', (error: unknown) => link.fail(error));
  client.on('end', () => link.fail(undefined));
  client.on('close', () => link.fail(undefined));
  client.on('ready', () => {
    link.stage = 'opening';
    hooks.log('info', 'Signed in');
    link.reached({ kind: 'signed-in', facts: signIn });
  });
  client.on('banner', (text: unknown) => {
    hooks.log('received', String(text));
    const isFirst = !signIn.some(({ name }) => name === banner);
    if (isFirst) signIn.push({ name: banner, value: printable(String(text)) });
  });
  client.on('change password', (prompt: unknown) => {
    const detail = `The server wants the password to be changed: ${printable(String(prompt))}`;
    link.fail(new AppError('login-refused', detail));
  });
}

const banner = 'Banner';

/** ssh2 tells of these nowhere else: the algorithms, in time, and the words of a status reply. */
function followDebug(line: string, link: SftpLink): void {
  if (line.startsWith('SFTP: Inbound: Received STATUS')) {
    const text = /, (".*")\)$/s.exec(line)?.[1];
    link.lastStatus = text === undefined ? '' : (JSON.parse(text) as string);
  } else if (link.stage === 'key-exchange') {
    link.negotiation.hear(line);
  }
}

interface Limit {
  readonly start: (seconds: number) => void;
  readonly stop: () => void;
}

function connectLimit(link: SftpLink): Limit {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => clearTimeout(timer);
  return {
    stop,
    start: (seconds) => {
      stop();
      const end = (): void => link.fail(new LinkTimeout(`No answer for ${seconds} s`));
      timer = setTimeout(end, seconds * 1000);
    },
  };
}

type AskCaller = <T>(question: () => Promise<T>) => Promise<T>;

/** The first key is shown to the caller; when keys are renewed later it must be the same one. */
function identityCheck(link: SftpLink, hooks: ConnectHooks, ask: AskCaller, facts: Facts) {
  let accepted: Buffer | undefined;
  return (key: Buffer, verify: (valid: boolean) => void): void => {
    if (accepted !== undefined) {
      const isSame = accepted.equals(key);
      if (!isSame) link.fail(new AppError('identity-changed', hostKeyIdentity(key).fingerprint));
      verify(isSame);
      return;
    }
    const shown = Buffer.from(key);
    const agreed = link.negotiation.milestone(facts);
    facts.splice(0, facts.length, ...agreed.facts);
    hooks.log('info', `Secure link: ${agreed.summary}`);
    link.reached(agreed);
    ask(() => hooks.checkIdentity(hostKeyIdentity(shown))).then(
      () => {
        accepted = shown;
        if (link.failure !== undefined) return;
        link.reached({ kind: 'identity' });
        verify(true);
      },
      (error: unknown) => link.fail(error),
    );
  };
}

/** Credentials are asked for when the identity was accepted, and used once. */
function signInOnce(
  { username }: ConnectTarget,
  link: SftpLink,
  hooks: ConnectHooks,
  ask: AskCaller,
  facts: Facts,
): AuthHandlerMiddleware {
  let tried: 'password' | 'key' | undefined;
  return (methodsLeft, partialSuccess, next) => {
    if (tried !== undefined) {
      link.fail(signInRefusal(tried, methodsLeft, partialSuccess));
      return;
    }
    ask(() => hooks.credentials()).then(
      (credentials) => {
        if (link.failure !== undefined) return;
        try {
          const method = signInMethod(username, credentials);
          tried = credentials.kind;
          hooks.log('sent', `Signing in as ${username} (${method.type})`);
          facts.unshift({ name: 'Sign-in method', value: method.type });
          link.stage = 'signing-in';
          next(method);
        } catch (error) {
          link.fail(error);
        }
      },
      (error: unknown) => link.fail(error),
    );
  };
}
