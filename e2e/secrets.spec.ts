import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startOpenSsh } from './servers/openssh.ts';
import { startVsftpd } from './servers/vsftpd.ts';
import { addSite } from './fixture/add-site.ts';
import { expect, test, type RunningApp } from './fixture/app.ts';
import { makeOutbox } from './fixture/sample-files.ts';
import { acceptIdentity, changeAddress, setUpPreset } from './fixture/sites.ts';
import { chooseSite, connectButton, queueRow, sendTo, sitePane } from './fixture/upload-screen.ts';

const mistyped = 'Mistyped-Bassoon-5503';
const patient = 'ZEBEDIAH-INVENTED';

test('passwords and patients stay out of everything that is kept, logged or printed', async ({
  launch,
  folder,
}) => {
  const [sftp, ftps] = [await startOpenSsh(), await startVsftpd()];
  const { outbox, first } = makeOutbox(folder);
  const file = join(outbox, 'with_patient.hl7');
  writeFileSync(file, readFileSync(first, 'utf8').replace('SAMPLE', patient));
  const printed: string[] = [];
  const logged: unknown[] = [];
  const start = async (dataFolder?: string) => {
    const running = await launch({ height: 1000, ...(dataFolder ? { dataFolder } : {}) });
    listenTo(running, printed);
    return running;
  };
  const keepLog = async ({ page }: RunningApp) =>
    logged.push(await page.evaluate(() => window.ciis.invoke('sessions.log', undefined)));
  try {
    const before = await start();
    const { page } = before;
    const { dataFolder } = before;

    await test.step('a mistyped password, then the right one', async () => {
      await setUpPreset(page, 'SFTP', { username: sftp.username, password: mistyped });
      await changeAddress(page, 'CIIS SFTP', { port: sftp.port });
      await connectButton(page).click();
      await page.getByRole('button', { name: 'Accept and connect' }).click();
      await page.getByRole('button', { name: 'Change the password' }).click();
      await page.getByLabel('Password', { exact: true }).fill(sftp.password);
      await connectButton(page).click();
      await expect(page.getByText('Connected', { exact: true })).toBeVisible();
    });

    await test.step('an upload over each protocol, with the session log open', async () => {
      await sendTo(page, [file]);
      await expect(queueRow(page, 'with_patient.hl7')).toContainText('checked');
      await addSite(page, { ...ftps, protocol: 'ftps', label: 'Over FTPS' });
      await chooseSite(page, 'Over FTPS');
      await connectButton(page).click();
      await acceptIdentity(page);
      await sendTo(page, [file]);
      await page.getByRole('tab', { name: 'Session log' }).click();
      // Only the last rows of it are drawn.
      await expect(page.getByRole('tabpanel', { name: 'Session log' })).toContainText('LIST');
      await keepLog(before);
      expect(JSON.stringify(logged)).toContain('PASS');
      expect(JSON.stringify(logged).match(/with_patient\.hl7 · verified/g)).toHaveLength(2);
      await before.close();
    });

    await test.step('after a restart the password comes from the keyring, unasked', async () => {
      const again = await start(dataFolder);
      for (const label of ['CIIS SFTP', 'Over FTPS']) {
        await chooseSite(again.page, label);
        await connectButton(again.page).click();
        await expect(again.page.getByText('Connected', { exact: true })).toBeVisible();
        await expect(again.page.getByRole('dialog')).toHaveCount(0);
      }
      await expect(sitePane(again.page)).toContainText('with_patient.hl7');
      await keepLog(again);
      await again.close();
    });

    await test.step('the command line uses the same sites and passwords', async () => {
      const sites = await cli(dataFolder, 'sites', '--json');
      expect(sites.code).toBe(0);
      expect(jsonLines(sites.out)).toEqual([
        expect.objectContaining({ label: 'CIIS SFTP', username: sftp.username }),
        expect.objectContaining({ label: 'Over FTPS', username: ftps.username }),
      ]);
      for (const label of ['CIIS SFTP', 'Over FTPS']) {
        const upload = await cli(
          dataFolder,
          'upload',
          label,
          file,
          '--again',
          '--json',
          '--verbose',
        );
        expect(upload.err).toContain('with_patient.hl7');
        expect(upload.code).toBe(0);
        expect(jsonLines(upload.out)).toEqual([
          expect.objectContaining({ event: 'transfer', status: 'verified' }),
          expect.objectContaining({ event: 'summary', exitCode: 0 }),
        ]);
        printed.push(upload.out, upload.err);
      }
      printed.push(sites.out, sites.err);
    });

    await test.step('none of it holds a password or a patient', () => {
      const kept = filesBelow(dataFolder).map((path) => ({ path, bytes: readFileSync(path) }));
      expect(kept.some(({ bytes }) => bytes.includes('with_patient.hl7'))).toBe(true);
      expect(JSON.stringify(logged)).toContain('with_patient.hl7');
      expect(printed.join('')).toContain('with_patient.hl7');
      for (const secret of [sftp.password, mistyped, patient]) {
        for (const form of formsOf(secret))
          expect(kept.filter(({ bytes }) => bytes.includes(form)).map(({ path }) => path)).toEqual(
            [],
          );
        expect(JSON.stringify(logged)).not.toContain(secret);
        expect(printed.join('')).not.toContain(secret);
      }
    });
  } finally {
    await sftp.stop();
    await ftps.stop();
  }
});

function listenTo({ app }: RunningApp, printed: string[]): void {
  const { stdout, stderr } = app.process();
  for (const stream of [stdout, stderr])
    stream?.on('data', (chunk: Buffer | string) => printed.push(String(chunk)));
}

async function cli(dataFolder: string, ...args: readonly string[]) {
  const script = fileURLToPath(new URL('../scripts/ciis-connect.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, ...args, '--data-dir', dataFolder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

const jsonLines = (text: string): unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

/** As the window's and the database's own formats may hold it. */
const formsOf = (secret: string): readonly Buffer[] => [
  Buffer.from(secret, 'utf8'),
  Buffer.from(secret, 'utf16le'),
  Buffer.from(Buffer.from(secret).toString('base64')),
];
