import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { update } from '../src/main/hl7/testing/samples.ts';
import { newRuleSettings, type RuleSettings } from '../src/shared/domain/rule.ts';
import { startGatewayStub } from './servers/gateway-stub.ts';
import { startPageServer } from './servers/https-server.ts';
import { unansweredPort } from './servers/odd-servers.ts';
import { startOpenSsh } from './servers/openssh.ts';
import { startProxy } from './servers/proxy.ts';
import { startVsftpd } from './servers/vsftpd.ts';
import { addSite } from './fixture/add-site.ts';
import { expect, test } from './fixture/app.ts';
import { acceptAll, addWebSite, card, openCheckScreen } from './fixture/check-screen.ts';
import { dragFilesOver, dropFiles } from './fixture/file-drop.ts';
import { hl7OfSize } from './fixture/sample-files.ts';
import { acceptIdentity, changeAddress, setUpPreset } from './fixture/sites.ts';

/* Pictures of every screen, light and dark, of the real window with real servers behind it. They go to
   the test results; `npm run screenshots` puts them into docs/screenshots. */
const folderOfPictures = process.env['CIIS_CONNECT_SCREENSHOTS'] ?? 'test-results/screenshots';
const themes = ['light', 'dark'] as const;

async function picture(page: Page, name: string) {
  mkdirSync(folderOfPictures, { recursive: true });
  for (const theme of themes) {
    await page.evaluate(
      (chosen) => window.ciis.invoke('settings.update', { theme: chosen }),
      theme,
    );
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    // The pointer would leave a tooltip or a hovered row behind.
    await page.mouse.move(2, 2);
    await page.screenshot({
      path: join(folderOfPictures, `${name}-${theme}.png`),
      animations: 'disabled',
    });
  }
}

/** Invented files of a clinic's week, with the dates that their names say. */
function makeWeek(parent: string) {
  const outbox = join(parent, 'Clinic', 'Outbox');
  mkdirSync(join(outbox, 'Archive'), { recursive: true });
  const files = [
    ['VXU_2026-11-20.hl7', 1.1, '2026-11-20T10:12'],
    ['walkin_1120.hl7', 0.34, '2026-11-20T09:48'],
    ['school_1120.hl7', 2.2, '2026-11-20T09:30'],
    ['batch_1119.hl7', 3.8, '2026-11-19T17:42'],
    ['VXU_2026-11-19.hl7', 1.4, '2026-11-19T10:05'],
    ['flu_clinic_1118.hl7', 0.6, '2026-11-18T18:20'],
    ['VXU_2026-11-18.hl7', 1.2, '2026-11-18T10:03'],
    ['school_1117.hl7', 2.6, '2026-11-17T15:30'],
    ['mailing list.csv', 0.05, '2026-11-16T12:00'],
  ] as const;
  for (const [name, megabytes, changed] of files) {
    writeFileSync(
      join(outbox, name),
      hl7OfSize(Math.round(megabytes * 1024 * 1024), name.slice(0, 8)),
    );
    utimesSync(join(outbox, name), new Date(changed), new Date(changed));
  }
  return { outbox, path: (name: (typeof files)[number][0]) => join(outbox, name) };
}

const site = (page: Page) => page.getByRole('region', { name: 'Site', exact: true });
const queued = (page: Page, name: string) =>
  page.getByRole('tabpanel', { name: /Queue/ }).getByRole('row', { name });

test('pictures of the first run', async ({ launch }) => {
  const server = await startVsftpd({ passivePorts: { from: 52000, to: 52040 } });
  try {
    const { page } = await launch();
    await expect(page.getByRole('heading', { name: 'Welcome to CIIS Connect' })).toBeVisible();
    await picture(page, 'welcome');
    await page.getByText('A username and password for FTPS').click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('textbox', { name: 'Username' }).fill('riverside_peds');
    await picture(page, 'welcome-account');
    await page.getByRole('button', { name: 'Back' }).click();
    await setUpPreset(page, 'FTPS', server);
    await changeAddress(page, 'CIIS FTPS', server);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await picture(page, 'identity-new');
  } finally {
    await server.stop();
  }
});

