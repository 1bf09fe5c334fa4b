import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { memorySecrets } from '../secrets/memory-secrets.ts';
import { SiteStore } from '../sites/site-store.ts';
import { openDatabase, type Database } from '../storage/database.ts';
import { PracticeSite } from './practice-site.ts';

let base: string;
let database: Database;
let sites: SiteStore;
const secrets = memorySecrets();
const undo: (() => Promise<void>)[] = [];

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'practice-site-'));
  database = openDatabase(join(base, 'test.db'), systemClock);
  let lastId = 0;
  sites = new SiteStore(database, { newId: () => `id-${(lastId += 1)}` });
});
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
  database.close();
  rmSync(base, { recursive: true });
});

function practiceSite(): PracticeSite {
  const made = new PracticeSite({ folder: join(base, 'practice'), sites, secrets });
  undo.push(() => made.stop());
  return made;
}

it('makes its site once, with its password, and finds it again', async () => {
  const practice = practiceSite();
  const [site, again] = await Promise.all([practice.open(), practice.open()]);
  expect(site).toMatchObject({ label: 'Practice site', protocol: 'sftp', host: '127.0.0.1' });
  expect(again.id).toBe(site.id);
  expect(sites.snapshot().sites).toHaveLength(1);
  expect(await secrets.get(site.id)).not.toBeNull();
});

it('follows the server to another port', async () => {
  const before = practiceSite();
  const site = await before.open();
  await before.stop();
  const occupier = createServer();
  await new Promise<void>((resolve) => occupier.listen(site.port, '127.0.0.1', () => resolve()));
  undo.push(() => new Promise((resolve) => occupier.close(() => resolve())));
  const moved = await practiceSite().open();
  expect(moved.id).toBe(site.id);
  expect(moved.port).not.toBe(site.port);
});

it("leaves a person's own site of that name alone", async () => {
  const own = sites.create({
    ...(await practiceSite().open()),
    label: 'Other',
    host: 'h.example',
    username: 'u',
  });
  sites.remove((await practiceSite().open()).id);
  sites.update(own.id, { ...own, label: 'practice SITE' });
  expect((await practiceSite().open()).label).toBe('Practice site 2');
});
