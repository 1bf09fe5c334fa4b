import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackedServer } from '../../scripts/unpacked-server.mjs';
import { asTestServer } from './as-test-server.ts';
import { type FtpPlacement, passwordHash, placeFtpServer } from './ftp-placement.ts';
import { startProcess } from './server-process.ts';
import type { FtpServer, FtpServerOptions } from './test-server.ts';
import { testUser } from './test-user.ts';

export interface ProftpdOptions extends FtpServerOptions {
  /** Default: false, as is ProFTPD's: a STOR to a name that exists gets 550. */
  readonly allowOverwrite?: boolean;
  /** Lines that go last into proftpd.conf, so they win. */
  readonly extraConfig?: readonly string[];
}

/** Starts ProFTPD: TLS required, also for data, whose links must resume the session (its default). */
export async function startProftpd(options: ProftpdOptions = {}): Promise<FtpServer> {
  const program = unpackedServer('proftpd');
  if (program === undefined) throw new Error('ProFTPD is not here: run npm test -- servers');
  const placement = await placeFtpServer(options);
  const { certificate, folder, passivePorts, port } = placement;
  const file = (name: string): string => join(folder.base, name);
  writeFileSync(file('users'), userLine(placement), { mode: 0o600 });
  writeFileSync(file('proftpd.conf'), configuration(program, placement, options));

  const server = await startProcess({
    command: join(program, 'usr/sbin/proftpd'),
    args: ['--nodaemon', '--config', file('proftpd.conf')],
    env: { LD_LIBRARY_PATH: join(program, 'libraries') },
    maxFileBytes: options.maxFileBytes,
    ready: { port },
  });
  return {
    ...asTestServer({
      name: options.tls === undefined ? 'ProFTPD' : `ProFTPD (TLS ${options.tls})`,
      port,
      home: '/',
      process: server,
      folder,
      logFiles: [file('system.log'), file('tls.log'), file('commands.log')],
    }),
    certificate,
    passivePorts,
  };
}

function userLine({ folder, user }: FtpPlacement): string {
  return `${testUser.name}:${passwordHash()}:${user.uid}:${user.gid}::${folder.upload}:/bin/false\n`;
}

function configuration(
  program: string,
  { certificatePath, folder, keyPath, passivePorts, port }: FtpPlacement,
  options: ProftpdOptions,
): string {
  const file = (name: string): string => join(folder.base, name);
  return [
    `ModulePath ${join(program, 'usr/lib/proftpd')}`,
    'LoadModule mod_tls.c',
    'LoadModule mod_digest.c',
    'ServerType standalone',
    'ServerName "Made-up test server"',
    'UseIPv6 off',
    'DefaultAddress 127.0.0.1',
    'SocketBindTight on',
    `Port ${port}`,
    `PassivePorts ${passivePorts.from} ${passivePorts.to}`,
    ...(options.passiveAddress === undefined
      ? []
      : [`MasqueradeAddress ${options.passiveAddress}`]),
    `User ${testUser.name}`,
    `Group ${testUser.name}`,
    'AuthOrder mod_auth_file.c',
    `AuthUserFile ${file('users')}`,
    'RequireValidShell off',
    'DefaultRoot ~',
    'Umask 022',
    `AllowOverwrite ${options.allowOverwrite === true ? 'on' : 'off'}`,
    'UseReverseDNS off',
    'WtmpLog off',
    'DelayEngine off',
    'ControlsEngine off',
    `PidFile ${file('pid')}`,
    `ScoreboardFile ${file('scoreboard')}`,
    `SystemLog ${file('system.log')}`,
    'TransferLog none',
    'LogFormat commands "%{protocol} %a \\"%r\\" %s %b"',
    `ExtendedLog ${file('commands.log')} ALL commands`,
    'TLSEngine on',
    'TLSRequired on',
    `TLSProtocol ${tlsProtocol(options)}`,
    'TLSCipherSuite DEFAULT:@SECLEVEL=0',
    `TLSRSACertificateFile ${certificatePath}`,
    `TLSRSACertificateKeyFile ${keyPath}`,
    'TLSVerifyClient off',
    'TLSRenegotiate none',
    `TLSLog ${file('tls.log')}`,
    ...(options.allowLooking === false ? noLooking : []),
    ...(options.extraConfig ?? []),
    '',
  ].join('\n');
}

const noLooking = ['<Limit SIZE MDTM LIST NLST MLSD MLST STAT>', '  DenyAll', '</Limit>'];

function tlsProtocol({ tls }: ProftpdOptions): string {
  if (tls === undefined) return 'TLSv1.2 TLSv1.3';
  return tls === '1.0' ? 'TLSv1' : `TLSv${tls}`;
}