test('pictures of uploading', async ({ launch, folder }) => {
  const week = makeWeek(folder);
  const server = await startOpenSsh({ collect: true });
  const proxy = await startProxy({ to: server.port });
  try {
    const { page, app } = await launch();
    await setUpPreset(page, 'SFTP', server);
    await changeAddress(page, 'CIIS SFTP', { port: proxy.port, localFolder: week.outbox });
    // One at a time, so that one is seen waiting.
    await page.evaluate(async () => {
      const listed = await window.ciis.invoke('sites.list', undefined);
      const first = listed.ok ? listed.value.sites[0] : undefined;
      if (first === undefined) throw new Error('There is no site.');
      const options = { ...first.options, filesAtATime: 1 };
      await window.ciis.invoke('sites.save', { id: first.id, settings: { ...first, options } });
    });
    await page.getByRole('button', { name: 'Upload', exact: true }).click();
    await page.getByRole('row', { name: /VXU_2026-11-20/ }).click();
    await picture(page, 'upload-not-connected');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await acceptIdentity(page);

    const send = async (name: string) => {
      await page.getByRole('row', { name }).click();
      await page.getByRole('button', { name: 'Send 1 file' }).click();
    };
    await send('VXU_2026-11-19.hl7');
    await expect(queued(page, 'VXU_2026-11-19.hl7')).toContainText('Accepted by');
    await send('VXU_2026-11-18.hl7');
    await expect(queued(page, 'VXU_2026-11-18.hl7')).toContainText('Accepted by');
    proxy.cutAfterBytes(200_000, 'to-server');
    await send('school_1117.hl7');
    await expect(queued(page, 'school_1117.hl7')).toContainText('The connection broke');
    proxy.stallAfterBytes(3_000_000, 'to-server');
    await send('batch_1119.hl7');
    await send('flu_clinic_1118.hl7');
    await page.getByRole('row', { name: /VXU_2026-11-20/ }).click();
    await expect(queued(page, 'batch_1119.hl7')).toContainText(/[1-7]\d%/);
    await picture(page, 'upload-busy');
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(960, 640),
    );
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(960);
    await picture(page, 'upload-busy-960');
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800),
    );
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(1280);
    proxy.flow();
    await expect(queued(page, 'flu_clinic_1118.hl7')).toContainText('Accepted by');
    await dragFilesOver(page, site(page), [
      week.path('VXU_2026-11-20.hl7'),
      week.path('walkin_1120.hl7'),
      week.path('school_1120.hl7'),
    ]);
    await expect(page.getByText('Send 3 items to CIIS SFTP')).toBeVisible();
    await picture(page, 'upload-drag');
  } finally {
    await proxy.close();
    await server.stop();
  }
});

test('pictures of Site Manager, Settings and a changed identity', async ({ launch }) => {
  const server = await startOpenSsh();
  const { page } = await launch();
  await setUpPreset(page, 'SFTP', server);
  await changeAddress(page, 'CIIS SFTP', server);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await acceptIdentity(page);
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('button', { name: 'Sites', exact: true }).click();
  for (const tab of ['General', 'Type', 'Actions', 'Options']) {
    await page.getByRole('tab', { name: tab }).click();
    await picture(page, tab === 'General' ? 'sites' : `sites-${tab.toLowerCase()}`);
  }
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await picture(page, 'settings');
  await server.stop();

  const other = await startOpenSsh({ port: server.port });
  try {
    await page.getByRole('button', { name: 'Upload', exact: true }).click();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(page.getByText("This server's identity has changed")).toBeVisible();
    await picture(page, 'identity-changed');
  } finally {
    await other.stop();
  }
});

