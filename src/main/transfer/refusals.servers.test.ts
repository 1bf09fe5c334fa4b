import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import {
  describeServer,
  opensshAvailability,
  proftpdAvailability,
  vsftpdAvailability,
} from '../../../e2e/servers/availability.ts';
import { startOpenSsh, type OpenSshOptions } from '../../../e2e/servers/openssh.ts';
import { startProftpd, type ProftpdOptions } from '../../../e2e/servers/proftpd.ts';
import type { TestServer } from '../../../e2e/servers/test-server.ts';
import { testUser } from '../../../e2e/servers/test-user.ts';
import { startVsftpd, type VsftpdOptions } from '../../../e2e/servers/vsftpd.ts';
import { unpackedServer } from '../../../scripts/unpacked-server.mjs';
import type { ErrorCode } from '../../shared/domain/error.ts';
import { madeUpFtps } from '../transport/ftps/made-up-ftps.fixture.ts';
import { scriptedServer } from '../transport/sftp/scripted-server.fixture.ts';
import { RealServer, type Reachable } from './testing/real-server.ts';

let server: RealServer | undefined;
const folders: string[] = [];
afterEach(async () => {
  await server?.close();
  server = undefined;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** One way in which a server refuses a file. */
interface Refusal {
  readonly what: string;
  readonly start: () => Promise<Reachable>;
  /** Runs before the file is sent. */
  readonly set?: (started: TestServer) => void;
  readonly to?: string;
  readonly size?: number;
  readonly code: ErrorCode;
  /** What is on the server afterwards. */
  readonly there?: Readonly<Record<string, number>>;
}

function refuses(protocol: 'sftp' | 'ftps', refusals: readonly Refusal[]): void {
  it.each(refusals)('$what: $code', async ({ start, set, to, size = 1000, code, there = {} }) => {
    const started = await start();
    server = new RealServer(started, protocol);
    set?.(started as TestServer);
    const ended = await server.send(Buffer.alloc(size, 'x'), to);
    expect(ended).toMatchObject({ kind: 'fail', failure: { code } });
    expect(ended.kind === 'fail' && ended.failure.detail).not.toBe('');
    expect(server.there()).toEqual(there);
  });
}

const longName = `${'a'.repeat(256)}.hl7`;
const readOnlyFile = ({ root }: TestServer): void => {
  server?.put('batch.hl7', 'old');
  chmodSync(join(root, 'batch.hl7'), 0o444);
};
const folderOfThatName = ({ root }: TestServer): void => mkdirSync(join(root, 'batch.hl7'));

describeServer('What OpenSSH refuses', opensshAvailability(), () => {
  const having = (options: OpenSshOptions) => () => startOpenSsh(options);
  refuses('sftp', [
    {
      what: 'a read-only folder',
      start: having({ access: 'read-only' }),
      code: 'remote-permission',
    },
    {
      what: 'a full disk',
      start: having({ maxFileBytes: 65_536 }),
      size: 500_000,
      code: 'remote-full',
    },
    {
      what: 'a folder that is not there',
      start: having({}),
      to: '/upload/no/batch.hl7',
      code: 'remote-not-found',
    },
    {
      what: 'a name that is too long',
      start: having({}),
      to: longName,
      code: 'remote-name-refused',
    },
    {
      ...{ what: 'a file that may not be written to', start: having({}), set: readOnlyFile },
      ...{ code: 'remote-permission', there: { 'batch.hl7': 3 } },
    },
    {
      ...{ what: 'a folder of that name', start: having({}), set: folderOfThatName },
      ...{ code: 'server-refused', there: { 'batch.hl7': 4096 } },
    },
    { what: 'opening at all', start: having({ refuse: ['open'] }), code: 'remote-permission' },
    { what: 'writing at all', start: having({ refuse: ['write'] }), code: 'remote-permission' },
  ]);
});

describeServer('What vsftpd refuses', vsftpdAvailability(), () => {
  const having = (options: VsftpdOptions) => () => startVsftpd(options);
  const configured = (...extraConfig: string[]) => having({ extraConfig });
  refuses('ftps', [
    {
      what: 'a read-only folder',
      start: having({ access: 'read-only' }),
      code: 'remote-permission',
    },
    {
      what: 'a full disk',
      start: having({ maxFileBytes: 65_536 }),
      size: 500_000,
      code: 'remote-full',
    },
    {
      what: 'a folder that is not there',
      start: having({}),
      to: '/no/batch.hl7',
      code: 'remote-permission',
    },
    { what: 'a name that is too long', start: having({}), to: longName, code: 'remote-permission' },
    { what: 'uploads at all', start: configured('cmds_denied=STOR'), code: 'remote-permission' },
    { what: 'writing at all', start: configured('write_enable=NO'), code: 'remote-permission' },
    { what: 'such names', start: configured('deny_file={*.hl7}'), code: 'remote-permission' },
    {
      ...{ what: 'a file that may not be written to', start: having({}), set: readOnlyFile },
      ...{ code: 'remote-permission', there: { 'batch.hl7': 3 } },
    },
    {
      ...{ what: 'a folder of that name', start: having({}), set: folderOfThatName },
      ...{ code: 'remote-permission', there: { 'batch.hl7': 4096 } },
    },
  ]);

  it('one connection too many: server-full', async () => {
    const started = await startVsftpd({ extraConfig: ['max_clients=2'] });
    server = new RealServer(started, 'ftps');
    // It may still count the one that looked whether it was up.
    const connecting = [server.connect(), server.connect(), server.connect()];
    const ends = await Promise.allSettled(connecting);
    const refused = ends.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const each of refused) expect(each).toMatchObject({ reason: { code: 'server-full' } });
    expect(server.there()).toEqual({});
  });
});

/** mod_quotatab, with a table of who may have how much and one of who has it. */
function quotaOf(bytes: number): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'ciis-quota-'));
  folders.push(folder);
  const [limits, tallies] = [join(folder, 'limits'), join(folder, 'tallies')];
  const run = (...args: readonly string[]) =>
    execFileSync(join(unpackedServer('proftpd') ?? '', 'usr/sbin/ftpquota'), args);
  run('--create-table', '--type=limit', `--table-path=${limits}`);
  run('--create-table', '--type=tally', `--table-path=${tallies}`);
  const record = ['--add-record', '--type=limit', `--table-path=${limits}`, '--quota-type=user'];
  run(...record, `--name=${testUser.name}`, '--limit-type=hard', `--bytes-upload=${bytes}`);
  return [
    'LoadModule mod_quotatab.c',
    'LoadModule mod_quotatab_file.c',
    'QuotaEngine on',
    `QuotaLimitTable file:${limits}`,
    `QuotaTallyTable file:${tallies}`,
  ];
}

