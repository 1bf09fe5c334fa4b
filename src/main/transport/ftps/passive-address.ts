import { isIPv4 } from 'node:net';
import { AppError } from '../../../shared/domain/error.ts';
import { DataPortBlocked, type DataAddress } from './data-address.ts';
import type { FtpsLink } from './ftps-link.ts';
import { replyWords, type Reply } from './reply.ts';

/** Asks the server where it takes the next data link. */
export async function passiveAddress({ control, options }: FtpsLink): Promise<DataAddress> {
  const command = control.isIpv6 ? 'EPSV' : 'PASV';
  const reply = await control.tell(command, options.idleTimeout);
  const named = command === 'EPSV' ? parseEpsv(reply) : parsePasv(reply);
  const isElsewhere = named.host !== '' && named.host !== control.remoteAddress;
  // Servers behind NAT name inner addresses, and hostile ones name others' machines.
  const address: DataAddress = {
    host: isElsewhere && options.trustPassiveAddress ? named.host : control.remoteAddress,
    port: named.port,
    elsewhere: isElsewhere ? named.host : null,
    words: replyWords(reply),
  };
  const { passivePorts: range } = options;
  if (range && (named.port < range.from || named.port > range.to))
    throw new DataPortBlocked('not-allowed', address, `not among ${range.from}-${range.to}`);
  return address;
}

function parsePasv(reply: Reply): Pick<DataAddress, 'host' | 'port'> {
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

function parseEpsv(reply: Reply): Pick<DataAddress, 'host' | 'port'> {
  const port = Number(/\(([!-~])\1\1(\d{1,5})\1\)/.exec(reply.text)?.[2]);
  if (reply.code !== 229 || !(port >= 1 && port <= 65535)) throw notUnderstood(reply);
  return { host: '', port };
}

function notUnderstood(reply: Reply): AppError {
  return new AppError('server-refused', replyWords(reply));
}
