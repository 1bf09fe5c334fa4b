import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { startOpenSsh } from './servers/openssh.ts';
import { expect, test } from './fixture/app.ts';
import { dropFiles } from './fixture/file-drop.ts';
import { connectButton } from './fixture/upload-screen.ts';

/** The next file chooser is answered with this file. */
const chooseNext = (app: ElectronApplication, file: string) =>
  app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, file);

/** The next "save as" is answered with this file. */
const saveNextAs = (app: ElectronApplication, file: string) =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Import sites' });
const notices = (page: Page) => page.getByRole('region', { name: 'Notices' });
const site = (page: Page, name: string) =>
  dialogOf(page).getByRole('checkbox', { name, exact: true });

async function importOrExport(page: Page, what: 'Import sites...' | 'Export sites...') {
  await page.getByRole('button', { name: 'Sites', exact: true }).click();
  await page.getByRole('button', { name: 'Import or export' }).click();
  await page.getByRole('menuitem', { name: what }).click();
}

interface Account {
  readonly port: number;
  readonly username: string;
  readonly password: string;
}

/** A FileZilla Site Manager: one site of the server in a folder, one of another, and one that is not FTP. */
function fileZilla(folder: string, { port, username, password }: Account): string {
  const server = (protocol: number, host: string, at: number, user: string, name: string) =>
    `<Server><Host>${host}</Host><Port>${at}</Port><Protocol>${protocol}</Protocol><Type>0</Type>
     <User>${user}</User><Pass encoding="base64">${Buffer.from(password).toString('base64')}</Pass>
     <Logontype>1</Logontype><Name>${name}</Name></Server>`;
  const file = join(folder, 'sitemanager.xml');
  writeFileSync(
    file,
    `<?xml version="1.0" encoding="UTF-8"?>
    <FileZilla3 version="3.67.0" platform="windows"><Servers>
      <Folder expanded="1">Clinics&#xA;
        ${server(1, '127.0.0.1', port, username, 'Riverside')}
      </Folder>
      ${server(4, 'sslftp.cohealthnet.com', 1971, 'riverside_peds', 'State FTPS')}
      ${server(7, 's3.amazonaws.com', 443, 'someone', 'Archive')}
    </Servers></FileZilla3>`,
  );
  return file;
}

test('a new person imports the sites of FileZilla, connects, and exports them without passwords', async ({
  launch,
  folder,
}) => {
  const server = await startOpenSsh();
  const { page, app } = await launch();
  try {
    await test.step('the first run offers it, and shows what the file holds', async () => {
      await chooseNext(app, fileZilla(folder, server));
      await page.getByRole('button', { name: /^Import from FileZilla/ }).click();
      await expect(dialogOf(page)).toContainText('sitemanager.xml');
      await expect(site(page, 'Riverside')).toBeChecked();
      await expect(site(page, 'Riverside')).toContainText(
        `SFTP · 127.0.0.1:${server.port} · ${server.username} · in Clinics`,
      );
      await expect(dialogOf(page).getByRole('region', { name: "Can't come" })).toContainText(
        'Archive',
      );
      await expect(
        dialogOf(page).getByRole('checkbox', { name: /^Also import saved passwords \(2\)/ }),
      ).not.toBeChecked();
    });

    await test.step('what is ticked comes', async () => {
      await site(page, 'Riverside').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Space');
      await expect(site(page, 'State FTPS')).not.toBeChecked();
      await dialogOf(page).getByRole('button', { name: 'Import 1 site' }).click();
      await expect(notices(page)).toContainText('1 site imported.');
      await expect(page.getByRole('row', { name: 'Clinics' })).toBeVisible();
      await page.getByRole('button', { name: 'Close this notice' }).click();
    });

    await test.step('it connects once its password is typed', async () => {
      await page.getByRole('row', { name: 'Riverside' }).click();
      await page.getByRole('region', { name: 'Site', exact: true }).waitFor();
      await connectButton(page).click();
      await page.getByRole('button', { name: 'Accept and connect' }).click();
      const asked = page.getByRole('dialog', { name: `Password for ${server.username}` });
      await asked.getByLabel('Password', { exact: true }).fill(server.password);
      await asked.getByRole('button', { name: 'Connect' }).click();
      await expect(page.getByText('Connected', { exact: true })).toBeVisible();
    });

    await test.step('the same file again: what is here is not ticked, and passwords may come', async () => {
      await importOrExport(page, 'Import sites...');
      await expect(site(page, 'Riverside')).not.toBeChecked();
      await expect(site(page, 'Riverside')).toContainText('is here already');
      await dialogOf(page).getByText('Also import saved passwords (1)').click();
      await dialogOf(page).getByRole('button', { name: 'Import 1 site' }).click();
      await expect(notices(page)).toContainText('1 password is in ');
      await page.getByRole('button', { name: 'Close this notice' }).click();
    });

    await test.step('exported, the sites are there and no password is', async () => {
      const file = join(folder, 'sites.json');
      await saveNextAs(app, file);
      await importOrExport(page, 'Export sites...');
      await expect(notices(page)).toContainText('The sites are saved, without their passwords.');
      const text = readFileSync(file, 'utf8');
      expect(text).toContain('sslftp.cohealthnet.com');
      expect(text).toContain(server.username);
      expect(text).not.toContain(server.password);
      expect(text).not.toContain(Buffer.from(server.password).toString('base64'));
      await page.getByRole('button', { name: 'Close this notice' }).click();
      await dropFiles(page, page.getByRole('region', { name: 'Sites', exact: true }), [file]);
      await expect(dialogOf(page)).toContainText('0 of 2 chosen');
      await expect(dialogOf(page)).not.toContainText('saved passwords');
      await dialogOf(page).getByRole('button', { name: 'Cancel' }).click();
    });
  } finally {
    await server.stop();
  }
});

test('a file that can not be read says so, and what to do instead', async ({ launch, folder }) => {
  const { page, app } = await launch();
  const importIt = page.getByRole('button', { name: /^Import from FileZilla/ });
  const other = join(folder, 'notes.txt');
  writeFileSync(other, 'Call the clinic on Monday.\n');
  await chooseNext(app, other);
  await importIt.click();
  const failed = page.getByRole('dialog', {
    name: 'Nothing could be read from the file that was chosen.',
  });
  await expect(failed).toContainText('Choose one of FileZilla');

  const siteManager = join(folder, 'sm.dat');
  writeFileSync(siteManager, Buffer.from([0, 1, 2, 200, 201, 0, 0, 9]));
  await chooseNext(app, siteManager);
  await failed.getByRole('button', { name: 'Choose another file...' }).click();
  const locked = page.getByRole('dialog', { name: 'Only CuteFTP can read this file' });
  await expect(locked).toContainText('CIIS SFTP, CIIS FTPS');
  await locked.getByRole('button', { name: 'Set up a service' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome to CIIS Connect' })).toBeVisible();
});
