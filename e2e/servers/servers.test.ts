import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { Client as FtpClient } from 'basic-ftp';
import SftpClient from 'ssh2-sftp-client';
import { afterEach, expect, it } from 'vitest';
import {
  describeServer,
  opensshAvailability,
  proftpdAvailability,
  vsftpdAvailability,
} from './availability.ts';
import { type OpenSshOptions, startOpenSsh } from './openssh.ts';
import { type ProftpdOptions, startProftpd } from './proftpd.ts';
import type { FtpServer, SshServer, TestServer } from './test-server.ts';
import { connects } from './until.ts';
import { startVsftpd } from './vsftpd.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

const file = randomBytes(300_000);

async function started<S extends TestServer>(start: Promise<S>): Promise<S> {
  const server = await start;
  undo.push(server.stop);
  return server;
}

/** The same few acts over either protocol. */
interface Session {
  put(name: string, content?: Buffer): Promise<unknown>;
  list(): Promise<unknown>;
  size(name: string): Promise<number>;
  /** Sends the file, and tells of errors in writing. */
  fill(name: string): Promise<unknown>;
}

async function ftpSession(server: FtpServer, password = server.password): Promise<Session> {
  const client = new FtpClient(5_000);
  undo.push(() => client.close());
  await client.access({
    host: server.host,
    port: server.port,
    user: server.username,
    password,
    secure: true,
    secureOptions: {
      rejectUnauthorized: false,
      minVersion: 'TLSv1',
      ...('electron' in process.versions ? {} : { ciphers: 'DEFAULT@SECLEVEL=0' }),
    },
  });
  return {
    put: (name, content = file) => client.uploadFrom(Readable.from([content]), name),
    list: () => client.list(),
    size: (name) => client.size(name),
    fill: (name) => client.uploadFrom(Readable.from([file]), name),
  };
}

async function sftpSession(server: SshServer, password = server.password): Promise<Session> {
  const ignore = (): void => undefined;
  const client = new SftpClient('test', { error: ignore, end: ignore, close: ignore });
  undo.push(() => client.end());
  const older = {
    kex: ['diffie-hellman-group14-sha1'],
    serverHostKey: ['ssh-rsa'],
    cipher: ['aes128-cbc'],
    hmac: ['hmac-sha1'],
  } as const;
  await client.connect({
    host: server.host,
    port: server.port,
    username: server.username,
    password,
    authHandler: ['password'],
    ...(isOlder(server)
      ? {
          algorithms: {
            kex: [...older.kex],
            serverHostKey: [...older.serverHostKey],
            cipher: [...older.cipher],
            hmac: [...older.hmac],
          },
        }
      : {}),
  });
  return {
    put: (name, content = file) => client.put(content, `${server.home}/${name}`),
    list: () => client.list(server.home),
    fill: (name) => sendWithSftp(server, name),
    size: async (name) => (await client.stat(`${server.home}/${name}`)).size,
  };
}

/** OpenSSH's own client: ssh2-sftp-client's put() says nothing of an error in writing. */
async function sendWithSftp(server: SshServer, name: string): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'ciis-servers-test-'));
  undo.push(() => rmSync(folder, { recursive: true }));
  const local = join(folder, 'local.hl7');
  writeFileSync(local, file);
  const options = [
    'StrictHostKeyChecking=no',
    'UserKnownHostsFile=/dev/null',
    ...(isOlder(server) ? olderOptions : []),
  ];
  const args = ['-b', '-', '-i', server.privateKeyPath, '-P', String(server.port)];
  const sftp = promisify(execFile)('sftp', [
    ...args,
    ...options.flatMap((option) => ['-o', option]),
    `${server.username}@${server.host}`,
  ]);
  sftp.child.stdin?.end(`put ${local} ${name}\n`);
  return sftp;
}

const isOlder = (server: SshServer): boolean => server.name.includes('older');

const olderOptions = [
  'KexAlgorithms=diffie-hellman-group14-sha1',
  'HostKeyAlgorithms=ssh-rsa',
  'PubkeyAcceptedAlgorithms=ssh-rsa',
  'Ciphers=aes128-cbc',
  'MACs=hmac-sha1',
];

interface Kind {
  readonly name: string;
  readonly missing: string | undefined;
  readonly start: (options?: OpenSshOptions & ProftpdOptions) => Promise<TestServer>;
  readonly open: (server: never, password?: string) => Promise<Session>;
}

const kinds: readonly Kind[] = [
  { name: 'OpenSSH', missing: opensshAvailability(), start: startOpenSsh, open: sftpSession },
  {
    name: 'OpenSSH with older algorithms',
    missing: opensshAvailability(),
    start: (options) => startOpenSsh({ ...options, legacy: true }),
    open: sftpSession,
  },
  ...(['1.0', '1.2', '1.3'] as const).flatMap((tls): Kind[] => [
    {
      name: `vsftpd over TLS ${tls}`,
      missing: vsftpdAvailability(),
      start: (options) => startVsftpd({ ...options, tls }),
      open: ftpSession,
    },
    {
      name: `ProFTPD over TLS ${tls}`,
      missing: proftpdAvailability(),
      start: (options) => startProftpd({ ...options, tls }),
      open: ftpSession,
    },
  ]),
];

