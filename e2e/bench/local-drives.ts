import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { inWindow, longestBlock, longTasks, watchMain, type BenchWindow } from './bench-window.ts';
import { seconds, type Measured } from './measured.ts';

const files = 100_000;
const count = files.toLocaleString('en-US');

/** Opens a folder of 100,000 files in Local Drives of the real window; beside it `ls -l` of the same folder. */
export function benchLocalDrives(): Promise<readonly Measured[]> {
  return inWindow(async (window) => {
    const folder = makeFolder(window.folder);
    // Both find it in the system's memory.
    const peer = list(folder);
    const { first, all, note } = await openFolder(window, folder);
    return [
      {
        ...{ work: `the first rows of a folder of ${count} files`, peer: 'ls -l, all of them' },
        ...{ ourSeconds: first, peerSeconds: peer, note: 'at most 0.5 s' },
      },
      {
        ...{ work: `all rows of a folder of ${count} files, sorted`, peer: 'ls -l' },
        ...{ ourSeconds: all, peerSeconds: peer, note },
      },
    ];
  });
}

function makeFolder(parent: string): string {
  const folder = join(parent, 'large');
  mkdirSync(folder);
  for (let number = 0; number < files; number += 1)
    writeFileSync(join(folder, `VXU_${String(number).padStart(6, '0')}.hl7`), '');
  return folder;
}

function list(folder: string): number {
  const start = performance.now();
  const { status } = spawnSync('ls', ['-l', folder], { stdio: 'ignore' });
  if (status !== 0) throw new Error(`ls ended with ${status}`);
  return (performance.now() - start) / 1000;
}

async function openFolder({ app, page }: BenchWindow, folder: string) {
  await startAt(page, folder);
  await longTasks(page);
  await watchMain(app);
  const rows = page.getByRole('region', { name: 'Local Drives' }).getByRole('row');
  let first = 0;
  const all = await seconds(async () => {
    first = await seconds(async () => {
      await page.getByRole('row', { name: 'large' }).press('Enter');
      await rows.filter({ hasText: 'VXU_' }).first().waitFor();
    });
    await page.getByRole('grid', { name: 'Files on this computer' }).and(allThere(page)).waitFor();
  });
  const block = await longestBlock(app);
  const tasks = await longTasks(page);
  const longest = Math.max(0, ...tasks);
  return {
    first,
    all,
    note: `main never blocked over ${block.toFixed(0)} ms; longest task of the window ${longest.toFixed(0)} ms`,
  };
}

const allThere = (page: Page) => page.locator(`[aria-rowcount="${files + 1}"]`);

/** Local Drives shows the folder above, with nothing else to do. */
async function startAt(page: Page, folder: string): Promise<void> {
  await page.evaluate(
    (lastLocalFolder) =>
      window.ciis.invoke('settings.update', { lastLocalFolder, setUpSkipped: true }),
    join(folder, '..'),
  );
  await page.reload();
  await page.evaluate(() => {
    window.benchLongTasks = [];
    new PerformanceObserver((tasks) => {
      for (const { duration } of tasks.getEntries()) window.benchLongTasks.push(duration);
    }).observe({ type: 'longtask' });
  });
  await page.getByRole('row', { name: 'large' }).waitFor();
}
