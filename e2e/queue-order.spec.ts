import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startOpenSsh } from './servers/openssh.ts';
import { startProxy } from './servers/proxy.ts';
import { addSite } from './fixture/add-site.ts';
import { expect, test } from './fixture/app.ts';
import { hl7OfSize, makeOutbox } from './fixture/sample-files.ts';
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

const queue = (page: Page) => page.getByRole('grid', { name: 'Queue' });

/** The names of the queue's rows from top to bottom, as they are on the screen. */
const names = (page: Page) =>
  queue(page)
    .getByRole('row')
    .evaluateAll((rows) =>
      rows
        .map((row) => ({ top: row.getBoundingClientRect().top, name: row.ariaLabel ?? '' }))
        .sort((one, other) => one.top - other.top)
        .map(({ name }) => name),
    );

test('the line can be put in another order, with the mouse and without', async ({
  launch,
  folder,
}) => {
  const server = await startOpenSsh();
  const files = makeOutbox(folder);
  try {
    const before = await launch({ height: 1000 });
    const { page } = before;
    await addSite(page, { ...server, options: { filesAtATime: 1 } });
    await connectButton(page).click();
    await acceptIdentity(page);
    await page.evaluate(() => window.ciis.invoke('transfers.setPaused', { paused: true }));
    await sendTo(page, [files.first, files.second, files.third, files.fourth]);
    const [first, second, third, fourth] = [
      'VXU_2026-11-20.hl7',
      'walkin_1120.hl7',
      'flu_clinic_1118.hl7',
      'batch_1119.hl7',
    ] as const;
    await expect(queueRow(page, fourth)).toContainText('Waiting');
    await expect.poll(() => names(page)).toEqual([first, second, third, fourth]);

    await test.step('by its menu', async () => {
      await queueRow(page, fourth).click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Move to the top' }).click();
      await expect.poll(() => names(page)).toEqual([fourth, first, second, third]);
    });

    await test.step('by the keyboard, and the row keeps the focus', async () => {
      await queueRow(page, fourth).focus();
      await page.keyboard.press('Alt+ArrowDown');
      await expect.poll(() => names(page)).toEqual([first, fourth, second, third]);
      await expect(queueRow(page, fourth)).toBeFocused();
      await page.keyboard.press('Alt+End');
      await expect.poll(() => names(page)).toEqual([first, second, third, fourth]);
    });

    await test.step('several at once, by dragging', async () => {
      await queueRow(page, third).click();
      await queueRow(page, fourth).click({ modifiers: ['Shift'] });
      await queueRow(page, fourth).dragTo(queueRow(page, first), {
        targetPosition: { x: 100, y: 4 },
      });
      await expect.poll(() => names(page)).toEqual([third, fourth, first, second]);
    });

    await test.step('and it is kept over a restart', async () => {
      await before.close();
      const after = await launch({ height: 1000, dataFolder: before.dataFolder });
      await expect.poll(() => names(after.page)).toEqual([third, fourth, first, second]);
      await after.page.getByRole('button', { name: 'Go on', exact: true }).click();
      await expect(queueRow(after.page, second)).toContainText('checked');
      await after.page.getByRole('tab', { name: /^Done/ }).click();
      const done = after.page.getByRole('grid', { name: 'Done' }).getByRole('row');
      await expect(done).toHaveCount(4);
      await expect(done.first()).toHaveAccessibleName(second);
      await expect(done.last()).toHaveAccessibleName(third);
    });
  } finally {
    await server.stop();
  }
});

test('many rows are acted on at once', async ({ launch, folder }) => {
  const server = await startOpenSsh();
  const files = makeOutbox(folder);
  try {
    const { page } = await launch({ height: 1000 });
    await addSite(page, server);
    await connectButton(page).click();
    await acceptIdentity(page);
    await page.evaluate(() => window.ciis.invoke('transfers.setPaused', { paused: true }));
    await sendTo(page, [files.first, files.second, files.third]);
    await queueRow(page, 'walkin_1120.hl7').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await expect(queue(page).getByText('Stopped before anything was sent')).toHaveCount(3);
    await queueRow(page, 'VXU_2026-11-20.hl7').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Retry' }).click();
    await page.getByRole('button', { name: 'Go on', exact: true }).click();
    await expect(queue(page).getByText('Accepted by Riverside and checked:')).toHaveCount(3);
    await expect(fileRow(localPane(page), 'Outbox')).toHaveCount(0);
  } finally {
    await server.stop();
  }
});

