import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './servers/free-ports.ts';
import { startOpenSsh } from './servers/openssh.ts';
import { type Proxy, startProxy } from './servers/proxy.ts';
import { startVsftpd } from './servers/vsftpd.ts';
import { addSite } from './fixture/add-site.ts';
import { expect, test } from './fixture/app.ts';
import { makeOutbox } from './fixture/sample-files.ts';
import { acceptIdentity } from './fixture/sites.ts';
import {
  chooseSite,
  connectButton,
  fileRow,
  localPane,
  partlySent,
  queueRow,
  sendTo,
  sitePane,
} from './fixture/upload-screen.ts';

const mebi = 1024 * 1024;

/** Stalls after so many more bytes to the server; the answer waits until that has happened. */
function stallAfter(proxy: Proxy, count: number): () => Promise<void> {
  const until = proxy.bytes['to-server'] + count;
  proxy.stallAfterBytes(count, 'to-server');
  return () => expect.poll(() => proxy.bytes['to-server']).toBeGreaterThanOrEqual(until);
}

const protocols = [
  { protocol: 'sftp', start: () => startOpenSsh(), refused: /Failed password for/g },
  { protocol: 'ftps', start: () => startVsftpd(), refused: /FAIL LOGIN/g },
] as const;

for (const { protocol, start, refused } of protocols) {
  test(`a wrong password over ${protocol.toUpperCase()} is tried once, for all files together`, async ({
    launch,
    folder,
  }) => {
    const server = await start();
    const files = makeOutbox(folder);
    const sent = [files.first, files.second, files.third, files.fourth];
    const names = [
      'VXU_2026-11-20.hl7',
      'walkin_1120.hl7',
      'flu_clinic_1118.hl7',
      'batch_1119.hl7',
    ];
    try {
      const { page } = await launch({ height: 1000 });
      await addSite(page, {
        ...{ protocol, port: server.port, username: server.username, password: 'not this one' },
        ...{ label: 'Riverside', localFolder: files.outbox },
      });

      await test.step('every file that waited for the connection fails with the reason', async () => {
        await sendTo(page, sent);
        await page.getByRole('button', { name: 'Accept and connect' }).click();
        await expect(page.getByText('Sign-in refused', { exact: true })).toBeVisible();
        for (const name of names)
          await expect(queueRow(page, name)).toContainText(
            'Riverside refused this username or password.',
          );
        await expect(sitePane(page)).toContainText('refused this username or password');
        await expect(sitePane(page)).toContainText(
          'We did not try again, because six wrong tries lock the account for 30 minutes.',
        );
        expect(readdirSync(server.root)).toEqual([]);
        expect(server.log().match(refused)).toHaveLength(1);
      });

      await test.step('nothing can be sent until the person has acted', async () => {
        await fileRow(localPane(page), 'batch_1119.hl7').click();
        await expect(localPane(page)).toContainText('Sign in to Riverside first');
        await expect(localPane(page).getByRole('button', { name: 'Send 1 file' })).toBeDisabled();
        await sendTo(page, [files.first]);
        await expect(page.getByRole('region', { name: 'Notices' })).toContainText(
          'Nothing was sent.',
        );
        await page.getByRole('button', { name: 'Close this notice' }).click();
        expect(server.log().match(refused)).toHaveLength(1);
      });

      await test.step('with the right password it connects, and a retry sends', async () => {
        await page.getByRole('button', { name: 'Change the password' }).click();
        const password = page.getByLabel('Password', { exact: true });
        await expect(password).toBeFocused();
        await password.fill(server.password);
        await connectButton(page).click();
        await expect(page.getByText('Connected', { exact: true })).toBeVisible();
        for (const [index, name] of names.entries()) {
          await queueRow(page, name)
            .getByRole('button', { name: `Retry ${name}` })
            .click();
          await expect(queueRow(page, name)).toContainText('checked');
          expect(readFileSync(join(server.root, name))).toEqual(readFileSync(sent[index] ?? ''));
        }
        expect(server.log().match(refused)).toHaveLength(1);
      });
    } finally {
      await server.stop();
    }
  });
}

