import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOpenSsh } from './servers/openssh.ts';
import { startProxy } from './servers/proxy.ts';
import { addSite } from './fixture/add-site.ts';
import { expect, test } from './fixture/app.ts';
import { makeOutbox } from './fixture/sample-files.ts';
import { acceptIdentity } from './fixture/sites.ts';
import {
  connectButton,
  fileRow,
  localPane,
  partlySent,
  queueRow,
  sendTo,
  sitePane,
} from './fixture/upload-screen.ts';

const mebi = 1024 * 1024;

test('a file under way can be paused, gone on with and stopped, and so can the queue', async ({
  launch,
  folder,
}) => {
  const server = await startOpenSsh();
  const proxy = await startProxy({ to: server.port });
  const files = makeOutbox(folder, 16 * mebi);
  const { page } = await launch({ height: 1000 });
  const row = queueRow(page, 'large.hl7');
  const queue = page.getByRole('tabpanel', { name: /Queue/ });
  try {
    // The stalled line stands for a slow one: only the test ends it.
    const options = { filesAtATime: 1, idleTimeout: 600 };
    await addSite(page, { ...server, port: proxy.port, options });
    await connectButton(page).click();
    await acceptIdentity(page);
    await expect(sitePane(page)).toContainText('This folder is empty.');

    await test.step('it shows how far it is, and the next one waits', async () => {
      proxy.stallAfterBytes(6 * mebi, 'to-server');
      await sendTo(page, [files.large, files.first]);
      await expect(row).toContainText(partlySent);
      await expect(row.getByRole('progressbar', { name: 'large.hl7 sent' })).toHaveAttribute(
        'aria-valuenow',
        /^[1-9]\d?$/,
      );
      await expect(queueRow(page, 'VXU_2026-11-20.hl7')).toContainText('Waiting, next in line');
    });

    await test.step('paused, it stays where it is although the line is free again', async () => {
      await row.getByRole('button', { name: 'Pause large.hl7' }).click();
      await expect(row).toContainText('Paused');
      proxy.flow();
      // What was on its way still arrives; whoever asks the server meanwhile gets an answer.
      await page.getByRole('button', { name: "Refresh the site's folder" }).click();
      await expect(fileRow(sitePane(page), 'large.hl7')).toBeVisible();
      await expect(row).toContainText('Paused');
      expect(statSync(join(server.root, 'large.hl7')).size).toBeLessThan(16 * mebi);
    });

    await test.step('it goes on to its end, and then the next one', async () => {
      await row.getByRole('button', { name: 'Go on with large.hl7' }).click();
      await expect(row).toContainText('checked');
      // It is read aloud with the row, whose name is the file's alone.
      await expect(row).toHaveAccessibleDescription(/Accepted by Riverside and checked:/);
      await expect(queueRow(page, 'VXU_2026-11-20.hl7')).toContainText('checked');
      const arrived = readFileSync(join(server.root, 'large.hl7'));
      expect(arrived.equals(readFileSync(files.large))).toBe(true);
    });

    await test.step('stopped half-way, it leaves no half file there', async () => {
      await page.getByRole('button', { name: 'Clear done' }).click();
      await expect(queue).toContainText('Nothing is waiting.');
      proxy.stallAfterBytes(6 * mebi, 'to-server');
      await sendTo(page, [files.large]);
      // The same content was accepted before.
      await page.getByRole('button', { name: 'Send again' }).click();
      await expect(row).toContainText(partlySent);
      await row.getByRole('button', { name: 'Cancel large.hl7' }).click();
      proxy.flow();
      await expect(row).toContainText(/Stopped\. [1-9]\d?% had been sent/);
      expect(existsSync(join(server.root, 'large.hl7'))).toBe(false);
    });

    await test.step('a paused queue sends and starts nothing until it goes on', async () => {
      proxy.stallAfterBytes(6 * mebi, 'to-server');
      await row.getByRole('button', { name: 'Retry large.hl7' }).click();
      await expect(row.getByRole('progressbar')).toHaveAttribute('aria-valuenow', /^[1-9]/);
      await page.getByRole('button', { name: 'Pause queue' }).click();
      await sendTo(page, [files.second]);
      const second = queueRow(page, 'walkin_1120.hl7');
      await expect(second).toContainText('Waiting. The queue is paused');
      await expect(row).toContainText('Paused');
      proxy.flow();
      await page.getByRole('button', { name: "Refresh the site's folder" }).click();
      await expect(fileRow(sitePane(page), 'large.hl7')).toBeVisible();
      await expect(row).toContainText('Paused');
      expect(statSync(join(server.root, 'large.hl7')).size).toBeLessThan(16 * mebi);
      expect(existsSync(join(server.root, 'walkin_1120.hl7'))).toBe(false);
      await page.getByRole('button', { name: 'Go on', exact: true }).click();
      await expect(row).toContainText('checked');
      await expect(second).toContainText('checked');
    });

    await test.step('one that waits can be taken out', async () => {
      await page.evaluate(() => window.ciis.invoke('transfers.setPaused', { paused: true }));
      await sendTo(page, [files.third]);
      const third = queueRow(page, 'flu_clinic_1118.hl7');
      await third.getByRole('button', { name: 'Cancel flu_clinic_1118.hl7' }).click();
      await expect(third).toContainText('Stopped before anything was sent');
      await page.getByRole('button', { name: 'Go on', exact: true }).click();
      await sendTo(page, [files.fourth]);
      await expect(queueRow(page, 'batch_1119.hl7')).toContainText('checked');
      expect(existsSync(join(server.root, 'flu_clinic_1118.hl7'))).toBe(false);
    });
  } finally {
    await proxy.close();
    await server.stop();
  }
});

