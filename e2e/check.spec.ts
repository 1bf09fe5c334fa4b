import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startGatewayStub } from './servers/gateway-stub.ts';
import { startPageServer } from './servers/https-server.ts';
import { closedPort, silentPort, unansweredPort } from './servers/odd-servers.ts';
import { startOpenSsh } from './servers/openssh.ts';
import { startVsftpd } from './servers/vsftpd.ts';
import { addSite } from './fixture/add-site.ts';
import { expect, test } from './fixture/app.ts';
import {
  acceptAll,
  addWebSite,
  card,
  checkButton,
  openCheckScreen,
} from './fixture/check-screen.ts';

test('all four services are checked, and the report says so', async ({ launch, folder }) => {
  const [ssh, ftp, gateway, web] = await Promise.all([
    startOpenSsh(),
    startVsftpd(),
    startGatewayStub(),
    startPageServer(),
  ]);
  try {
    const { app, page } = await launch();
    const { username, password } = ssh;
    await addSite(page, { label: 'Files', port: ssh.port, username, password });
    const { passivePorts } = ftp;
    await addSite(page, {
      ...{ protocol: 'ftps', label: 'Files, FTPS', port: ftp.port },
      ...{ username: ftp.username, password: ftp.password, options: { passivePorts } },
    });
    await addWebSite(page, {
      ...{ protocol: 'soap', label: 'Gateway', url: gateway.serviceUrl, wsdlUrl: gateway.wsdlUrl },
      ...{ username: 'riverside_peds', facilityId: 'RIVPED01' },
    });
    await addWebSite(page, { protocol: 'web', label: 'Upload page', url: web.origin });
    await openCheckScreen(page);
    await expect(page.getByText('Not checked yet').first()).toBeVisible();

    await test.step('every card ends well', async () => {
      await page.getByRole('button', { name: 'Check all' }).click();
      await acceptAll(page, 4);
      for (const label of ['Files', 'Files, FTPS'])
        await expect(card(page, label).getByText('Ready', { exact: true })).toBeVisible();
      for (const label of ['Gateway', 'Upload page'])
        await expect(card(page, label).getByText('Answers', { exact: true })).toBeVisible();
      const title = 'You can send files. Files and Files, FTPS are ready.';
      await expect(page.getByRole('heading', { name: title })).toBeVisible();
      await expect(card(page, 'Gateway')).toContainText('does not prove your password');
      await expect(page.getByText('(888) 611-9918').first()).toBeVisible();
    });

    await test.step('the report is copied and saved, without a password', async () => {
      await page.getByRole('button', { name: 'Copy report' }).click();
      await expect
        .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
        .toContain(ssh.hostKeySha256);
      const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
      // A fingerprint takes more than a line of a mail.
      expect(copied.replace(/\s/g, '')).toContain(ftp.certificate.fingerprint256);
      expect(copied).not.toContain(password);
      const path = join(folder, 'report.html');
      await app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      }, path);
      await page.getByRole('button', { name: 'Save report...' }).click();
      await expect(page.getByText('The report is saved.', { exact: true })).toBeVisible();
      const saved = readFileSync(path, 'utf8');
      expect(saved).toContain('<!doctype html>');
      expect(saved).toContain(ssh.hostKeySha256);
      expect(saved).not.toContain(password);
    });

    await test.step('the data ports are tried one by one', async () => {
      const files = card(page, 'Files, FTPS');
      await files.getByRole('button', { name: 'Try all data ports' }).focus();
      await page.keyboard.press('Enter');
      // The button goes; the keyboard stays on the card.
      await expect(files).toBeFocused();
      await expect(files).toContainText(/data ports are let through/);
    });

    await test.step('Site Manager and a second start remember it', async () => {
      await page.getByRole('button', { name: 'Sites', exact: true }).click();
      await page.getByRole('row', { name: 'Gateway, all well' }).click();
      await expect(page.getByText(/^Checked today \d\d:\d\d: all well$/)).toBeVisible();
      await page.getByRole('button', { name: 'Check connection' }).click();
      await expect(card(page, 'Gateway').getByText('Answers', { exact: true })).toBeVisible();
      await card(page, 'Gateway').getByRole('button', { name: 'History of Gateway' }).click();
      const rows = page.getByRole('dialog').getByRole('button', { name: /Answers/ });
      await expect(rows).toHaveCount(2);
    });
    // The gateway was asked twice; a password was sent to nobody but the file servers.
    expect(gateway.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
    expect(ssh.log().match(/Accepted password/g)).toHaveLength(1);
  } finally {
    await Promise.all([ssh.stop(), ftp.stop(), gateway.close(), web.close()]);
  }
});

