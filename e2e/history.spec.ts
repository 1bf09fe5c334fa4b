import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { update } from '../src/main/hl7/testing/samples.ts';
import { startOpenSsh } from './servers/openssh.ts';
import { addSite } from './fixture/add-site.ts';
import { expect, test } from './fixture/app.ts';
import { pdfText } from './fixture/pdf-text.ts';
import { makeOutbox } from './fixture/sample-files.ts';
import { acceptIdentity } from './fixture/sites.ts';
import { connectButton, sendTo, sitePane } from './fixture/upload-screen.ts';

const list = (page: Page) => page.getByRole('grid', { name: 'Files and messages' });
const row = (page: Page, name: string) => list(page).getByRole('row').filter({ hasText: name });
const receipt = (page: Page) => page.getByRole('region', { name: 'Receipt' });
const history = (page: Page) => page.getByRole('button', { name: 'History', exact: true });

/** The next "save as" is answered with this file. */
const saveNextAs = (app: ElectronApplication, file: string) =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);

/** The titles of what was printed. */
const printed = (app: ElectronApplication) =>
  app.evaluate(() => (globalThis as { printedTitles?: readonly string[] }).printedTitles ?? []);

/** Stands in for the system's print dialog: each time it says the next reason why not (empty: it prints). */
const answerPrinting = (app: ElectronApplication, reasons: readonly string[]) =>
  app.evaluate(({ app: electron }, answers) => {
    const titles: string[] = [];
    Object.assign(globalThis, { printedTitles: titles });
    electron.on('web-contents-created', (_event, contents) => {
      contents.print = (_options, done) => {
        const reason = answers[titles.length] ?? '';
        titles.push(contents.getTitle());
        done?.(reason === '', reason);
      };
    });
  }, reasons);