test('a changed identity stops everything until the person goes on deliberately', async ({
  launch,
  folder,
}) => {
  const first = await startOpenSsh();
  const files = makeOutbox(folder);
  const { page } = await launch({ height: 1000 });
  try {
    await addSite(page, first);
    await connectButton(page).click();
    await acceptIdentity(page);
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await expect(page.getByText('Not connected', { exact: true })).toBeVisible();
  } finally {
    await first.stop();
  }

  const other = await startOpenSsh({ port: first.port });
  try {
    const alarm = page.getByRole('alertdialog', { name: "This server's identity has changed" });
    const shown = async (side: string) => {
      const text = await alarm.getByRole('region', { name: side }).locator('code').innerText();
      return text.replace(/\s/g, '');
    };
    const accept = alarm.getByRole('button', { name: 'Accept new identity' });

    await test.step('the alarm shows both and offers to stay disconnected', async () => {
      await connectButton(page).click();
      await expect(alarm).toBeVisible();
      expect(await shown('Accepted before')).toBe(first.hostKeySha256);
      expect(await shown('Shown now')).toBe(other.hostKeySha256);
      await expect(alarm.getByRole('button', { name: 'Stay disconnected' })).toBeFocused();
      await expect(accept).toBeDisabled();
      await page.keyboard.press('Enter');
      await expect(alarm).toBeHidden();
    });

    await test.step('nothing went to that server, and nothing goes', async () => {
      await expect(sitePane(page)).toContainText("This server's identity has changed");
      await expect(page.getByText('Identity changed', { exact: true })).toBeVisible();
      await sendTo(page, [files.first]);
      const notices = page.getByRole('region', { name: 'Notices' });
      await expect(notices).toContainText('Nothing was sent.');
      await expect(notices).toContainText('Do not go on unless you were told about it.');
      expect(other.log()).not.toContain(other.username);
      expect(readdirSync(other.root)).toEqual([]);
    });

    await test.step('it takes a tick and a second button to go on', async () => {
      await connectButton(page).click();
      await expect(accept).toBeDisabled();
      await alarm.getByText('I was told about this change').click();
      await expect(accept).toBeEnabled();
      await accept.click();
      await expect(page.getByText('Connected', { exact: true })).toBeVisible();
      expect(other.log()).toContain(`Accepted password for ${other.username}`);
    });
  } finally {
    await other.stop();
  }
});

test('a link that fails half-way never ends in "checked", and a retry sends the file whole', async ({
  launch,
  folder,
}) => {
  const server = await startOpenSsh();
  const proxy = await startProxy({ to: server.port });
  const files = makeOutbox(folder, 24 * mebi);
  const row = () => queueRow(page, 'large.hl7');
  const retry = () => row().getByRole('button', { name: 'Retry large.hl7' }).click();
  const { page } = await launch({ height: 1000 });
  try {
    await addSite(page, { ...server, port: proxy.port, options: { idleTimeout: 5 } });
    await connectButton(page).click();
    await acceptIdentity(page);

    await test.step('the server falls silent', async () => {
      const stalled = stallAfter(proxy, 8 * mebi);
      await sendTo(page, [files.large]);
      await expect(row()).toContainText(partlySent);
      await stalled();
      await expect(row()).toContainText('The server stopped answering.', { timeout: 20_000 });
      await expect(row()).toContainText('Check your network, then retry.');
      proxy.flow();
    });

    await test.step('the connection is cut', async () => {
      const stalled = stallAfter(proxy, 12 * mebi);
      await retry();
      await expect(row()).toContainText(partlySent);
      await stalled();
      proxy.cut();
      await expect(row()).toContainText(/The connection broke at [1-9]\d?%\./);
      proxy.flow();
    });

    await test.step('neither attempt counts as sent', async () => {
      await page.getByRole('tab', { name: /^Done/ }).click();
      await expect(page.getByRole('tabpanel', { name: /Done/ })).toContainText(
        'Nothing was sent yet.',
      );
      await page.getByRole('tab', { name: /^Failed/ }).click();
      await expect(row()).toBeVisible();
      await page.getByRole('tab', { name: /^Queue/ }).click();
    });

    await test.step('the retry sends all of it', async () => {
      await retry();
      await expect(row()).toContainText('checked', { timeout: 30_000 });
      const arrived = readFileSync(join(server.root, 'large.hl7'));
      expect(arrived.equals(readFileSync(files.large))).toBe(true);
    });

    await test.step('a server that is killed ends it as well', async () => {
      const stalled = stallAfter(proxy, 8 * mebi);
      await sendTo(page, [files.large]);
      // The same content was accepted before.
      await page.getByRole('button', { name: 'Send again' }).click();
      const again = page.getByRole('region', { name: 'Queue' }).getByRole('row').first();
      await expect(again).toContainText(partlySent);
      await stalled();
      server.kill();
      proxy.flow();
      await expect(again).toContainText('The connection broke');
    });
  } finally {
    await proxy.close();
    await server.stop();
  }
});