test('pictures of the connection check', async ({ launch }) => {
  const [ssh, dropping, gateway, web] = await Promise.all([
    startOpenSsh(),
    unansweredPort(),
    startGatewayStub(),
    startPageServer({ title: 'Enhanced File Transfer' }),
  ]);
  try {
    const { app, page } = await launch();
    const { username, password } = ssh;
    await addSite(page, { label: 'CIIS SFTP', port: ssh.port, username, password });
    const options = { connectTimeout: 5, passivePorts: { from: 52000, to: 52040 } };
    await addSite(page, {
      ...{ protocol: 'ftps', label: 'CIIS FTPS', port: dropping.port, username, password, options },
    });
    await addWebSite(page, {
      ...{ protocol: 'soap', label: 'CIIS Real-time (Test)', username: 'riverside_peds' },
      ...{ facilityId: 'RIVPED01', url: gateway.serviceUrl, wsdlUrl: gateway.wsdlUrl },
    });
    await addWebSite(page, { protocol: 'web', label: 'CIIS Web upload', url: web.origin });
    await openCheckScreen(page);
    await picture(page, 'check-never');
    await page.getByRole('button', { name: 'Check all' }).click();
    await acceptAll(page, 3);
    await expect(page.getByText('You can send files.').first()).toBeVisible();
    await picture(page, 'check');
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(960, 640),
    );
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(960);
    await picture(page, 'check-960');
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800),
    );
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(1280);
    await card(page, 'CIIS SFTP').getByRole('button', { name: 'All details' }).click();
    await picture(page, 'check-details');
    await page.getByRole('button', { name: 'Sites', exact: true }).click();
    await page.getByRole('row', { name: 'CIIS Real-time (Test), all well' }).click();
    await expect(page.getByText(/^Checked today/)).toBeVisible();
    await picture(page, 'sites-real-time');
  } finally {
    await Promise.all([ssh.stop(), dropping.close(), gateway.close(), web.close()]);
  }
});

test('pictures of real-time messages', async ({ launch, folder }) => {
  const gateway = await startGatewayStub({
    answerTo: ({ number }) =>
      number === 4 ? 'refused' : number % 5 === 0 ? 'remarks' : 'accepted',
  });
  try {
    const { app, page } = await launch();
    await addWebSite(page, {
      ...{ protocol: 'soap', label: 'CIIS Real-time (Test)', url: gateway.serviceUrl },
      ...{ username: 'riverside_peds', facilityId: 'RIVPED01', secret: 'made-up' },
    });
    await page.getByRole('button', { name: 'Messages', exact: true }).click();
    await expect(page.getByText('Drop a file of HL7 messages here')).toBeVisible();
    await picture(page, 'messages-empty');
    const path = join(folder, 'VXU_2026-11-20.hl7');
    const ids = Array.from({ length: 24 }, (_, index) => `RV-${1001 + index}`);
    const about = { processingId: 'T', facility: 'RIVPED01' };
    writeFileSync(path, ids.map((controlId) => update({ ...about, controlId })).join(''));
    await dropFiles(page, page.getByRole('main'), [path]);
    await expect(page.getByRole('button', { name: 'Send 24 messages' })).toBeEnabled();
    await page.getByRole('option', { name: /RV-1005/ }).click();
    await picture(page, 'messages-ready');
    await page.getByRole('button', { name: 'Send 24 messages' }).click();
    await page.getByRole('button', { name: 'Accept and connect' }).click();
    await expect(page.getByRole('group', { name: 'How sending went' })).toBeVisible();
    await page
      .getByRole('option', { name: /with remarks/i })
      .first()
      .click();
    await picture(page, 'messages');
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(960, 640),
    );
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(960);
    await picture(page, 'messages-960');
  } finally {
    await gateway.close();
  }
});

test('pictures of the pre-flight check', async ({ launch, folder }) => {
  const server = await startOpenSsh();
  const outbox = join(folder, 'Outbox');
  mkdirSync(outbox);
  const whole = update({ controlId: 'RV-1' });
  writeFileSync(
    join(outbox, 'batch_1119.hl7'),
    `FHS|^~\\&|RIVERSIDE\rBHS|^~\\&|RIVERSIDE\r${whole}`,
  );
  writeFileSync(join(outbox, 'mailing list.csv'), 'name,street\n');
  try {
    const { page } = await launch();
    await addSite(page, { ...server, label: 'CIIS SFTP', localFolder: outbox });
    await page.getByRole('row', { name: /batch_1119/ }).click();
    await expect(page.getByText(/may be cut off/)).toBeVisible();
    await dropFiles(page, site(page), [
      join(outbox, 'batch_1119.hl7'),
      join(outbox, 'mailing list.csv'),
    ]);
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await picture(page, 'preflight');
  } finally {
    await server.stop();
  }
});

