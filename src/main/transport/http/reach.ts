import { connect, isIP, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { AppError } from '../../../shared/domain/error.ts';
import type { ConnectHooks } from '../transport.ts';
import { startTls, type TlsSettings } from '../tls/tls-settings.ts';
import { errorFromReach, errorFromTls } from './http-errors.ts';
import { within } from './within.ts';

interface Place {
  readonly host: string;
  readonly port: number;
  /** Seconds that each part of the way may take: name and port, secure link. */
  readonly connectTimeout: number;
}

/** A TCP link. Tells the milestones `name` and `port`. */
export async function openTcp(
  { host, port, connectTimeout: seconds }: Place,
  reached: ConnectHooks['reached'],
  signal: AbortSignal,
): Promise<Socket> {
  let named = isIP(host) !== 0;
  if (named) reached?.({ kind: 'name', address: host });
  const socket = connect({
    host,
    port,
    noDelay: true,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: 2500,
  });
  const late = (): AppError =>
    named
      ? new AppError('port-silent', `No answer within ${seconds} s`)
      : new AppError('host-not-found', `No answer about the name within ${seconds} s`);
  const connected = new Promise<void>((resolve, reject) => {
    // One for each address that the name has.
    socket.on('lookup', (error: Error | null, address: string) => {
      if (error || named) return;
      named = true;
      reached?.({ kind: 'name', address });
    });
    socket.once('connect', resolve);
    // It stays: an error later on shows in the link's state, and in the exchange that meets it.
    socket.on('error', (error) => reject(errorFromReach(error)));
  });
  try {
    await within(connected, signal, { seconds, late });
  } catch (error) {
    socket.destroy();
    throw error;
  }
  reached?.({ kind: 'port', address: socket.remoteAddress ?? '' });
  socket.setKeepAlive(true, 15_000);
  return socket;
}

interface Handshake {
  readonly settings: TlsSettings;
  readonly seconds: number;
  /** Whether even the oldest TLS that this program knows is allowed. */
  readonly oldestAllowed: boolean;
}

/** TLS over a TCP link, which is destroyed when that fails. Whose certificate it is was not judged yet. */
export async function secure(
  tcp: Socket,
  { settings, seconds, oldestAllowed }: Handshake,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const socket = startTls(tcp, settings);
  const done = new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', resolve);
    socket.on('error', (error: Error) => reject(errorFromTls(error, oldestAllowed)));
  });
  const late = (): AppError => new AppError('server-silent', `No handshake within ${seconds} s`);
  try {
    await within(done, signal, { seconds, late });
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return socket;
}
