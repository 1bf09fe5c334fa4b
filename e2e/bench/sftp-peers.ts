import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { SshServer } from '../servers/test-server.ts';

type Account = Pick<SshServer, 'username' | 'password' | 'privateKeyPath'>;

/* The server is new each time; what is kept about it must not end among a person's known hosts. */
const ssh = ['-oStrictHostKeyChecking=no', '-oUserKnownHostsFile=/dev/null', '-oLogLevel=ERROR'];

/** Runs commands of OpenSSH's `sftp` to their end. */
export async function openSshSftp(
  { username, privateKeyPath }: Account,
  port: number,
  commands: readonly string[],
): Promise<void> {
  const to = ['-P', String(port), `${username}@127.0.0.1`];
  const key = ['-oBatchMode=yes', `-oIdentityFile=${privateKeyPath}`];
  await run('sftp', ['-q', '-b', '-', ...ssh, ...key, ...to], `${commands.join('\n')}\n`);
}

/** Sends a folder with lftp, into a new one: else it would leave out what is there. */
export async function lftpMirror(
  { username, password }: Account,
  port: number,
  folder: string,
  atOnce: number,
): Promise<void> {
  const script = [
    `set sftp:connect-program "ssh -a -x ${ssh.join(' ')}"`,
    `open -u ${username},${password} sftp://127.0.0.1:${port}`,
    `mirror -R -P${atOnce} ${folder} /upload/lftp-${atOnce}-${Date.now()}`,
  ];
  await run('lftp', ['-c', script.join('; ')], '');
}

async function run(command: string, args: readonly string[], input: string): Promise<void> {
  const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.end(input);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${command} ended with ${code}`);
}