test('pictures of a refused sign-in', async ({ launch, folder }) => {
  const week = makeWeek(folder);
  const server = await startOpenSsh();
  try {
    const { page } = await launch();
    await setUpPreset(page, 'SFTP', { ...server, password: 'made-up and wrong' });
    await changeAddress(page, 'CIIS SFTP', { port: server.port, localFolder: week.outbox });
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('button', { name: 'Accept and connect' }).click();
    await expect(page.getByText('refused this username or password').first()).toBeVisible();
    await picture(page, 'upload-refused');
    await openCheckScreen(page);
    await page.getByRole('button', { name: 'Check all' }).click();
    await expect(page.getByText("You can't send files yet.")).toBeVisible();
    await picture(page, 'check-refused');
  } finally {
    await server.stop();
  }
});

test('pictures of History', async ({ launch, folder }) => {
  const week = makeWeek(folder);
  const server = await startOpenSsh();
  try {
    const { app, page } = await launch();
    await addSite(page, { ...server, label: 'CIIS SFTP', localFolder: week.outbox });
    await page.getByRole('button', { name: 'History', exact: true }).click();
    await expect(page.getByText('Nothing was sent yet')).toBeVisible();
    await picture(page, 'history-empty');
    await page.getByRole('button', { name: 'Upload', exact: true }).click();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await acceptIdentity(page);
    const names = [
      'school_1117.hl7',
      'VXU_2026-11-18.hl7',
      'flu_clinic_1118.hl7',
      'VXU_2026-11-19.hl7',
      'walkin_1120.hl7',
      'VXU_2026-11-20.hl7',
    ] as const;
    await dropFiles(page, site(page), names.map(week.path));
    await page.getByRole('button', { name: 'History', exact: true }).click();
    await expect(page.getByText('6 files and messages')).toBeVisible();
    await page.getByRole('row', { name: /VXU_2026-11-19/ }).click();
    await expect(page.getByText('Accepted by CIIS SFTP and checked')).toBeVisible();
    await picture(page, 'history');
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(960, 640),
    );
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(960);
    await picture(page, 'history-960');
  } finally {
    await server.stop();
  }
});

test('pictures of the questions about what may be there already', async ({ launch, folder }) => {
  const week = makeWeek(folder);
  const server = await startOpenSsh();
  try {
    const { page } = await launch();
    await setUpPreset(page, 'SFTP', server);
    await changeAddress(page, 'CIIS SFTP', { port: server.port, localFolder: week.outbox });
    await page.evaluate(async () => {
      const listed = await window.ciis.invoke('sites.list', undefined);
      const first = listed.ok ? listed.value.sites[0] : undefined;
      if (first === undefined) throw new Error('There is no site.');
      const settings = { ...first, onExists: 'ask' } as const;
      await window.ciis.invoke('sites.save', { id: first.id, settings });
    });
    await page.getByRole('button', { name: 'Upload', exact: true }).click();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await acceptIdentity(page);
    const row = page
      .getByRole('region', { name: 'Local Drives' })
      .getByRole('row', { name: 'walkin_1120.hl7' });
    await row.click();
    await page.getByRole('button', { name: 'Send 1 file' }).click();
    await expect(page.getByText('Sent today, accepted.')).toBeVisible();
    await picture(page, 'upload-sent-before');
    await page.getByRole('button', { name: 'Send 1 file' }).click();
    const question = page.getByRole('alertdialog');
    await expect(question).toContainText('Send the same content again?');
    await picture(page, 'sent-before');
    await question.getByRole('button', { name: 'Send again' }).click();
    await expect(question).toContainText('is on the server already');
    await picture(page, 'file-exists');
    await question.getByRole('button', { name: 'Skip' }).click();
  } finally {
    await server.stop();
  }
});