test('the folder of a site can be changed, and what is there fetched', async ({
  launch,
  folder,
}) => {
  const server = await startOpenSsh();
  const files = makeOutbox(folder);
  const empty = join(files.outbox, 'empty.hl7');
  writeFileSync(empty, '');
  const { page } = await launch({ height: 1000 });
  const site = sitePane(page);
  const choose = async (name: string, command: string) => {
    await fileRow(site, name).click({ button: 'right' });
    await page.getByRole('menuitem', { name: command }).click();
  };
  try {
    await addSite(page, { ...server, localFolder: files.outbox });
    await connectButton(page).click();
    await acceptIdentity(page);

    await test.step('an empty file is asked about and left out first', async () => {
      const question = page.getByRole('alertdialog', { name: 'This file is empty' });
      await sendTo(page, [empty, files.first]);
      await expect(question).toContainText('empty.hl7');
      await expect(question.getByRole('button', { name: 'Leave it out' })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(queueRow(page, 'VXU_2026-11-20.hl7')).toContainText('checked');
      await expect(queueRow(page, 'empty.hl7')).toContainText(
        'empty.hl7 is empty, so it was not sent.',
      );
      expect(existsSync(join(server.root, 'empty.hl7'))).toBe(false);
      await sendTo(page, [empty]);
      await question.getByRole('button', { name: 'Send anyway' }).click();
      await expect(
        page
          .getByRole('tabpanel', { name: /Queue/ })
          .getByRole('row')
          .filter({ hasText: 'checked' }),
      ).toHaveCount(2);
      expect(statSync(join(server.root, 'empty.hl7')).size).toBe(0);
    });

    await test.step('a folder goes with all that is in it', async () => {
      await sendTo(page, [files.folder]);
      for (const name of ['school_1117.hl7', 'week 47/school_1118.hl7'])
        await expect(queueRow(page, `school clinic/${name}`)).toContainText('checked');
      for (const [index, name] of ['school_1117.hl7', 'week 47/school_1118.hl7'].entries())
        expect(readFileSync(join(server.root, 'school clinic', name))).toEqual(
          readFileSync(files.inFolder[index] ?? ''),
        );
    });

    await test.step('a new folder', async () => {
      await page.getByRole('button', { name: 'New folder' }).click();
      const dialog = page.getByRole('dialog', { name: 'New folder' });
      await dialog.getByRole('textbox', { name: 'Name' }).fill('June');
      await dialog.getByRole('button', { name: 'Make folder' }).click();
      await expect(fileRow(site, 'June')).toBeVisible();
      expect(statSync(join(server.root, 'June')).isDirectory()).toBe(true);
    });

    await test.step('rename', async () => {
      await choose('June', 'Rename');
      const dialog = page.getByRole('dialog', { name: 'Rename June' });
      await dialog.getByRole('textbox', { name: 'Name' }).fill('July');
      await page.keyboard.press('Enter');
      await expect(fileRow(site, 'July')).toBeVisible();
      await expect(fileRow(site, 'June')).toHaveCount(0);
      expect(readdirSync(server.root)).toContain('July');
    });

    await test.step('delete, which asks first', async () => {
      await choose('July', 'Delete');
      const question = page.getByRole('alertdialog', { name: 'Delete July?' });
      await expect(question).toContainText('It is deleted from Riverside for good');
      await expect(question.getByRole('button', { name: 'Keep' })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(question).toBeHidden();
      expect(existsSync(join(server.root, 'July'))).toBe(true);
      await choose('July', 'Delete');
      await question.getByRole('button', { name: 'Delete' }).click();
      await expect(fileRow(site, 'July')).toHaveCount(0);
      expect(existsSync(join(server.root, 'July'))).toBe(false);
    });

    await test.step('refresh shows what came by other ways', async () => {
      writeFileSync(join(server.root, 'answer.txt'), 'All records were read.\n');
      await expect(fileRow(site, 'answer.txt')).toHaveCount(0);
      await page.getByRole('button', { name: "Refresh the site's folder" }).click();
      await expect(fileRow(site, 'answer.txt')).toBeVisible();
    });

    await test.step('download to the folder on the left', async () => {
      await choose('answer.txt', 'Download');
      await expect(queueRow(page, 'answer.txt')).toContainText('Downloaded and checked');
      expect(readFileSync(join(files.outbox, 'answer.txt'), 'utf8')).toBe(
        'All records were read.\n',
      );
      await page.getByRole('button', { name: 'Refresh Local Drives' }).click();
      await expect(fileRow(localPane(page), 'answer.txt')).toBeVisible();
    });
  } finally {
    await server.stop();
  }
});

test('where files are collected at once they end as accepted, and nothing else is offered', async ({
  launch,
  folder,
}) => {
  const server = await startOpenSsh({
    ...{ access: 'write-only', collect: true },
    // The collector runs in this process and may come a moment after the app has looked.
    refuse: ['stat', 'lstat'],
  });
  const files = makeOutbox(folder);
  const { page } = await launch({ height: 1000 });
  try {
    await addSite(page, server);
    await connectButton(page).click();
    await acceptIdentity(page);
    await expect(sitePane(page)).toContainText('This account may send files but not look at them.');
    await expect(page.getByRole('button', { name: 'New folder' })).toHaveCount(0);
    await expect(sitePane(page).getByRole('row')).toHaveCount(0);
    await sitePane(page).click({ button: 'right' });
    await expect(page.getByRole('menuitem')).toHaveCount(0);

    await sendTo(page, [files.first, files.second]);
    for (const [name, path] of [
      ['VXU_2026-11-20.hl7', files.first],
      ['walkin_1120.hl7', files.second],
    ] as const) {
      await expect(queueRow(page, name)).toContainText(
        'Accepted by Riverside. It was not seen there afterwards',
      );
      expect(readFileSync(join(server.collected, name))).toEqual(readFileSync(path));
    }
    await expect(sitePane(page)).toContainText('This account may send files but not look at them.');
  } finally {
    await server.stop();
  }
});

test('after a restart nothing is sent by itself', async ({ launch, folder }) => {
  const server = await startOpenSsh();
  const proxy = await startProxy({ to: server.port });
  const files = makeOutbox(folder, 16 * mebi);
  try {
    const before = await launch({ height: 1000 });
    await addSite(before.page, { ...server, port: proxy.port, options: { filesAtATime: 1 } });
    await connectButton(before.page).click();
    await acceptIdentity(before.page);
    proxy.stallAfterBytes(6 * mebi, 'to-server');
    await sendTo(before.page, [files.large, files.first]);
    await expect(queueRow(before.page, 'large.hl7')).toContainText(partlySent);
    await expect(queueRow(before.page, 'VXU_2026-11-20.hl7')).toContainText('Waiting');
    await before.close();
    proxy.flow();
    const connections = proxy.accepted;

    const { page } = await launch({ height: 1000, dataFolder: before.dataFolder });
    await expect(queueRow(page, 'VXU_2026-11-20.hl7')).toContainText(
      'Waiting. The queue is paused',
    );
    await expect(queueRow(page, 'large.hl7')).toContainText(
      /Interrupted at [1-9]\d?%\. Riverside does not have all of it\./,
    );
    await expect(page.getByText('Not connected', { exact: true })).toBeVisible();

    await test.step('also not when the person connects', async () => {
      expect(proxy.accepted).toBe(connections);
      await connectButton(page).click();
      await expect(page.getByText('Connected', { exact: true })).toBeVisible();
      await page.getByRole('button', { name: "Refresh the site's folder" }).click();
      await expect(queueRow(page, 'VXU_2026-11-20.hl7')).toContainText(
        'Waiting. The queue is paused',
      );
      expect(existsSync(join(server.root, 'VXU_2026-11-20.hl7'))).toBe(false);
    });

    await test.step('but when they let it go on, with one click', async () => {
      await page.getByRole('button', { name: 'Go on with all 2 files' }).click();
      for (const name of ['large.hl7', 'VXU_2026-11-20.hl7'])
        await expect(queueRow(page, name)).toContainText('checked');
      expect(readFileSync(join(server.root, 'large.hl7'))).toEqual(readFileSync(files.large));
    });
  } finally {
    await proxy.close();
    await server.stop();
  }
});
