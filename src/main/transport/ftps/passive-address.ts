import { isIPv4 } from 'node:net';
import { AppError } from '../../../shared/domain/error.ts';
import type { FtpsLink } from './ftps-link.ts';
import { replyWords, type Reply } from './reply.ts';

export interface DataAddress {
  readonly host: string;
  readonly port: number;
}

/** Asks the server where it takes the next data link. */
export async function passiveAddress({ control, options }: FtpsLink): Promise<DataAddress> {
  const command = control.isIpv6 ? 'EPSV' : 'PASV';
  const reply = await control.tell(command, options.idleTimeout);
  const named = command === 'EPSV' ? parseEpsv(reply) : parsePasv(reply);
  const { passivePorts: range } = options;
  if (range && (named.port < range.from || named.port > range.to)) {
    const allowed = `${range.from}-${range.to}`;
    const text = `The server named port ${named.port}, outside of ${allowed}: ${replyWords(reply)}`;
    throw new AppError('data-port-blocked', text);
  }
  // Servers behind NAT name inner addresses, and hostile ones name others' machines.
  const host =
    options.trustPassiveAddress && named.host !== '' ? named.host : control.remoteAddress;
  return { host, port: named.port };
}

function parsePasv(reply: Reply): DataAddress {
  const numbers =
    /(?<![\d,])(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3})(?![\d,])/.exec(
      reply.text,
    );
  const [a, b, c, d, high, low] = (numbers ?? []).slice(1).map(Number);
  const host = [a, b, c, d].join('.');
  const port = (high ?? 256) * 256 + (low ?? 256);
  if (reply.code !== 227 || !isIPv4(host) || port < 1 || port > 65535) throw notUnderstood(reply);
  return { host, port };
}

function parseEpsv(reply: Reply): DataAddress {
  const port = Number(/\(([!-~])\1\1(\d{1,5})\1\)/.exec(reply.text)?.[2]);
  if (reply.code !== 229 || !(port >= 1 && port <= 65535)) throw notUnderstood(reply);
  return { host: '', port };
}

function notUnderstood(reply: Reply): AppError {
  return new AppError('server-refused', replyWords(reply));
}