describeServer('What ProFTPD refuses', proftpdAvailability(), () => {
  const having = (options: ProftpdOptions) => () => startProftpd(options);
  const configured = (...extraConfig: string[]) => having({ extraConfig });
  refuses('ftps', [
    {
      ...{
        what: 'a name that is there',
        start: having({}),
        set: () => server?.put('batch.hl7', 'old'),
      },
      ...{ code: 'remote-exists', there: { 'batch.hl7': 3 } },
    },
    {
      what: 'such names',
      start: configured('PathDenyFilter "\\.hl7$"'),
      code: 'remote-name-refused',
    },
    {
      what: 'uploads at all',
      start: configured('<Limit STOR>', 'DenyAll', '</Limit>'),
      code: 'remote-permission',
    },
    {
      what: 'files so large',
      start: configured('MaxStoreFileSize 64 Kb'),
      size: 500_000,
      code: 'remote-full',
    },
    {
      what: 'a read-only folder',
      start: having({ access: 'read-only' }),
      code: 'remote-permission',
    },
    {
      what: 'more than its quota',
      start: () => startProftpd({ extraConfig: quotaOf(50_000) }),
      size: 500_000,
      code: 'remote-full',
    },
    {
      what: 'a limit that ends its session',
      start: having({ maxFileBytes: 65_536 }),
      size: 500_000,
      code: 'link-lost',
      there: { 'batch.hl7': 65_536 },
    },
    {
      what: 'a folder that is not there',
      start: having({}),
      to: '/no/batch.hl7',
      code: 'remote-not-found',
    },
    {
      what: 'a name that is too long',
      start: having({}),
      to: longName,
      code: 'remote-name-refused',
    },
  ]);

  it('one connection too many of a user: server-full', async () => {
    const started = await startProftpd({ extraConfig: ['MaxClientsPerUser 1'] });
    server = new RealServer(started, 'ftps');
    await server.connect();
    await expect(server.connect()).rejects.toMatchObject({ code: 'server-full' });
  });
});

describeServer('What servers refuse that are not at hand', opensshAvailability(), () => {
  const ftps = (reply: string) => async (): Promise<Reachable> => {
    const { port, close } = await madeUpFtps({
      answer: (command) => (command.startsWith('STOR') ? reply : undefined),
    });
    return { host: '127.0.0.1', port, stop: close };
  };
  refuses('ftps', [
    { what: 'busy', start: ftps('450 File is in use by another process'), code: 'remote-busy' },
    {
      what: 'quota',
      start: ftps('552 Requested file action aborted. Exceeded quota.'),
      code: 'remote-full',
    },
    { what: 'no space', start: ftps('452 Insufficient storage space'), code: 'remote-full' },
    { what: 'a name, in one word', start: ftps('553 Refused'), code: 'remote-name-refused' },
    {
      what: 'an account that is missing',
      start: ftps('532 Need account for storing files'),
      code: 'remote-permission',
    },
    { what: 'a local error', start: ftps('451 Local error in processing'), code: 'server-refused' },
    { what: 'the command', start: ftps('502 Command not implemented'), code: 'not-supported' },
    {
      what: 'a command it knows and does not do',
      start: ftps('202 Superfluous'),
      code: 'not-supported',
    },
    { what: 'going on at all', start: ftps('421 Service shutting down'), code: 'link-lost' },
  ]);

  const sftp = (request: string, status: number, words: string) => () =>
    scriptedServer({
      answer: (name, id, channel) => {
        if (name !== request) return false;
        channel.status(id, status, words);
        return true;
      },
    });
  refuses('sftp', [
    {
      what: 'a sharing violation',
      start: sftp('OPEN', 4, 'Sharing violation'),
      code: 'remote-busy',
    },
    { what: 'quota on opening', start: sftp('OPEN', 4, 'Quota exceeded'), code: 'remote-full' },
    { what: 'quota on closing', start: sftp('CLOSE', 4, 'Quota exceeded'), code: 'remote-full' },
    {
      what: 'a file that is there',
      start: sftp('OPEN', 4, 'File already exists'),
      code: 'remote-exists',
    },
    {
      what: 'a bad name',
      start: sftp('OPEN', 4, 'Invalid filename'),
      code: 'remote-name-refused',
    },
  ]);
});
