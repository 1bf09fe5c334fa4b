import { chmodSync, chownSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  describeServer,
  proftpdAvailability,
  vsftpdAvailability,
} from '../../../e2e/servers/availability.ts';
import { startProftpd } from '../../../e2e/servers/proftpd.ts';
import { startVsftpd } from '../../../e2e/servers/vsftpd.ts';
import type { FtpServer } from '../../../e2e/servers/test-server.ts';
import { madeUpFtps } from '../transport/ftps/made-up-ftps.fixture.ts';
import { failureOf } from './testing/office.ts';
import { useOffice } from './testing/use-office.ts';

/* What an FTPS server says of a start folder, and what a check makes of it. */

const { office, afterwards } = useOffice();

/** A folder "in" beside the server's own, of the same user. */
function addFolder({ root }: FtpServer): void {
  const folder = join(root, 'in');
  mkdirSync(folder);
  const { uid, gid } = statSync(root);
  chownSync(folder, uid, gid);
  chmodSync(folder, 0o777);
}

const ftpServers = [
  ['vsftpd', vsftpdAvailability(), startVsftpd],
  ['ProFTPD', proftpdAvailability(), startProftpd],
] as const;

for (const [name, availability, start] of ftpServers) {
  describeServer(`against ${name}`, availability, () => {
    async function check(server: FtpServer, remoteFolder: string) {
      afterwards(() => server.stop());
      const { host, port, username, password } = server;
      return office().checkOne({
        protocol: 'ftps',
        host,
        port,
        username,
        password,
        remoteFolder,
      });
    }

    it('a folder that the account may not look at does not end the check', async () => {
      const server = await start({ allowLooking: false });
      addFolder(server);
      const { verdict, steps } = await check(server, '/in');
      expect(steps.map(({ outcome }) => outcome)).not.toContain('failed');
      expect(verdict).toBe('ready');
      expect(steps.at(-1)).toMatchObject({ id: 'data-ports', outcome: 'ok' });
    });

    it('a folder that is not there is told', async () => {
      const found = await check(await start(), '/nowhere');
      expect(failureOf(found)).toEqual(['folder', 'remote-not-found']);
    });
  });
}

describe('against a server that answers', () => {
  it.each([
    ['550 Permission denied', '550 Permission denied', 'warn'],
    ['500 What?', '500 What?', 'warn'],
    ['550 Permission denied', '250-Here\r\n type=dir; /in\r\n250 End', 'ok'],
    ['250 In it', '500 What?', 'ok'],
    ['550 No such folder', '550 Permission denied', 'failed'],
    ['550 Not that one', '250-Here\r\n type=file; /in\r\n250 End', 'failed'],
  ])('%s to CWD and %s to MLST, it is %s', async (cwd, mlst, outcome) => {
    const words: Readonly<Record<string, string>> = {
      CWD: cwd,
      MLST: mlst,
      FEAT: '211-Features\r\n MLST type*;\r\n211 End',
    };
    const server = await madeUpFtps({ answer: (command) => words[command.split(' ')[0] ?? ''] });
    afterwards(() => server.close());
    const check = await office().checkOne({
      protocol: 'ftps',
      host: '127.0.0.1',
      port: server.port,
      username: 'someone',
      password: 'made-up',
      remoteFolder: '/in',
    });
    const step = check.steps.find(({ id }) => id === 'folder');
    expect(step?.outcome).toBe(outcome);
    if (outcome === 'failed') expect(step?.failure?.code).toBe('remote-not-found');
  });
});
