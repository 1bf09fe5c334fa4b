import { closeSync, mkdirSync, openSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { addSite } from '../fixture/add-site.ts';
import { hl7OfSize } from '../fixture/sample-files.ts';
import { startOpenSsh } from '../servers/openssh.ts';
import type { SshServer } from '../servers/test-server.ts';
import { inWindow, type BenchWindow } from './bench-window.ts';
import { seconds, type Measured } from './measured.ts';
import { lftpMirror, openSshSftp } from './sftp-peers.ts';

const files = 10_000;
const gibi = 2 ** 30;

/** What the main process of the app holds in memory at the most: 10,000 small files, then one of 4 GB. */
export async function benchMemory(): Promise<readonly Measured[]> {
  return [
    await measured(`${files.toLocaleString('en-US')} files of 1 kB`, 'lftp -P4', {
      count: files,
      make: (outbox) => {
        for (let number = 0; number < files; number += 1)
          writeFileSync(join(outbox, `VXU_${number}.hl7`), hl7OfSize(1000, `RM${number}`));
        return outbox;
      },
      peer: (server, outbox) => lftpMirror(server, server.port, outbox, 4),
    }),
    await measured('one file of 4 GB', 'sftp', {
      count: 1,
      make: (outbox) => {
        const path = join(outbox, 'large.bin');
        closeSync(openSync(path, 'w'));
        truncateSync(path, 4 * gibi);
        return path;
      },
      peer: (server, path) => openSshSftp(server, server.port, [`put ${path} /upload/peer.bin`]),
    }),
  ];
}

interface Load {
  readonly count: number;
  /** Answers with what is sent. */
  readonly make: (outbox: string) => string;
  readonly peer: (server: SshServer, path: string) => Promise<void>;
}

function measured(work: string, peer: string, load: Load): Promise<Measured> {
  return inWindow(async (window) => {
    const server = await startOpenSsh();
    const outbox = join(window.folder, 'outbox');
    mkdirSync(outbox);
    const path = load.make(outbox);
    try {
      const siteId = await connectedSite(window, server);
      const idle = await window.app.evaluate(() => process.memoryUsage().rss / 1e6);
      const peak = watchMemory(window.app);
      const ourSeconds = await seconds(() => sendAll(window.page, siteId, path, load.count));
      const megabytes = await peak();
      const peerSeconds = await seconds(() => load.peer(server, path));
      return {
        ...{ work: `${work}, sent by the app on loopback`, peer, ourSeconds, peerSeconds },
        note: `main process ${megabytes.toFixed(0)} MB resident at the most (${idle.toFixed(0)} before), goal 250`,
      };
    } finally {
      await server.stop();
      rmSync(outbox, { recursive: true, force: true });
    }
  });
}

async function connectedSite({ page }: BenchWindow, server: SshServer): Promise<string> {
  await page.evaluate(() => window.ciis.invoke('settings.update', { setUpSkipped: true }));
  const siteId = await addSite(page, { ...server, preflight: false });
  const connecting = page.evaluate(
    (id) => window.ciis.invoke('sessions.connect', { siteId: id }),
    siteId,
  );
  await page.getByRole('button', { name: 'Accept and connect' }).click();
  await connecting;
  return siteId;
}

async function sendAll(page: Page, siteId: string, path: string, count: number): Promise<void> {
  const verified = await page.evaluate(
    async ({ id, paths, wanted }) => {
      const sent = await window.ciis.invoke('transfers.upload', { siteId: id, paths, to: null });
      if (!sent.ok) throw new Error(sent.error.code);
      const all = { text: '', siteId: null, from: null, to: null };
      for (;;) {
        const ended = await window.ciis.invoke('history.count', {
          filter: { ...all, outcomes: null },
        });
        if (!ended.ok) throw new Error(ended.error.code);
        if (ended.value.count >= wanted) break;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      const good = await window.ciis.invoke('history.count', {
        filter: { ...all, outcomes: ['verified'] },
      });
      return good.ok ? good.value.count : 0;
    },
    { id: siteId, paths: [path], wanted: count },
  );
  if (verified !== count) throw new Error(`${verified} of ${count} were verified`);
}

/** Looks ten times a second. Call what it gives for the most it saw, in MB. */
function watchMemory(app: ElectronApplication): () => Promise<number> {
  const begun = app.evaluate(() => {
    let most = 0;
    const look = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 100);
    Object.assign(globalThis, {
      benchMemory: () => {
        clearInterval(look);
        return most;
      },
    });
  });
  return async () => {
    await begun;
    const bytes = await app.evaluate(() =>
      (globalThis as unknown as { benchMemory: () => number }).benchMemory(),
    );
    return bytes / 1e6;
  };
}
