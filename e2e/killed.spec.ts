import { join } from 'node:path';
import { AfterTheKill } from './faults/after-the-kill.ts';
import { lineTo } from './faults/line-to.ts';
import { seeded } from './faults/random.ts';
import { makeFiles } from './faults/some-files.ts';
import { expect, test } from './fixture/app.ts';
import { startOpenSsh } from './servers/openssh.ts';
import { startVsftpd } from './servers/vsftpd.ts';

/* As killed-command-line.test.ts, with the real app: the whole of Electron is killed while it sends. */

const kills = 10;
const seed = Number(process.env['CIIS_CONNECT_SEED'] ?? 20261124);

for (const protocol of ['sftp', 'ftps'] as const)
  test(`${kills} kills of the app while it sends over ${protocol} leave no wrong end and lose no file`, async ({
    launch,
    folder,
  }) => {
    test.setTimeout(240_000);
    const server = protocol === 'sftp' ? await startOpenSsh() : await startVsftpd();
    const line = await lineTo(server, protocol, '127.0.0.20');
    const seen: Record<string, number> = {};
    try {
      for (let run = 0; run < kills; run += 1) {
        const random = seeded(seed + 2000 + run);
        const files = makeFiles(random, join(folder, `run-${run}`), `${protocol}-${run}`);
        const dataFolder = join(folder, `data-${run}`);
        const after = await AfterTheKill.prepare(dataFolder, { server, protocol, line });
        const siteId = await after.connectOnce();
        const { app, page } = await launch({ dataFolder });
        await expect(page.getByRole('region', { name: 'Site', exact: true })).toBeVisible();
        const child = app.process();
        const ended = new Promise((resolve) => child.once('exit', resolve));
        let killed = false;
        const kill = (): void => {
          killed = true;
          child.kill('SIGKILL');
        };
        // Over FTPS each file has a link of its own, which the whole would be too much for.
        const most = protocol === 'ftps' ? 60_000 : files.bytes;
        line.tellAfter(random.between(0, most), kill);
        await page
          .evaluate(
            async ({ id, secret, paths }) => {
              const sites = await window.ciis.invoke('sites.list', undefined);
              const site = sites.ok ? sites.value.sites.find((each) => each.id === id) : undefined;
              if (site === undefined) throw new Error('The site is not there');
              await window.ciis.invoke('sites.save', { id, settings: site, secret });
              const sent = await window.ciis.invoke('transfers.upload', {
                siteId: id,
                paths,
                to: null,
              });
              if (!sent.ok) throw new Error(sent.error.code);
              // All may be over before the byte comes; then it ends here.
              for (;;) {
                const list = await window.ciis.invoke('transfers.list', undefined);
                if (list.ok && list.value.transfers.every(({ endedAt }) => endedAt !== null))
                  return;
                await new Promise((resolve) => requestAnimationFrame(resolve));
              }
            },
            { id: siteId, secret: server.password, paths: [...files.paths] },
          )
          .catch((thrown: unknown) => {
            if (!killed) throw thrown;
          });
        kill();
        await ended;
        line.unlimited();
        for (const status of await after.check(files, server, `run ${run}`))
          seen[status] = (seen[status] ?? 0) + 1;
      }
    } finally {
      await line.close();
      await server.stop();
    }
    // Had every kill come before the files were queued, this would have tested nothing.
    const queued = Object.keys(seen).filter((status) => status !== 'none');
    expect(queued, JSON.stringify(seen)).not.toEqual([]);
  });