test('three files leave receipts, which are found, printed and exported', async ({
  launch,
  folder,
}) => {
  const server = await startOpenSsh();
  const files = makeOutbox(folder);
  const { page, app } = await launch();
  try {
    await test.step('nothing was sent yet', async () => {
      await addSite(page, { ...server, label: 'Riverside' });
      await history(page).click();
      await expect(page.getByText('Nothing was sent yet')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Export CSV...' })).toBeDisabled();
    });

    await test.step('each file is there when it has been sent, also while the screen is open', async () => {
      await page.getByRole('button', { name: 'Upload', exact: true }).click();
      await connectButton(page).click();
      await acceptIdentity(page);
      await sendTo(page, [files.first, files.second, files.fourth]);
      await history(page).click();
      await expect(page.getByText('3 files and messages')).toBeVisible();
      await expect(row(page, 'batch_1119.hl7')).toContainText(/Today, .*Riverside.*Verified.*2/);
    });

    await test.step('it is found by a part of its name, and by its checksum', async () => {
      const search = page.getByRole('searchbox', { name: 'Search by file name or SHA-256' });
      await search.fill('WALKIN');
      await expect(page.getByText('1 file or message')).toBeVisible();
      await row(page, 'walkin_1120.hl7').click();
      const groups = receipt(page).getByRole('group', { name: 'SHA-256 of the file' });
      const sha256 = await groups.locator('code').innerText();
      expect(sha256).toMatch(/^([0-9a-f]{8} ){7}[0-9a-f]{8}$/);
      await search.fill(sha256.slice(0, 8));
      await expect(row(page, 'walkin_1120.hl7')).toBeVisible();
      await search.fill('never sent');
      await expect(page.getByText('Nothing fits')).toBeVisible();
      await page.getByRole('button', { name: 'Show everything' }).click();
      await expect(page.getByText('3 files and messages')).toBeVisible();
    });

    await test.step('the receipt says what happened', async () => {
      await row(page, 'batch_1119.hl7').click();
      await expect(receipt(page)).toContainText(
        /Accepted by Riverside and checked: 2 messages, \d+ bytes/,
      );
      await expect(receipt(page)).toContainText(/\d+ bytes, read back equal/);
      await expect(receipt(page)).toContainText(`127.0.0.1, port ${server.port}`);
      await expect(receipt(page)).toContainText(server.username);
      await expect(receipt(page)).toContainText(files.fourth);
      await expect(receipt(page)).toContainText(/SHA256:/);
    });

    await test.step('it moves and closes by keyboard', async () => {
      const oldest = list(page).getByRole('row').last().getByRole('gridcell').nth(1);
      const name = await oldest.innerText();
      await list(page).focus();
      await page.keyboard.press('End');
      await expect(receipt(page)).toContainText(name);
      await page.keyboard.press('Escape');
      await expect(receipt(page)).toBeHidden();
      await page.keyboard.press('Enter');
      await expect(receipt(page).getByRole('group', { name: `Receipt of ${name}` })).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(list(page)).toBeFocused();
    });

    await test.step('it is saved as PDF, with text that can be read', async () => {
      await row(page, 'batch_1119.hl7').click();
      const file = join(folder, 'receipt.pdf');
      await saveNextAs(app, file);
      await receipt(page).getByRole('button', { name: 'Save as PDF...' }).click();
      await expect(page.getByText('The receipt is saved.', { exact: true })).toBeVisible();
      const pdf = readFileSync(file);
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      expect(pdf.toString('latin1')).toContain('/Title (Receipt: batch_1119.hl7)');
      const text = pdfText(pdf).join('\n');
      expect(text).toMatch(/Accepted by Riverside and checked: 2 messages, \d+ bytes/);
      for (const words of ['batch_1119.hl7', 'read back equal', server.username, 'CIIS Connect'])
        expect(text).toContain(words);
      // The page that was printed is gone.
      expect(app.windows()).toHaveLength(1);
      await page.getByRole('button', { name: 'Close this notice' }).click();
    });

    await test.step('it is printed, unless the printer can not', async () => {
      await answerPrinting(app, ['', 'Print job canceled', 'No printers available']);
      const print = receipt(page).getByRole('button', { name: 'Print' });
      await print.click();
      await expect.poll(() => printed(app)).toEqual(['Receipt: batch_1119.hl7']);
      await print.click();
      await expect.poll(() => printed(app)).toHaveLength(2);
      await print.click();
      const notice = page.getByText('This could not be printed.', { exact: true });
      await expect(notice).toHaveCount(1);
      await page.getByRole('button', { name: 'Close this notice' }).click();
    });

    await test.step('what is shown is exported', async () => {
      await page.getByRole('searchbox', { name: /Search by file name/ }).fill('hl7');
      await expect(page.getByText('3 files and messages')).toBeVisible();
      await page.getByRole('searchbox', { name: /Search by file name/ }).fill('1120');
      await expect(page.getByText('1 file or message')).toBeVisible();
      const file = join(folder, 'history.csv');
      await saveNextAs(app, file);
      await page.getByRole('button', { name: 'Export CSV...' }).click();
      await expect(page.getByText('The table is saved.', { exact: true })).toBeVisible();
      const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/);
      expect(lines).toHaveLength(2);
      expect(lines[1]).toContain('walkin_1120.hl7');
    });

    await test.step('one that is sent meanwhile comes by itself', async () => {
      await page.getByRole('button', { name: 'Clear search' }).click();
      await expect(page.getByText('3 files and messages')).toBeVisible();
      const later = join(files.outbox, 'later_1121.hl7');
      writeFileSync(later, update({ controlId: 'RV-99' }));
      await page.evaluate(async (path) => {
        const listed = await window.ciis.invoke('sites.list', undefined);
        const siteId = listed.ok ? (listed.value.sites[0]?.id ?? '') : '';
        await window.ciis.invoke('transfers.upload', { siteId, paths: [path], to: null });
      }, later);
      await expect(page.getByText('4 files and messages')).toBeVisible();
      await expect(list(page).getByRole('row').nth(1)).toContainText('later_1121.hl7');
    });
    await expect(sitePane(page)).toBeHidden();
  } finally {
    await server.stop();
  }
});