test('what broke off says when it is begun again, and can be begun at once', async ({
  launch,
  folder,
}) => {
  const server = await startOpenSsh();
  const proxy = await startProxy({ to: server.port });
  const large = join(folder, 'large.hl7');
  writeFileSync(large, hl7OfSize(8_000_000, 'RV30'));
  try {
    // Long: nobody waits for them here.
    const { page } = await launch({ height: 1000, retryDelays: [60_000, 60_000, 60_000] });
    await addSite(page, { ...server, port: proxy.port });
    await connectButton(page).click();
    await acceptIdentity(page);
    const row = queueRow(page, 'large.hl7');
    proxy.stallAfterBytes(3_000_000, 'to-server');
    await sendTo(page, [large]);
    await expect(row).toContainText(partlySent);
    proxy.cut();
    await expect(row).toContainText(/The connection broke\. Trying again in \d+ s \(1 of 3\)/);
    proxy.flow();
    await row.getByRole('button', { name: 'Try large.hl7 now' }).click();
    await expect(row).toContainText('checked');
    expect(readFileSync(join(server.root, 'large.hl7'))).toEqual(readFileSync(large));
    await row.getByRole('button', { name: 'Receipt of large.hl7' }).click();
    await expect(page.getByText('Accepted by Riverside and checked')).toBeVisible();
  } finally {
    await proxy.close();
    await server.stop();
  }
});

test('a site says how its files are sent', async ({ launch, folder }) => {
  const { page } = await launch();
  await addSite(page, { port: 22, username: 'clinic', password: 'made up', localFolder: folder });
  await page.getByRole('button', { name: 'Sites', exact: true }).click();
  await page.getByRole('tab', { name: 'Actions' }).click();
  const choose = async (field: string, option: string) => {
    await page.getByRole('button', { name: new RegExp(`${field}$`) }).click();
    await page.getByRole('option', { name: option }).click();
  };
  await choose('When a name exists', 'Numerate');
  await expect(page.getByText('batch (2).hl7')).toBeVisible();
  await page.getByText('Go on by itself after an interruption').click();
  await page.getByRole('tab', { name: 'Options' }).click();
  const limit = page.getByRole('textbox', { name: 'Speed limit' });
  await limit.fill('99999999');
  await limit.blur();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Enter a number from 0 to 10000000')).toBeVisible();
  await limit.fill('500');
  await limit.blur();
  await choose('Check after sending', 'Checksum');
  await page.getByText('Temporary name').click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  const listed = await page.evaluate(() => window.ciis.invoke('sites.list', undefined));
  expect(listed.ok && listed.value.sites[0]).toMatchObject({
    onExists: 'numerate',
    goOnAtStart: true,
    options: { speedLimit: 500, verify: 'checksum', temporaryName: true },
  });
});

test('a large folder of Local Drives fills while one looks at it', async ({ launch, folder }) => {
  const server = await startOpenSsh();
  const outbox = join(folder, 'Outbox');
  mkdirSync(outbox);
  for (let number = 0; number < 6000; number += 1)
    writeFileSync(join(outbox, `note ${number}.txt`), '');
  const file = join(outbox, 'VXU_2026-11-20.hl7');
  writeFileSync(file, hl7OfSize(2000, 'RV31'));
  try {
    const { page } = await launch({ height: 1000 });
    await addSite(page, { ...server, localFolder: outbox });
    const table = localPane(page).getByRole('grid', { name: 'Files on this computer' });
    await expect(table).toHaveAttribute('aria-rowcount', '6002');

    await test.step('it is sorted by name, numbers as numbers, and read by keys', async () => {
      await table.getByRole('button', { name: 'Name' }).click();
      await expect(table.getByRole('row').nth(1)).toHaveAccessibleName('note 0.txt');
      await table.getByRole('row', { name: 'note 0.txt' }).click();
      await page.keyboard.press('End');
      const last = table.getByRole('row', { name: 'VXU_2026-11-20.hl7' });
      await expect(last).toBeFocused();
      await expect(last).toBeInViewport();
      await page.keyboard.press('Control+a');
      await expect(localPane(page).getByRole('button', { name: 'Send 6001 files' })).toBeVisible();
      await page.keyboard.press('Escape');
      await page.keyboard.type('note 44');
      await expect(table.getByRole('row', { name: 'note 44.txt' })).toBeFocused();
    });

    await test.step('what was sent says so', async () => {
      await connectButton(page).click();
      await acceptIdentity(page);
      await sendTo(page, [file]);
      await expect(queueRow(page, 'VXU_2026-11-20.hl7')).toContainText('checked');
      await table.getByRole('row', { name: 'note 44.txt' }).click();
      await page.keyboard.press('End');
      await expect(table.getByRole('row', { name: 'VXU_2026-11-20.hl7' })).toContainText('Today');
      await expect(sitePane(page)).toContainText('VXU_2026-11-20.hl7');
    });
  } finally {
    await server.stop();
  }
});