test('pictures of a queue that was interrupted', async ({ launch, folder }) => {
  const week = makeWeek(folder);
  const server = await startOpenSsh();
  const proxy = await startProxy({ to: server.port });
  try {
    const before = await launch();
    const options = { filesAtATime: 1, idleTimeout: 600 };
    const to = { ...server, port: proxy.port, label: 'CIIS SFTP', localFolder: week.outbox };
    await addSite(before.page, { ...to, options });
    await before.page.getByRole('button', { name: 'Connect', exact: true }).click();
    await acceptIdentity(before.page);
    proxy.stallAfterBytes(900_000, 'to-server');
    const names = ['batch_1119.hl7', 'school_1120.hl7', 'VXU_2026-11-20.hl7'] as const;
    await dropFiles(before.page, site(before.page), names.map(week.path));
    await expect(queued(before.page, 'batch_1119.hl7')).toContainText(/[1-9]\d?%/);
    await before.close();
    proxy.flow();
    const { page } = await launch({ dataFolder: before.dataFolder });
    await expect(page.getByRole('button', { name: 'Go on with all 3 files' })).toBeVisible();
    await picture(page, 'upload-interrupted');
  } finally {
    await proxy.close();
    await server.stop();
  }
});

test('pictures of Automation', async ({ launch, folder }) => {
  const server = await startOpenSsh();
  const clinic = join(folder, 'Clinic');
  const outbox = join(clinic, 'Outbox');
  mkdirSync(outbox, { recursive: true });
  writeFileSync(join(outbox, 'VXU_2026-11-20.hl7'), update({ controlId: 'RV-1' }));
  writeFileSync(join(outbox, 'walkin_1120.hl7'), update({ controlId: 'RV-2' }));
  writeFileSync(join(outbox, 'school_1120.hl7'), 'Exported on 2026-11-20\r\n');
  try {
    const { page, app } = await launch();
    const siteId = await addSite(page, { ...server, label: 'CIIS SFTP' });
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await acceptIdentity(page);
    await page.getByRole('button', { name: 'Automation', exact: true }).click();
    await expect(page.getByText('No rules yet')).toBeVisible();
    await picture(page, 'automation-empty');
    await page.getByRole('button', { name: 'New rule' }).click();
    await picture(page, 'automation-new');
    await page.getByRole('button', { name: 'Cancel' }).click();

    const evening = { kind: 'daily', at: '17:30', days: 'weekdays' } as const;
    await addRule(page, { siteId, folder: outbox, name: 'Outbox of the record system' });
    await addRule(page, {
      ...{ siteId, folder: join(clinic, 'School clinics'), name: 'School clinics' },
      pattern: '*.hl7; *.txt',
    });
    await addRule(page, {
      ...{ siteId, folder: join(clinic, 'Export'), name: 'Evening upload', paused: true },
      start: { kind: 'schedule', schedule: evening, runMissed: true },
    });
    await expect(page.getByText(/^Today, .*: 2 sent, 1 refused/)).toBeVisible({ timeout: 20_000 });
    await expect(page.getByText(/School clinics is not there/)).toBeVisible();
    await picture(page, 'automation');
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(960, 640),
    );
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(960);
    await picture(page, 'automation-960');
    await page.getByRole('button', { name: 'Edit Evening upload' }).click();
    await picture(page, 'automation-edit-960');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'History of Outbox' }).click();
    await expect(page.getByRole('list', { name: 'Runs' })).toContainText('school_1120.hl7');
    await picture(page, 'automation-runs-960');
  } finally {
    await server.stop();
  }
});

/** Saves a rule through the window's bridge, without its form. */
async function addRule(page: Page, settings: Partial<RuleSettings>) {
  const reply = await page.evaluate((input) => window.ciis.invoke('rules.save', input), {
    id: null,
    settings: { ...newRuleSettings(), steadySeconds: 1, ...settings },
  });
  if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.detail}`);
}
