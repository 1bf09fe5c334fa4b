import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { update } from '../src/main/hl7/testing/samples.ts';
import { addSite } from './fixture/add-site.ts';
import { expect, test } from './fixture/app.ts';
import { dropFiles } from './fixture/file-drop.ts';
import { acceptIdentity } from './fixture/sites.ts';
import { connectButton, sitePane } from './fixture/upload-screen.ts';
import { startOpenSsh } from './servers/openssh.ts';
import { startProxy } from './servers/proxy.ts';

const count = 1000;

/** How many transfers stand how. */
const standing = (page: Page): Promise<Readonly<Record<string, number>>> =>
  page.evaluate(async () => {
    const list = await window.ciis.invoke('transfers.list', undefined);
    if (!list.ok) throw new Error(list.error.code);
    const counts: Record<string, number> = {};
    for (const { status } of list.value.transfers) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  });

test('a thousand files arrive, each once, though the network goes and the app is killed', async ({
  launch,
  folder,
}) => {
  test.setTimeout(180_000);
  const outbox = join(folder, 'Outbox');
  mkdirSync(outbox);
  for (let number = 0; number < count; number += 1)
    writeFileSync(join(outbox, `VXU_${number}.hl7`), update({ controlId: `RP-${number}` }));
  const server = await startOpenSsh();
  const arrived = (): number => readdirSync(server.root, { recursive: true }).length;
  let proxy = await startProxy({ to: server.port });
  const { port } = proxy;
  // Each try comes soon, and there are enough of them for as long as the test has no network.
  const retryDelays = [1000, 1000, 1000, 1000, 1000, 1000];
  try {
    const before = await launch({ retryDelays });
    const { page } = before;
    await addSite(page, { ...server, port });
    await connectButton(page).click();
    await acceptIdentity(page);
    await dropFiles(page, sitePane(page), [outbox]);

    await test.step('the network goes: what was under way says so, and is begun again', async () => {
      await expect.poll(arrived).toBeGreaterThan(100);
      await proxy.close();
      await expect(page.getByText(/Trying again in/).first()).toBeVisible();
      proxy = await startProxy({ to: server.port, port });
      const then = arrived();
      await expect.poll(arrived).toBeGreaterThan(Math.max(400, then));
    });

    await test.step('the app is killed, and nothing is sent by itself at the next start', async () => {
      const gone = new Promise((resolve) => before.app.process().once('exit', resolve));
      before.app.process().kill('SIGKILL');
      await gone;
    });
    const after = await launch({ dataFolder: before.dataFolder, retryDelays });
    const held = await standing(after.page);
    const total = Object.values(held).reduce((sum, each) => sum + each, 0);
    expect(total, JSON.stringify(held)).toBe(count);

    await test.step('one click goes on; what may be there is asked about', async () => {
      await after.page.getByRole('button', { name: /^Go on( with all [\d,]+ files)?$/ }).click();
      if ((held['unknown'] ?? 0) > 0) {
        await after.page.evaluate(async () => {
          const list = await window.ciis.invoke('transfers.list', undefined);
          const all = list.ok ? list.value.transfers : [];
          const ids = all.filter(({ status }) => status === 'unknown').map(({ id }) => id);
          await window.ciis.invoke('transfers.retry', { ids });
        });
        await after.page.getByRole('button', { name: /^Send .*again$/ }).click();
      }
      // Where the network went between the server's last word and the look at the file, it is accepted.
      const arrivedAndElse = async () => {
        const { verified = 0, accepted = 0, ...others } = await standing(after.page);
        return { arrived: verified + accepted, ...others };
      };
      await expect.poll(arrivedAndElse, { timeout: 60_000 }).toEqual({ arrived: count });
    });

    await test.step('the server has each of them, whole', () => {
      const names = readdirSync(server.root, { recursive: true, withFileTypes: true }).filter(
        (entry) => entry.isFile(),
      );
      expect(names).toHaveLength(count);
      for (const { name, parentPath } of names)
        expect(readFileSync(join(parentPath, name)).equals(readFileSync(join(outbox, name)))).toBe(
          true,
        );
    });

    await test.step('and each has its receipt', async () => {
      await after.page.getByRole('button', { name: 'History', exact: true }).click();
      await expect(after.page.getByText(/^1,0\d\d files and messages$/)).toBeVisible();
      await after.page
        .getByRole('searchbox', { name: 'Search by file name or SHA-256' })
        .fill('vxu_777');
      const list = after.page.getByRole('grid', { name: 'Files and messages' });
      await list.getByRole('row').filter({ hasText: 'VXU_777.hl7' }).first().click();
      await expect(after.page.getByRole('region', { name: 'Receipt' })).toContainText(
        'read back equal',
      );
    });
  } finally {
    await proxy.close();
    await server.stop();
  }
});
