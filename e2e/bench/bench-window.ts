import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { electronRuntime } from '../../scripts/electron-runtime.mjs';
import { ensureBuild } from '../../scripts/ensure-build.mjs';
import { startTestSession } from '../../scripts/test-session.mjs';

export interface BenchWindow {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Of this run, removed at the end. */
  readonly folder: string;
}

/** Runs `act` with the built app in a real window, as the e2e tests have it. */
export async function inWindow<Result>(act: (window: BenchWindow) => Promise<Result>) {
  await ensureBuild({ log: () => undefined });
  const runtime = await electronRuntime({ log: () => undefined });
  const session = await startTestSession({ keyring: true, display: true });
  const folder = mkdtempSync(join(tmpdir(), 'ciis-bench-window-'));
  try {
    const app = await _electron.launch({
      executablePath: runtime.executablePath,
      args: [...runtime.args, `--data-dir=${join(folder, 'data')}`],
      env: { ...known(process.env), ...session.env },
    });
    try {
      const page = await app.firstWindow();
      await watchLongTasks(page);
      return await act({ app, page, folder });
    } finally {
      await app.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await session.stop();
  }
}

declare global {
  interface Window {
    benchLongTasks: number[];
  }
}

async function watchLongTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.benchLongTasks = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.benchLongTasks.push(duration);
    }).observe({ type: 'longtask' });
  });
}

/** The tasks of the window over 50 ms since this was asked last, in ms. */
export const longTasks = (page: Page): Promise<number[]> =>
  page.evaluate(() => window.benchLongTasks.splice(0));

/** Begins to watch the event loop of the main process. */
export async function watchMain(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    const hooks = process.getBuiltinModule('node:perf_hooks');
    const delay = hooks.monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    Object.assign(globalThis, { benchDelay: delay });
  });
}

/** The longest time that main did nothing else since `watchMain`, in ms. */
export const longestBlock = (app: ElectronApplication): Promise<number> =>
  app.evaluate(() => {
    const { benchDelay } = globalThis as unknown as { benchDelay: { max: number } };
    return benchDelay.max / 1e6;
  });

const known = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && entry[0] !== 'ELECTRON_RUN_AS_NODE',
    ),
  );