for (const kind of kinds) {
  describeServer(kind.name, kind.missing, () => {
    const open = kind.open as (server: TestServer, password?: string) => Promise<Session>;

    it('takes uploads byte for byte', async () => {
      const server = await started(kind.start());
      const session = await open(server);
      await session.put('a.hl7');
      await session.put('b.hl7');
      expect(readFileSync(join(server.root, 'a.hl7')).equals(file), server.log()).toBe(true);
      expect(await session.size('b.hl7')).toBe(file.length);
      expect(await session.list()).toHaveLength(2);
    });

    it('refuses a wrong password', async () => {
      const server = await started(kind.start());
      await expect(open(server, 'not it')).rejects.toThrow();
      expect(server.log()).toMatch(/fail|incorrect|" 530 /i);
    });

    it('has a write-only folder', async () => {
      const server = await started(kind.start({ access: 'write-only' }));
      const session = await open(server);
      await session.put('a.hl7');
      expect(readdirSync(server.root)).toEqual(['a.hl7']);
      const listed = await session.list().catch(() => []);
      expect(listed).toEqual([]);
    });

    it('has a folder whose files vanish on arrival', async () => {
      const server = await started(kind.start({ access: 'write-only', collect: true }));
      const session = await open(server);
      await session.put('a.hl7');
      await expect(session.size('a.hl7')).rejects.toThrow();
      expect(readdirSync(server.root)).toEqual([]);
      expect(readFileSync(join(server.collected, 'a.hl7')).equals(file)).toBe(true);
    });

    it('has a read-only folder', async () => {
      const server = await started(kind.start({ access: 'read-only' }));
      const session = await open(server);
      await expect(session.put('a.hl7')).rejects.toThrow();
    });

    it('has a disk that is full', async () => {
      const server = await started(kind.start({ maxFileBytes: 100_000 }));
      const session = await open(server);
      await session.put('small.hl7', file.subarray(0, 90_000));
      await expect(session.fill('full.hl7')).rejects.toThrow(/failure|451/i);
      expect(statSync(join(server.root, 'full.hl7')).size).toBeLessThan(file.length);
    });

    it('dies at once with its sessions, and can come back at the same port', async () => {
      const first = await started(kind.start());
      const session = await open(first);
      first.kill();
      await expect(session.put('a.hl7')).rejects.toThrow();
      expect(await connects(first.port)).toBe(false);
      await first.stop();
      const second = await started(kind.start({ port: first.port }));
      await (await open(second)).put('a.hl7');
    });
  });
}

describeServer('OpenSSH', opensshAvailability(), () => {
  it('has a new identity after each start', async () => {
    const first = await started(startOpenSsh());
    await first.stop();
    const second = await started(startOpenSsh({ port: first.port }));
    expect(first.hostKeySha256).toMatch(/^SHA256:/);
    expect(second.hostKeySha256).not.toBe(first.hostKeySha256);
  });

  it('lets in whoever has its private key', async () => {
    const server = await started(startOpenSsh());
    const client = new SftpClient();
    undo.push(() => client.end());
    const privateKey = readFileSync(server.privateKeyPath);
    const { host, port, username } = server;
    await client.connect({ host, port, username, privateKey });
    expect(await client.list(server.home)).toEqual([]);
  });

  it('refuses the requests it is told to refuse', async () => {
    const server = await started(startOpenSsh({ refuse: ['stat', 'lstat', 'fstat'] }));
    const session = await sftpSession(server);
    await expect(session.size('a.hl7')).rejects.toThrow(/denied/i);
  });
});

for (const [name, missing, start] of [
  ['vsftpd', vsftpdAvailability(), startVsftpd],
  ['ProFTPD', proftpdAvailability(), startProftpd],
] as const) {
  describeServer(name, missing, () => {
    it('refuses to tell sizes where looking is not allowed', async () => {
      const server = await started(start({ allowLooking: false }));
      const session = await ftpSession(server);
      await session.put('a.hl7');
      await expect(session.size('a.hl7')).rejects.toThrow(/^55/);
    });

    it('refuses a password in the clear', async () => {
      const server = await started(start());
      const client = new FtpClient(5_000);
      undo.push(() => client.close());
      const { host, port, username: user, password } = server;
      await expect(client.access({ host, port, user, password })).rejects.toThrow(/5\d\d/);
    });

    it('names another address in PASV when told to', async () => {
      const server = await started(start({ passiveAddress: '10.9.8.7' }));
      const client = new FtpClient(5_000);
      undo.push(() => client.close());
      const { host, port, username: user, password } = server;
      const secureOptions = { rejectUnauthorized: false };
      await client.access({ host, port, user, password, secure: true, secureOptions });
      expect((await client.send('PASV')).message).toContain('10,9,8,7');
    });
  });
}