test('a link that fails after the last byte leaves it open, and sending again is asked about', async ({
  launch,
  folder,
}) => {
  const server = await startOpenSsh();
  const proxy = await startProxy({ to: server.port });
  // Small enough to be handed over whole while the server has confirmed none of it.
  const files = makeOutbox(folder, 300_000);
  const { page } = await launch({ height: 1000 });
  try {
    await addSite(page, { ...server, port: proxy.port, options: { idleTimeout: 5 } });
    await connectButton(page).click();
    await acceptIdentity(page);
    await expect(sitePane(page)).toContainText('This folder is empty.');
    proxy.stallAfterBytes(100_000, 'to-server');
    await sendTo(page, [files.large]);
    const row = queueRow(page, 'large.hl7');
    await expect(row).toContainText('Riverside may or may not have this file.');
    await expect(row).toContainText('Look before you send again.');
    await expect(row.getByRole('button', { name: /Retry/ })).toHaveCount(0);
    proxy.cut();
    proxy.flow();

    await test.step('looking there says what is there', async () => {
      await row.getByRole('button', { name: 'Look there' }).click();
      await expect(sitePane(page)).toContainText(
        /large\.hl7 is there \(.*\), but with \d+ bytes instead/,
      );
      await expect(sitePane(page)).toContainText('it is not complete');
    });

    await test.step('sending again is a question whose first answer is no', async () => {
      const question = page.getByRole('alertdialog', { name: 'Riverside may have this file' });
      await row.getByRole('button', { name: 'Details of large.hl7' }).click();
      await page.getByRole('button', { name: 'Send again…' }).click();
      await expect(question).toContainText('a second copy of the same records');
      await expect(question.getByRole('button', { name: "Don't send" })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(question).toBeHidden();
      await expect(row).toContainText('Riverside may or may not have this file.');
      await row.getByRole('button', { name: 'More for large.hl7' }).click();
      await page.getByRole('menuitem', { name: 'Send again…' }).click();
      await question.getByRole('button', { name: 'Send again' }).click();
      await expect(row).toContainText('checked');
      const arrived = readFileSync(join(server.root, 'large.hl7'));
      expect(arrived.equals(readFileSync(files.large))).toBe(true);
    });
  } finally {
    await proxy.close();
    await server.stop();
  }
});

test('what keeps a connection from being made is said with the next step', async ({ launch }) => {
  const server = await startOpenSsh();
  const closedPort = await freePort();
  const { page } = await launch();
  const account = { username: 'nobody', password: 'made up' };
  const cases = [
    {
      site: { ...account, label: 'Closed', port: closedPort },
      chip: 'Blocked',
      sentence: `127.0.0.1 refused the connection on port ${closedPort}`,
      nextStep: 'Check the port in Site Manager.',
    },
    {
      site: { ...account, label: 'No such name', host: 'clinic.invalid', port: 22 },
      chip: 'Not connected',
      sentence: 'The name clinic.invalid was not found',
      nextStep: 'Check the host address in Site Manager',
    },
    {
      site: { ...account, label: 'Other protocol', protocol: 'ftps', port: server.port },
      chip: 'Not connected',
      sentence: `Port ${server.port} of 127.0.0.1 does not speak FTP with TLS/SSL`,
      nextStep: 'Check the protocol and the port on the Type tab of Site Manager.',
    },
  ] as const;
  try {
    for (const { site, chip, sentence, nextStep } of cases)
      await test.step(site.label, async () => {
        await addSite(page, site);
        await chooseSite(page, site.label);
        await connectButton(page).click();
        await expect(sitePane(page)).toContainText(sentence);
        await expect(sitePane(page)).toContainText(nextStep);
        await expect(page.getByText(chip, { exact: true })).toBeVisible();
        await expect(sitePane(page).getByRole('button', { name: 'Try again' })).toBeVisible();
      });
    expect(server.log()).not.toContain(account.username);
  } finally {
    await server.stop();
  }
});
