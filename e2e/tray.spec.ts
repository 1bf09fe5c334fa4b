import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { update } from '../src/main/hl7/testing/samples.ts';
import { newRuleSettings } from '../src/shared/domain/rule.ts';
import { startOpenSsh } from './servers/openssh.ts';
import { addSite } from './fixture/add-site.ts';
import { expect, test } from './fixture/app.ts';
import { acceptIdentity } from './fixture/sites.ts';
import { connectButton } from './fixture/upload-screen.ts';

const isShown = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);

const closeWindow = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

/** As the system tells the program that it was started once more. */
const startAgain = (app: ElectronApplication, ...args: string[]) =>
  app.evaluate(({ app: electron }, given) => {
    electron.emit('second-instance', {}, ['ciis-connect', ...given], '/', null);
  }, args);

/** Native questions are answered so from now on. */
const answer = (app: ElectronApplication, response: number, checkboxChecked = false) =>
  app.evaluate(
    ({ dialog }, given) => {
      dialog.showMessageBox = () => Promise.resolve(given);
    },
    { response, checkboxChecked },
  );

const makeRule = (page: Page, folder: string) =>
  page.evaluate(
    async (settings) => {
      const listed = await window.ciis.invoke('sites.list', undefined);
      if (!listed.ok) throw new Error(listed.error.code);
      const siteId = listed.value.sites[0]?.id ?? '';
      const saved = await window.ciis.invoke('rules.save', {
        id: null,
        settings: { ...settings, siteId },
      });
      if (!saved.ok) throw new Error(saved.error.code);
    },
    { ...newRuleSettings(), name: 'Outbox', folder, steadySeconds: 1 },
  );

const onClose = (page: Page, meaning: 'ask' | 'quit' | 'tray') =>
  page.evaluate((value) => window.ciis.invoke('settings.update', { onClose: value }), meaning);

test('without its window the program goes on with its rules', async ({ launch, folder }) => {
  const server = await startOpenSsh();
  const outbox = join(folder, 'Outbox');
  mkdirSync(outbox);
  const { app, page } = await launch();
  const sends = async (name: string) => {
    writeFileSync(join(outbox, name), update({ controlId: name }));
    await expect.poll(() => existsSync(join(server.root, name)), { timeout: 20_000 }).toBe(true);
  };
  try {
    await addSite(page, { ...server, label: 'Riverside' });
    await connectButton(page).click();
    await acceptIdentity(page);
    await makeRule(page, outbox);

    await test.step('closing it asks, and Cancel leaves it open', async () => {
      await answer(app, 2);
      await closeWindow(app);
      await expect.poll(() => isShown(app)).toBe(true);
      await expect(page.getByRole('button', { name: 'Automation', exact: true })).toBeVisible();
    });

    await test.step('"Keep running" hides it, and a file that comes is sent', async () => {
      await answer(app, 0, true);
      await closeWindow(app);
      await expect.poll(() => isShown(app)).toBe(false);
      await sends('first.hl7');
    });

    await test.step('a second start shows it, unless the computer makes it', async () => {
      await startAgain(app, '--hidden');
      expect(await isShown(app)).toBe(false);
      await startAgain(app);
      await expect.poll(() => isShown(app)).toBe(true);
    });

    await test.step('"Do this always" asks no more', async () => {
      await answer(app, 1);
      await closeWindow(app);
      await expect.poll(() => isShown(app)).toBe(false);
      await sends('second.hl7');
      await startAgain(app);
    });

    await test.step('with "Quit" it ends', async () => {
      await onClose(page, 'quit');
      const ended = app.waitForEvent('close');
      await closeWindow(app);
      await ended;
    });
  } finally {
    await server.stop();
  }
});

test('started with the computer it shows no window until somebody wants it', async ({ launch }) => {
  const { app, page } = await launch({ args: ['--hidden'] });
  await page.waitForLoadState();
  await expect(page.getByRole('main').first()).toBeAttached();
  expect(await isShown(app)).toBe(false);
  await startAgain(app);
  await expect.poll(() => isShown(app)).toBe(true);
  const ended = app.waitForEvent('close');
  await closeWindow(app);
  await ended;
});
