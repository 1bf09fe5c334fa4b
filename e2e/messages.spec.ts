import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { presets } from '../src/shared/domain/presets.ts';
import { update } from '../src/main/hl7/testing/samples.ts';
import { startGatewayStub } from './servers/gateway-stub.ts';
import { expect, test } from './fixture/app.ts';
import { addWebSite } from './fixture/check-screen.ts';
import { dropFiles } from './fixture/file-drop.ts';

const account = { username: 'riverside_peds', facilityId: 'RIVPED01' } as const;
const id = (number: number): string => `RV-${String(number).padStart(3, '0')}`;
const inLists = new Set(['RV-017', 'RV-101', 'RV-160']);
const withRemarks = new Set(['RV-005', 'RV-150']);

function batch(folder: string, name: string, count: number, processingId = 'T'): string {
  const path = join(folder, name);
  const messages = Array.from({ length: count }, (_, index) =>
    update({ controlId: id(index + 1), processingId, facility: account.facilityId }),
  );
  const head = 'FHS|^~\\&|RIVERSIDE|RIVPED01\rBHS|^~\\&|RIVERSIDE|RIVPED01\r';
  writeFileSync(path, `${head}${messages.join('')}BTS|${count}\rFTS|1\r`);
  return path;
}

async function openMessages(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Messages', exact: true }).click();
}

const drop = (page: Page, path: string): Promise<void> =>
  dropFiles(page, page.getByRole('main'), [path]);

/** Chooses what the list shows, and says how many that are. */
async function show(page: Page, filter: string, count: number): Promise<void> {
  await page.getByRole('button', { name: /Show$/ }).click();
  await page.getByRole('option', { name: `${filter} (${count})` }).click();
  // Only the rows in sight are there.
  const first = page.getByRole('listbox').getByRole('option').first();
  await expect(first).toHaveAttribute('aria-setsize', String(count));
}

test('a batch is dropped and sent in real time; what was refused is sent again', async ({
  launch,
  folder,
}) => {
  const gateway = await startGatewayStub({
    answerTo: ({ controlId }) =>
      inLists.has(controlId) ? 'refused' : withRemarks.has(controlId) ? 'remarks' : 'accepted',
    account: { username: account.username, password: 'made-up-secret' },
  });
  try {
    const { app, page } = await launch();
    await addWebSite(page, {
      ...{ protocol: 'soap', label: 'Gateway', url: gateway.serviceUrl, ...account },
      secret: 'made-up-secret',
    });
    await openMessages(page);

    await test.step('it is read, and found in order', async () => {
      await drop(page, batch(folder, 'week 47.hl7', 200));
      await expect(page.getByRole('button', { name: 'Send 200 messages' })).toBeEnabled();
      await expect(page.getByRole('region', { name: 'Pre-flight check' })).toContainText(
        '200 vaccination updates',
      );
    });

    await test.step('every message gets its answer', async () => {
      await page.getByRole('button', { name: 'Send 200 messages' }).click();
      await page.getByRole('button', { name: 'Accept and connect' }).click();
      await expect(page.getByRole('group', { name: 'How sending went' })).toContainText('195');
      expect(gateway.messages).toHaveLength(200);
      expect(gateway.messages.every(({ hl7 }) => hl7.endsWith('\r'))).toBe(true);
    });

    await test.step('a remark and a refusal are told in words, at the field they are about', async () => {
      await show(page, 'With remarks', 2);
      await page.getByRole('option', { name: /RV-005/ }).click();
      const answer = page.getByRole('region', { name: 'Answer' });
      await expect(answer).toContainText('Accepted with remarks');
      await expect(answer).toContainText('The address is not complete');
      await show(page, 'Not accepted', 3);
      await page.getByRole('option', { name: /RV-017/ }).click();
      await expect(answer).toContainText('Not accepted');
      await expect(answer).toContainText('The birth date is missing');
      await answer.getByRole('button', { name: /PID-7/ }).click();
      await expect(page.getByRole('region', { name: 'Message', exact: true })).toContainText(
        '20150415',
      );
    });

    await test.step('those that were refused go again, with the control IDs they had', async () => {
      gateway.setAnswers(() => 'accepted');
      await page.getByRole('button', { name: 'Send the 3 refused again' }).click();
      await expect.poll(() => gateway.messages.length).toBe(203);
      expect(new Set(gateway.messages.slice(200).map(({ controlId }) => controlId))).toEqual(
        inLists,
      );
      await show(page, 'With remarks', 2);
    });

    await test.step('answers and summary are saved', async () => {
      for (const [item, name] of [
        ['Save answers...', 'answers.hl7'],
        ['Save summary (CSV)...', 'summary.csv'],
      ] as const) {
        const filePath = join(folder, name);
        await app.evaluate(({ dialog }, path) => {
          dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
        }, filePath);
        await page.getByRole('button', { name: 'More ways to send' }).click();
        await page.getByRole('menuitem', { name: item }).click();
        await expect.poll(() => textOf(filePath)).toContain('RV-200');
      }
      expect(textOf(join(folder, 'answers.hl7')).match(/\rMSA\|AA\|/g)).toHaveLength(198);
      expect(textOf(join(folder, 'summary.csv'))).not.toMatch(/Sample|Ada/);
    });
  } finally {
    await gateway.close();
  }
});

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // It is not there yet.
  }
}

test('production is marked, and test messages go there only when its name is typed', async ({
  launch,
  folder,
}) => {
  const { page } = await launch();
  const { label, url } = presets['ciis-realtime'];
  await addWebSite(page, { protocol: 'soap', label, url, ...account });
  await openMessages(page);
  await drop(page, batch(folder, 'test.hl7', 3));
  await expect(page.getByText('Production', { exact: true })).toBeVisible();
  await expect(page.getByText(/Production: what you send is real/)).toBeVisible();
  await page.getByRole('button', { name: 'Send 3 messages to production' }).click();
  const question = page.getByRole('alertdialog', { name: 'Send test messages to production?' });
  await expect(question.getByRole('button', { name: /^Send 3/ })).toBeDisabled();
  await question.getByRole('textbox').fill('PRODUCTION');
  await expect(question.getByRole('button', { name: /^Send 3/ })).toBeEnabled();
  // Nothing is sent anywhere in this test.
  await question.getByRole('button', { name: "Don't send" }).click();
  await expect(question).toHaveCount(0);
});

test('a wrong password stops the run after one try, and nothing else is sent', async ({
  launch,
  folder,
}) => {
  const gateway = await startGatewayStub({
    account: { username: account.username, password: 'the right one' },
  });
  try {
    const { page } = await launch();
    await addWebSite(page, {
      ...{ protocol: 'soap', label: 'Gateway', url: gateway.serviceUrl, ...account },
      secret: 'made-up and wrong',
    });
    await openMessages(page);
    await drop(page, batch(folder, 'week 47.hl7', 20));
    await page.getByRole('button', { name: 'Send 20 messages' }).click();
    await page.getByRole('button', { name: 'Accept and connect' }).click();
    const band = page.getByRole('group', { name: 'How sending went' });
    await expect(band).toContainText('refused this username or password');
    await expect(band.getByRole('button', { name: 'Change the password' })).toBeVisible();
    expect(gateway.messages).toHaveLength(1);
    await show(page, 'Not sent', 19);
  } finally {
    await gateway.close();
  }
});
