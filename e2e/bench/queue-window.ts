import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { addSite } from '../fixture/add-site.ts';
import { hl7OfSize } from '../fixture/sample-files.ts';
import { startOpenSsh } from '../servers/openssh.ts';
import { startProxy } from '../servers/proxy.ts';
import { inWindow, longestBlock, longTasks, watchMain, type BenchWindow } from './bench-window.ts';
import type { Measured } from './measured.ts';

const files = 10_000;
const frames = 400;
const atATime = 64;

/**
 * Scrolls through a queue of 10,000 files, a screen at each frame, while 64 of them are being sent; beside it the
 * same while the queue is paused. Figures: the worst of 400 frames.
 */
export function benchQueueWindow(): Promise<readonly Measured[]> {
  return inWindow(async (window) => {
    const server = await startOpenSsh();
    const proxy = await startProxy({ to: server.port, delayMs: 25 });
    try {
      await queueAll(window, { ...server, port: proxy.port });
      const idle = await scroll(window);
      await setPaused(window.page, false);
      await window.page
        .getByRole('progressbar', { name: /hl7 sent/ })
        .first()
        .waitFor();
      const busy = await scroll(window);
      const sent = await window.page
        .getByRole('tab', { name: /Done/ })
        .textContent()
        .then((text) => text?.replace(/\D/g, '') ?? '0');
      return [
        {
          work: `scrolling through ${files.toLocaleString('en-US')} queued files, ${atATime} being sent: the worst of ${frames} frames`,
          peer: 'the same with the queue paused',
          ourSeconds: busy.worst / 1000,
          peerSeconds: idle.worst / 1000,
          note: [
            `half of the frames within ${busy.median.toFixed(0)} ms (${idle.median.toFixed(0)})`,
            `tasks over 50 ms: ${busy.tasks.length} (${idle.tasks.length})`,
            `main never blocked over ${busy.block.toFixed(0)} ms (${idle.block.toFixed(0)})`,
            `${sent} sent meanwhile`,
          ].join(', '),
        },
      ];
    } finally {
      await proxy.close();
      await server.stop();
    }
  });
}

type Server = Pick<Awaited<ReturnType<typeof startOpenSsh>>, 'port' | 'username' | 'password'>;

async function queueAll({ page, folder }: BenchWindow, server: Server): Promise<void> {
  const outbox = join(folder, 'outbox');
  mkdirSync(outbox);
  for (let number = 0; number < files; number += 1)
    writeFileSync(
      join(outbox, `VXU_${String(number).padStart(5, '0')}.hl7`),
      hl7OfSize(20_000, `RV${number}`),
    );
  await page.evaluate(() => window.ciis.invoke('settings.update', { setUpSkipped: true }));
  const siteId = await addSite(page, { ...server, options: { filesAtATime: atATime } });
  const connecting = page.evaluate(
    (id) => window.ciis.invoke('sessions.connect', { siteId: id }),
    siteId,
  );
  await page.getByRole('button', { name: 'Accept and connect' }).click();
  await connecting;
  await setPaused(page, true);
  await page.evaluate((input) => window.ciis.invoke('transfers.upload', input), {
    siteId,
    paths: [outbox],
    to: null,
  });
  await page.locator(`[role="grid"][aria-label="Queue"][aria-rowcount="${files}"]`).waitFor();
}

const setPaused = (page: Page, paused: boolean) =>
  page.evaluate((to) => window.ciis.invoke('transfers.setPaused', { paused: to }), paused);

async function scroll({ app, page }: BenchWindow) {
  await longTasks(page);
  await watchMain(app);
  const lasted = await page.getByRole('grid', { name: 'Queue' }).evaluate(
    (grid, count) =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        let before = performance.now();
        const step = (grid.scrollHeight - grid.clientHeight) / count;
        const onFrame = () => {
          const now = performance.now();
          times.push(now - before);
          before = now;
          grid.scrollTop += step;
          if (times.length <= count) requestAnimationFrame(onFrame);
          else resolve(times.slice(1));
        };
        requestAnimationFrame(onFrame);
      }),
    frames,
  );
  const sorted = [...lasted].sort((one, other) => one - other);
  return {
    worst: sorted.at(-1) ?? Number.NaN,
    median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    tasks: await longTasks(page),
    block: await longestBlock(app),
  };
}
