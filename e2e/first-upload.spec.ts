import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startOpenSsh } from './servers/openssh.ts';
import { startVsftpd } from './servers/vsftpd.ts';
import { expect, test } from './fixture/app.ts';
import { dragFilesOver, dropFiles } from './fixture/file-drop.ts';
import { makeOutbox } from './fixture/sample-files.ts';
import { acceptIdentity, changeAddress, setUpPreset } from './fixture/sites.ts';

const protocols = [
  { preset: 'SFTP', label: 'CIIS SFTP', start: () => startOpenSsh() },
  {
    preset: 'FTPS',
    label: 'CIIS FTPS',
    // The data ports of the state's sheet, which the preset insists on.
    start: () => startVsftpd({ passivePorts: { from: 52000, to: 52040 } }),
  },
] as const;

for (const { preset, label, start } of protocols) {
  test(`a new person sets up ${label}, accepts its identity and sends files in every way`, async ({
    launch,
    folder,
  }) => {
    const server = await start();
    const files = makeOutbox(folder);
    try {
      const { page } = await launch({ height: 1000 });
      await setUpPreset(page, preset, server);
      await changeAddress(page, label, { port: server.port, localFolder: files.outbox });
      await page.getByRole('button', { name: 'Connect', exact: true }).click();
      const identity = page.getByRole('alertdialog');
      await expect(identity).toContainText('This is your first connection to 127.0.0.1');
      const shown = (await identity.locator('code').innerText()).replace(/\s/g, '');
      expect(shown).toBe(
        'hostKeySha256' in server ? server.hostKeySha256 : server.certificate.fingerprint256,
      );
      await acceptIdentity(page);

      await test.step('two files and a folder, dropped from outside', async () => {
        const site = page.getByRole('region', { name: 'Site', exact: true });
        const held = await dragFilesOver(page, site, [files.first, files.second, files.folder]);
        await expect(page.getByText(`Send 3 items to ${label}`)).toBeVisible();
        await held.drop();
        await expectArrived(page, ['VXU_2026-11-20.hl7', 'walkin_1120.hl7', 'school_1117.hl7']);
        await expectArrived(page, ['school_1118.hl7']);
      });

      await test.step('one dragged from Local Drives', async () => {
        const row = page.getByRole('row', { name: /flu_clinic_1118/ });
        await row.dragTo(page.getByRole('region', { name: 'Site', exact: true }));
        await expectArrived(page, ['flu_clinic_1118.hl7']);
      });

      await test.step('another one by right-click', async () => {
        await localRow(page, 'batch_1119.hl7').click({ button: 'right' });
        await page.getByRole('menuitem', { name: 'Upload' }).click();
        await expectArrived(page, ['batch_1119.hl7']);
      });

      const sent = [
        [files.first, 'VXU_2026-11-20.hl7'],
        [files.second, 'walkin_1120.hl7'],
        [files.third, 'flu_clinic_1118.hl7'],
        [files.fourth, 'batch_1119.hl7'],
        [files.inFolder[0], 'school clinic/school_1117.hl7'],
        [files.inFolder[1], 'school clinic/week 47/school_1118.hl7'],
      ] as const;
      for (const [local, remote] of sent)
        expect(readFileSync(join(server.root, remote))).toEqual(readFileSync(local ?? ''));

      await test.step('the session log says what was done, without the password', async () => {
        await page.getByRole('tab', { name: 'Session log' }).click();
        await expect(page.getByRole('tabpanel', { name: 'Session log' })).toContainText(
          'batch_1119.hl7',
        );
        const lines = await page.evaluate(() => window.ciis.invoke('sessions.log', undefined));
        expect(JSON.stringify(lines)).toContain(server.username);
        expect(JSON.stringify(lines)).not.toContain(server.password);
      });
    } finally {
      await server.stop();
    }
  });
}

test('a file dropped while not connected connects first', async ({ launch, folder }) => {
  const server = await startOpenSsh();
  const files = makeOutbox(folder);
  try {
    const { page } = await launch({ height: 1000 });
    await setUpPreset(page, 'SFTP', server);
    await changeAddress(page, 'CIIS SFTP', server);
    await page.getByRole('button', { name: 'Upload', exact: true }).click();
    await dropFiles(page, page.getByRole('region', { name: 'Site', exact: true }), [files.first]);
    await acceptIdentity(page);
    await expectArrived(page, ['VXU_2026-11-20.hl7']);
  } finally {
    await server.stop();
  }
});

const localRow = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Local Drives' }).getByRole('row', { name: new RegExp(name) });

async function expectArrived(page: Page, names: readonly string[]) {
  await page.getByRole('tab', { name: /^Queue/ }).click();
  for (const name of names) {
    await expect(
      page.getByRole('tabpanel', { name: /Queue/ }).getByRole('row', { name: new RegExp(name) }),
    ).toContainText('checked');
  }
}
