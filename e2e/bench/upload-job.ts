import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { Office, type NewSite } from '../../src/main/checks/testing/office.ts';
import { untilOver } from '../../src/main/cli/until-over.ts';

/** What is sent where. */
export interface UploadJob {
  readonly site: NewSite;
  /** Files and folders. */
  readonly paths: readonly string[];
}

/** What it took. */
export interface Uploaded {
  /** From the drop to the last end, with the look at each file before. */
  readonly seconds: number;
  /** From the first file's start to the last one's end, with connecting and reading the sizes back. */
  readonly sendingSeconds: number;
  /** ms that the event loop was late by while they were sent; one in a hundred was worse. */
  readonly loopDelayP99: number;
  /** MB resident at the most. */
  readonly peak: number;
}

/** Sends files with the whole program but its window, all of them to a verified end. */
export async function upload({ site, paths }: UploadJob): Promise<Uploaded> {
  const office = new Office();
  try {
    const { queue } = office.services;
    const { id } = await office.addSite(site);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    // The look at what was dropped has a bench of its own.
    const undo = queue.onChanged(({ changed }) => {
      if (changed.some(({ status }) => status === 'sending')) delay.enable();
    });
    const began = performance.now();
    const ids = await queue.upload(id, paths, null);
    const { transfers, problem } = await untilOver(queue, ids);
    const seconds = (performance.now() - began) / 1000;
    delay.disable();
    undo();
    const unsent = transfers.find(({ status }) => status !== 'verified');
    if (transfers.length === 0 || unsent !== undefined)
      throw new Error(`Not all were verified: ${JSON.stringify(unsent?.failure ?? problem)}`);
    const first = Math.min(...transfers.map(({ startedAt }) => startedAt ?? 0));
    const last = Math.max(...transfers.map(({ endedAt }) => endedAt ?? 0));
    return {
      seconds,
      sendingSeconds: (last - first) / 1000,
      // It counts the wait between its own looks as well, which is one ms.
      loopDelayP99: delay.percentile(99) / 1e6,
      peak: process.resourceUsage().maxRSS / 1024,
    };
  } finally {
    await office.close();
  }
}
