import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  describeServer,
  opensshAvailability,
  proftpdAvailability,
  vsftpdAvailability,
} from '../../../e2e/servers/availability.ts';
import { startOpenSsh } from '../../../e2e/servers/openssh.ts';
import { startProftpd } from '../../../e2e/servers/proftpd.ts';
import type { TestServer } from '../../../e2e/servers/test-server.ts';
import { startVsftpd } from '../../../e2e/servers/vsftpd.ts';
import { runCliProcess } from './testing/run-cli.ts';

/* The command line as its users run it, over each protocol, with the project's samples and, where they
   are beside the checkout, the awkward files of the test data. */

const root = join(import.meta.dirname, '..', '..', '..');
const folders = [join(root, 'assets', 'samples'), join(root, '..', 'shared', 'data', 'hl7')].filter(
  (folder) => existsSync(folder),
);

const peers = [
  ['OpenSSH', 'sftp', opensshAvailability(), () => startOpenSsh()],
  ['vsftpd', 'ftps', vsftpdAvailability(), () => startVsftpd()],
  ['ProFTPD', 'ftps', proftpdAvailability(), () => startProftpd()],
] as const;

for (const [name, protocol, missing, start] of peers) {
  describeServer(`the command line and ${name}`, missing, () => {
    let server: TestServer;
    let dataDir: string;
    const cli = (...args: readonly string[]) =>
      runCliProcess(args, { dataDir, password: server.password });

    beforeAll(async () => {
      server = await start();
      dataDir = mkdtempSync(join(tmpdir(), 'ciis-cli-'));
      const address = ['--host', '127.0.0.1', '--port', String(server.port)];
      const site = ['--label', 'Clinic', '--protocol', protocol, '--username', server.username];
      const add = ['sites', 'add', ...site, ...address, '--any-file'];
      expect(await cli(...add)).toMatchObject({ code: 0 });
    });
    afterAll(async () => {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    });

    it('sends nothing to a server that was never accepted', async () => {
      const run = await cli('upload', 'Clinic', folders[0] ?? '', '--json');
      expect(run.code).toBe(4);
      expect(readdirSync(server.root)).toEqual([]);
    });

    it.each(folders)('sends every file of %s byte for byte', async (folder) => {
      const run = await cli(
        ...['upload', 'Clinic', folder, '--json', '--allow-empty', '--accept-new-identity'],
      );
      expect(run.code, run.stderr).toBe(0);
      const names = readdirSync(folder).sort();
      const arrived = join(server.root, basename(folder));
      expect(readdirSync(arrived).sort()).toEqual(names);
      for (const file of names)
        expect(readFileSync(join(arrived, file))).toEqual(readFileSync(join(folder, file)));
      expect(run.events().at(-1)).toMatchObject({ event: 'summary', verified: names.length });
    });
  });
}
