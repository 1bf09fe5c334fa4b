import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackedServer } from '../../scripts/unpacked-server.mjs';
import { asTestServer } from './as-test-server.ts';
import { type FtpPlacement, passwordHash, placeFtpServer } from './ftp-placement.ts';
import { openSslVersions } from './openssl-versions.ts';
import { startProcess } from './server-process.ts';
import { watchSignIns } from './sign-in-watch.ts';
import type { FtpServer, FtpServerOptions } from './test-server.ts';
import { testUser } from './test-user.ts';

/** It can't be kept from telling sizes, and speaks nothing older than TLS 1.2. */
export interface PureFtpdOptions extends Omit<FtpServerOptions, 'allowLooking'> {
  readonly tls?: '1.2' | '1.3';
}

/** Starts Pure-FTPd: TLS required, also for data, and a virtual user. Files may be overwritten. */
export async function startPureFtpd(options: PureFtpdOptions = {}): Promise<FtpServer> {
  const program = unpackedServer('pure-ftpd');
  if (program === undefined) throw new Error('Pure-FTPd is not here: run npm test -- servers');
  const placement = await placeFtpServer(options);
  const { certificate, folder, passivePorts, port } = placement;
  const file = (name: string): string => join(folder.base, name);
  const users = writeUsers(program, placement);
  writeFileSync(file('openssl.cnf'), openSslVersions(options.tls));
  // Its own log goes to syslog only.
  const signIns = await watchSignIns(file('sign-ins'));

  // Where its standard input is a socket, as Node's pipes are, it thinks that inetd has started it.
  const server = await startProcess({
    command: '/bin/sh',
    args: [
      ...['-c', 'exec "$@" < /dev/null', 'sh', join(program, 'usr/sbin/pure-ftpd')],
      ...['--bind', `127.0.0.1,${port}`, '--ipv4only', '--pidfile', file('pid')],
      ...['--login', `extauth:${signIns.path}`, '--login', `puredb:${users}`],
      ...['--noanonymous', '--chrooteveryone', '--minuid', '1', '--umask', '022:022'],
      ...['--tls', '3', '--certfile', `${placement.certificatePath},${placement.keyPath}`],
      ...['--passiveportrange', `${passivePorts.from}:${passivePorts.to}`, '--dontresolve'],
      ...(options.passiveAddress === undefined ? [] : ['--forcepassiveip', options.passiveAddress]),
    ],
    env: { LD_LIBRARY_PATH: join(program, 'libraries'), OPENSSL_CONF: file('openssl.cnf') },
    maxFileBytes: options.maxFileBytes,
    ready: { port },
  });
  const running = asTestServer({
    name: options.tls === undefined ? 'Pure-FTPd' : `Pure-FTPd (TLS ${options.tls})`,
    port,
    home: '/',
    process: server,
    folder,
  });
  return {
    ...running,
    certificate,
    passivePorts,
    log: () => running.log() + signIns.log(),
    stop: async () => {
      signIns.close();
      await running.stop();
    },
  };
}

/** The path of the database of virtual users. Its own hashes take seconds to check, so it gets another. */
function writeUsers(program: string, { folder, user }: FtpPlacement): string {
  const [list, database] = [join(folder.base, 'users'), join(folder.base, 'users.pdb')];
  const limits = ':'.repeat(12);
  const line = `${testUser.name}:${passwordHash()}:${user.uid}:${user.gid}::${folder.upload}/./${limits}\n`;
  writeFileSync(list, line, { mode: 0o600 });
  execFileSync(join(program, 'usr/bin/pure-pw'), ['mkdb', database, '-f', list], {
    env: { LD_LIBRARY_PATH: join(program, 'libraries') },
  });
  return database;
}