test('a check goes red at the step that failed, says whose turn it is, and can be stopped', async ({
  launch,
}) => {
  const [ssh, open, ftp, dropping, silent] = await Promise.all([
    startOpenSsh(),
    startOpenSsh(),
    startVsftpd(),
    unansweredPort(),
    silentPort(),
  ]);
  const closed = await closedPort();
  const maintenance = await startGatewayStub({ mood: 'maintenance' });
  const other = await startGatewayStub({ description: 'version-2014' });
  const broken = await startPageServer({ status: 503 });
  try {
    const { page } = await launch();
    const { username, password } = ssh;
    const options = { connectTimeout: 5 };
    const account = { username, password, options };
    await addSite(page, { label: 'No name', host: 'nowhere.invalid', port: 22, ...account });
    await addSite(page, { label: 'Refusing', port: closed.port, ...account });
    await addSite(page, { label: 'Dropping', port: dropping.port, ...account });
    await addSite(page, { label: 'Silent', port: silent.port, ...account });
    await addSite(page, { label: 'Distrusted', port: ssh.port, ...account });
    await addSite(page, {
      ...{ label: 'No folder', port: open.port, remoteFolder: '/nowhere' },
      ...{ username: open.username, password: open.password },
    });
    const outside = { passivePorts: { from: 1024, to: 1025 } };
    await addSite(page, {
      ...{ protocol: 'ftps', label: 'Ports', port: ftp.port, options: outside },
      ...{ username: ftp.username, password: ftp.password },
    });
    await addWebSite(page, {
      ...{ protocol: 'soap', label: 'Closed', url: maintenance.serviceUrl },
      ...{ username: 'riverside_peds', facilityId: 'RIVPED01' },
    });
    await addWebSite(page, {
      ...{ protocol: 'soap', label: 'Other', url: other.serviceUrl, wsdlUrl: other.wsdlUrl },
      ...{ username: 'riverside_peds', facilityId: 'RIVPED01' },
    });
    await addWebSite(page, { protocol: 'web', label: 'Broken', url: broken.origin });
    await openCheckScreen(page);
    await page.getByRole('button', { name: 'Check all' }).click();

    // Six questions: five are accepted, that of one SSH server is not.
    for (let asked = 0; asked < 6; asked += 1) {
      const dialog = page.getByRole('alertdialog').first();
      const shown = await dialog.innerText();
      const trusted = !shown.includes(String(ssh.port));
      await dialog.getByRole('button', { name: trusted ? 'Accept and connect' : 'Cancel' }).click();
      await expect(page.getByText(shown, { exact: true })).toHaveCount(0);
    }
    const expected = [
      ['No name', 'Failed: Name found', /was not found/],
      ['Refusing', 'Failed: Port open', /refused the connection/],
      ['Dropping', 'Failed: Port open', /Ask IT:.*Please open outgoing TCP/],
      ['Silent', 'Failed: Secure link', /Ask IT:/],
      ['Distrusted', 'Failed: Identity', /was not accepted/],
      ['No folder', 'Failed: Folder', /\/nowhere|folder/],
      ['Other', 'Failed: Description', /version|service/],
      ['Broken', 'Failed: Page', /page/],
      ['Ports', 'Failed: Data ports', /wrong address or port/],
      ['Closed', 'Failed: ConnectivityTest', /maintenance/],
    ] as const;
    for (const [label, step, words] of expected) {
      await expect(card(page, label)).toContainText(step);
      await expect(card(page, label)).toContainText(words);
    }
    await expect(page.getByRole('heading', { name: "You can't send files yet." })).toBeVisible();

    await test.step('Stop works at once', async () => {
      await checkButton(page, 'Dropping').click();
      await card(page, 'Dropping').getByRole('button', { name: 'Stop checking Dropping' }).click();
      await expect(card(page, 'Dropping').getByText('Stopped', { exact: true })).toBeVisible();
    });
  } finally {
    await Promise.all([ssh.stop(), open.stop(), ftp.stop(), dropping.close(), silent.close()]);
    await Promise.all([maintenance.close(), other.close(), broken.close()]);
  }
});

test('a wrong password is tried once for each check, and the third time only when asked for', async ({
  launch,
}) => {
  const ssh = await startOpenSsh();
  const refused = () => ssh.log().match(/Failed password/g)?.length ?? 0;
  try {
    const { page } = await launch();
    await addSite(page, { label: 'Files', ...ssh, password: 'not this one' });
    await openCheckScreen(page);
    await checkButton(page, 'Files').click();
    await acceptAll(page, 1);
    await expect(card(page, 'Files').getByText('Sign-in refused', { exact: true })).toBeVisible();
    await checkButton(page, 'Files').click();
    await expect.poll(refused).toBe(2);
    await expect(card(page, 'Files').getByText('Sign-in refused', { exact: true })).toBeVisible();
    await checkButton(page, 'Files').click();
    const question = page.getByRole('alertdialog', { name: 'Try to sign in again?' });
    await expect(question.getByRole('button', { name: "Don't try" })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(question).toHaveCount(0);
    expect(refused()).toBe(2);
    await checkButton(page, 'Files').click();
    await question.getByRole('button', { name: 'Try once more' }).click();
    await expect.poll(refused).toBe(3);
  } finally {
    await ssh.stop();
  }
});
