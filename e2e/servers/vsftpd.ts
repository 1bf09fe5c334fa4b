import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asTestServer } from './as-test-server.ts';
import { type FtpPlacement, placeFtpServer } from './ftp-placement.ts';
import { openSslVersions } from './openssl-versions.ts';
import { startProcess } from './server-process.ts';
import type { FtpServer, FtpServerOptions } from './test-server.ts';

export interface VsftpdOptions extends FtpServerOptions {
  /** Data links must resume the control link's TLS session. Default: true. */
  readonly requireSessionReuse?: boolean;
  /** Lines that go last into vsftpd.conf, so they win. */
  readonly extraConfig?: readonly string[];
}

/** Starts vsftpd with explicit TLS, forced for logins and for data. Files may be overwritten. */
export async function startVsftpd(options: VsftpdOptions = {}): Promise<FtpServer> {
  const placement = await placeFtpServer(options);
  const { certificate, folder, passivePorts, port } = placement;
  const file = (name: string): string => join(folder.base, name);
  mkdirSync(file('empty'));
  writeFileSync(file('vsftpd.conf'), configuration(placement, options));
  writeFileSync(file('openssl.cnf'), openSslVersions(options.tls));

  const server = await startProcess({
    command: '/usr/sbin/vsftpd',
    args: [file('vsftpd.conf')],
    env: { OPENSSL_CONF: file('openssl.cnf') },
    maxFileBytes: options.maxFileBytes,
    ready: { port },
  });
  return {
    ...asTestServer({
      name: options.tls === undefined ? 'vsftpd' : `vsftpd (TLS ${options.tls})`,
      port,
      home: '/',
      process: server,
      folder,
      logFiles: [file('vsftpd.log')],
    }),
    certificate,
    passivePorts,
  };
}

function configuration(
  { certificatePath, folder, keyPath, passivePorts, port }: FtpPlacement,
  options: VsftpdOptions,
): string {
  return [
    'listen=YES',
    'listen_ipv6=NO',
    'listen_address=127.0.0.1',
    `listen_port=${port}`,
    'background=NO',
    'anonymous_enable=NO',
    'local_enable=YES',
    'write_enable=YES',
    'local_umask=022',
    // A service that every system with PAM has, so none has to be added.
    'pam_service_name=other',
    `local_root=${folder.upload}`,
    'chroot_local_user=YES',
    'allow_writeable_chroot=YES',
    `secure_chroot_dir=${join(folder.base, 'empty')}`,
    // In a container neither the sandbox nor namespaces can be counted on.
    'seccomp_sandbox=NO',
    'isolate=NO',
    'isolate_network=NO',
    `pasv_min_port=${passivePorts.from}`,
    `pasv_max_port=${passivePorts.to}`,
    ...(options.passiveAddress === undefined ? [] : [`pasv_address=${options.passiveAddress}`]),
    ...(options.allowLooking === false ? [`cmds_denied=${lookingCommands}`] : []),
    'ssl_enable=YES',
    'ssl_tlsv1=YES',
    'ssl_ciphers=DEFAULT@SECLEVEL=0',
    'force_local_logins_ssl=YES',
    'force_local_data_ssl=YES',
    `require_ssl_reuse=${options.requireSessionReuse === false ? 'NO' : 'YES'}`,
    `rsa_cert_file=${certificatePath}`,
    `rsa_private_key_file=${keyPath}`,
    'xferlog_enable=YES',
    'xferlog_std_format=NO',
    'log_ftp_protocol=YES',
    `vsftpd_log_file=${join(folder.base, 'vsftpd.log')}`,
    ...(options.extraConfig ?? []),
    '',
  ].join('\n');
}

const lookingCommands = 'SIZE,MDTM,LIST,NLST,STAT';
