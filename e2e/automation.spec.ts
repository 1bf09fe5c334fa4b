import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { update } from '../src/main/hl7/testing/samples.ts';
import { startOpenSsh } from './servers/openssh.ts';
import { addSite } from './fixture/add-site.ts';
import { expect, test } from './fixture/app.ts';
import { acceptIdentity } from './fixture/sites.ts';
import { connectButton } from './fixture/upload-screen.ts';

const automation = (page: Page) => page.getByRole('button', { name: 'Automation', exact: true });
const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const dialogOf = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });

/** The next folder chooser is answered with this folder. */
const chooseNext = (app: ElectronApplication, folder: string) =>
  app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, folder);

/** "2026-11", as the folder of what was sent this month is called. */
function thisMonth(): string {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}`;
}

const message = (controlId: string) => update({ controlId });

test('a rule sends what comes into a folder, and puts away what it has sent', async ({
  launch,
  folder,
}) => {
  const server = await startOpenSsh();
  const outbox = join(folder, 'Outbox');
  mkdirSync(outbox);
  const put = (name: string, text: string) => writeFileSync(join(outbox, name), text);
  const sent = (name: string) => join(outbox, 'Sent', thisMonth(), name);
  const { page, app } = await launch();
  try {
    await test.step('a site whose identity is known', async () => {
      await addSite(page, { ...server, label: 'Riverside' });
      await connectButton(page).click();
      await acceptIdentity(page);
    });

    await test.step('a rule is made in the window', async () => {
      await automation(page).click();
      await expect(page.getByText('No rules yet')).toBeVisible();
      await page.getByRole('button', { name: 'New rule' }).click();
      const dialog = dialogOf(page, 'New rule');
      await dialog.getByRole('button', { name: 'Make rule' }).click();
      await expect(dialog.getByText('Enter a name for the rule')).toBeVisible();
      await expect(dialog.getByText('Choose a folder')).toBeVisible();
      await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
      await dialog.getByRole('textbox', { name: 'Name' }).fill('Outbox');
      await expect(dialog.getByText('Enter a name for the rule')).toBeHidden();
      await chooseNext(app, outbox);
      await dialog.getByRole('button', { name: 'Choose folder' }).click();
      await expect(dialog.getByRole('textbox', { name: 'Folder', exact: true })).toHaveValue(
        outbox,
      );
      await dialog.getByRole('textbox', { name: 'Unchanged for' }).fill('1');
      await dialog.getByRole('button', { name: 'Make rule' }).click();
      await expect(dialog).toBeHidden();
      await expect(card(page, 'Outbox')).toContainText(
        `Watches ${outbox} for *.hl7 and sends them to Riverside.`,
      );
      await expect(card(page, 'Outbox')).toContainText('Watching');
    });

    await test.step('a file that is written into the folder arrives and is moved', async () => {
      put('VXU_1.hl7', message('A-1'));
      await expect.poll(() => existsSync(sent('VXU_1.hl7')), { timeout: 20_000 }).toBe(true);
      expect(readFileSync(join(server.root, 'VXU_1.hl7'), 'utf8')).toBe(message('A-1'));
      expect(existsSync(join(outbox, 'VXU_1.hl7'))).toBe(false);
      await expect(card(page, 'Outbox')).toContainText(/Today, \d\d:\d\d: 1 sent(?!.*Nothing new)/);
    });

    await test.step('the run is in the history of the rule', async () => {
      await card(page, 'Outbox').getByRole('button', { name: 'History of Outbox' }).click();
      const runs = dialogOf(page, 'Runs of Outbox');
      await expect(runs.getByRole('listitem')).toHaveCount(1);
      await expect(runs.getByRole('listitem')).toContainText('1 sent');
      await runs.getByRole('button', { name: 'Close' }).click();
    });

    await test.step('paused it waits, and runs when it is asked to', async () => {
      await card(page, 'Outbox').getByRole('button', { name: 'Pause Outbox' }).click();
      await expect(card(page, 'Outbox')).toContainText('Paused');
      put('VXU_2.hl7', message('A-2'));
      await card(page, 'Outbox').getByRole('button', { name: 'Run Outbox now' }).click();
      await expect.poll(() => existsSync(sent('VXU_2.hl7')), { timeout: 20_000 }).toBe(true);
      await expect(async () => {
        await card(page, 'Outbox').getByRole('button', { name: 'Run Outbox now' }).click();
        await expect(card(page, 'Outbox')).toContainText(/Nothing new today/, { timeout: 1000 });
      }).toPass();
      await card(page, 'Outbox').getByRole('button', { name: 'Go on with Outbox' }).click();
      await expect(card(page, 'Outbox')).toContainText('Watching');
    });

    await test.step('a file that is not HL7 is refused, with a note why', async () => {
      put('broken.hl7', 'this is not HL7\r\n');
      const refused = join(outbox, 'Refused');
      await expect
        .poll(() => (existsSync(refused) ? readdirSync(refused).sort() : []), { timeout: 20_000 })
        .toEqual(['broken.hl7', 'broken.hl7 - why.txt']);
      expect(existsSync(join(server.root, 'broken.hl7'))).toBe(false);
      await expect(card(page, 'Outbox')).toContainText('1 refused');
      await expect(
        card(page, 'Outbox').getByRole('list', { name: 'Files that did not arrive' }),
      ).toContainText('broken.hl7:');
    });

    await test.step('a rule that is edited does something else', async () => {
      await card(page, 'Outbox').getByRole('button', { name: 'Edit Outbox' }).click();
      const dialog = dialogOf(page, 'Edit Outbox');
      await dialog.getByRole('button', { name: 'Send', exact: true }).click();
      await page.getByRole('option', { name: 'At set times' }).click();
      await dialog.getByRole('textbox', { name: 'At', exact: true }).fill('5:30 pm');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await expect(card(page, 'Outbox')).toContainText(
        `Every day at 17:30: sends *.hl7 from ${outbox} to Riverside.`,
      );
      await expect(card(page, 'Outbox')).toContainText(/Next run (today|tomorrow), 17:30/);
    });

    await test.step('a rule that is deleted takes no file along', async () => {
      await card(page, 'Outbox').getByRole('button', { name: 'More for Outbox' }).click();
      await page.getByRole('menuitem', { name: 'Delete rule...' }).click();
      await page.getByRole('button', { name: 'Delete rule', exact: true }).click();
      await expect(page.getByText('No rules yet')).toBeVisible();
      expect(existsSync(sent('VXU_1.hl7'))).toBe(true);
    });
  } finally {
    await server.stop();
  }
});
