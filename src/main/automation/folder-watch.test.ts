import { mkdir, mkdtemp, open, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../../shared/domain/error.ts';
import { FakeClock } from '../transfer/testing/fake-clock.ts';
import { watchFolder, type WatchFolder } from './folder-hints.ts';
import { FolderWatch, type FolderWatchParts } from './folder-watch.ts';
import { heldForLongMs } from './held-files.ts';
import type { Wholeness } from './whole-file.ts';

let above: string;
let folder: string;
let clock: FakeClock;
let plans: Plans;
let watches: FolderWatch[];

beforeEach(async () => {
  above = await mkdtemp(join(tmpdir(), 'ciis-watch-'));
  folder = join(above, 'Outbox');
  await mkdir(folder);
  clock = new FakeClock();
  plans = new Plans();
  watches = [];
});
afterEach(async () => {
  await Promise.all(watches.map((watch) => watch.stop()));
  await rm(above, { recursive: true, force: true });
});

/** Tells when a look is over, by the next one that is planned then. */
class Plans extends FakeClock {
  readonly all: number[] = [];
  #seen = 0;

  override after(ms: number, act: () => void): () => void {
    this.all.push(ms);
    return super.after(ms, act);
  }

  async next(): Promise<void> {
    await vi.waitFor(() => expect(this.all.length).toBeGreaterThan(this.#seen), { interval: 5 });
    this.#seen += 1;
  }
}

const noHints: WatchFolder = () => () => undefined;
const names = (paths: readonly string[]): readonly string[] =>
  paths.map((path) => basename(path)).sort();

function watching(parts: Partial<FolderWatchParts> = {}) {
  const told: (readonly string[])[] = [];
  const troubles: (Failure['code'] | null)[] = [];
  const watch = new FolderWatch({
    folder,
    pattern: '*.hl7',
    steadyMs: 30_000,
    clock,
    onReady: (paths) => void told.push(names(paths)),
    onTrouble: (failure) => void troubles.push(failure?.code ?? null),
    watch: noHints,
    ...parts,
  });
  watches.push(watch);
  /** So long passes, and every look of that time is over. */
  const pass = async (ms: number): Promise<void> => {
    await watch.look();
    for (let left = ms; left > 0; left -= 5000) {
      clock.pass(Math.min(left, 5000));
      await watch.look();
    }
  };
  return { watch, told, troubles, pass };
}

const write = (name: string, content = 'MSH|^~\\&|1\r'): Promise<void> =>
  writeFile(join(folder, name), content);

describe('a folder that is watched', () => {
  it('tells of what is there and steady, once', async () => {
    await write('a.hl7');
    const { watch, told, pass } = watching();
    watch.start();
    await pass(29_000);
    expect(told).toEqual([]);
    expect(watch.waiting).toBe(1);
    await pass(1000);
    expect(told).toEqual([['a.hl7']]);
    expect(watch.waiting).toBe(0);
    await pass(60_000);
    expect(told).toHaveLength(1);
    expect(names(await watch.look())).toEqual(['a.hl7']);
  });

  it('looks by itself, without any hint', async () => {
    const { watch, told } = watching({ clock: plans });
    watch.start();
    await plans.next();
    await write('a.hl7');
    for (let looks = 0; looks < 4; looks += 1) {
      expect(told).toEqual([]);
      plans.pass(10_000);
      await plans.next();
    }
    expect(told).toEqual([['a.hl7']]);
  });

  it('tells again, with all that is not taken, when another is ready', async () => {
    const { watch, told, pass } = watching();
    watch.start();
    await write('a.hl7');
    await write('b.hl7');
    await pass(40_000);
    watch.taken([join(folder, 'a.hl7')]);
    await write('c.hl7');
    await pass(40_000);
    expect(told).toEqual([
      ['a.hl7', 'b.hl7'],
      ['b.hl7', 'c.hl7'],
    ]);
    await write('a.hl7', 'MSH|^~\\&|changed\r');
    await pass(40_000);
    expect(told.at(-1)).toEqual(['a.hl7', 'b.hl7', 'c.hl7']);
  });

  it('leaves alone what is not meant: other names, subfolders, links', async () => {
    await write('a.csv');
    await write('.a.hl7');
    await write('a.hl7.part');
    await mkdir(join(folder, 'Sent'));
    await mkdir(join(folder, 'folder.hl7'));
    await writeFile(join(folder, 'Sent', 'old.hl7'), 'MSH|');
    await writeFile(join(above, 'secret'), 'not for anybody');
    await symlink(join(above, 'secret'), join(folder, 'link.hl7'));
    const { watch, told, pass } = watching();
    watch.start();
    await pass(60_000);
    expect(told).toEqual([]);
    expect(watch.waiting).toBe(0);
  });

  it('never tells of 500 files before each is written to its end', async () => {
    const { watch, told, pass } = watching();
    watch.start();
    const body = 'MSH|^~\\&|1\rPID|1\r';
    for (let piece = 0; piece < 4; piece += 1) {
      for (let index = 0; index < 250; index += 1) {
        const handle = await open(join(folder, `slow ${index}.hl7`), 'a');
        await handle.writeFile(body);
        await handle.close();
      }
      await pass(25_000);
      expect(told).toEqual([]);
    }
    for (let index = 0; index < 250; index += 1) {
      await writeFile(join(above, 'x.tmp'), body);
      await rename(join(above, 'x.tmp'), join(folder, `moved ${index}.hl7`));
    }
    await pass(40_000);
    expect(new Set(told.flat()).size).toBe(500);
    expect(told.flat().length).toBeLessThanOrEqual(750);
  });

  it('waits for a batch that stops and goes on', async () => {
    const { watch, told, pass } = watching();
    watch.start();
    await write('a.hl7', 'FHS|^~\\&\rMSH|^~\\&|1\r');
    await pass(120_000);
    expect(told).toEqual([]);
    expect(watch.waiting).toBe(1);
    await write('a.hl7', 'FHS|^~\\&\rMSH|^~\\&|1\rMSH|^~\\&|2\rFTS|1\r');
    await pass(25_000);
    expect(told).toEqual([]);
    await pass(15_000);
    expect(told).toEqual([['a.hl7']]);
  });

  it('hands on what nobody finishes, so that a run says what is wrong with it', async () => {
    const { watch, told, pass } = watching();
    watch.start();
    await write('a.hl7', 'FHS|^~\\&\rMSH|^~\\&|1\r');
    await pass(heldForLongMs);
    expect(told).toEqual([]);
    await pass(60_000);
    expect(told).toEqual([['a.hl7']]);
  });

  it('waits while another program has a file open, and looks into each whole one once', async () => {
    let answer: Wholeness = 'locked';
    let looks = 0;
    const isWhole = (path: string): Promise<Wholeness> => {
      if (path.endsWith('free.hl7')) looks += 1;
      return Promise.resolve(path.endsWith('free.hl7') ? 'whole' : answer);
    };
    const { watch, told, pass } = watching({ isWhole });
    watch.start();
    await write('free.hl7');
    await write('locked.hl7');
    await pass(120_000);
    expect(told).toEqual([['free.hl7']]);
    answer = 'whole';
    await pass(10_000);
    expect(told.at(-1)).toEqual(['free.hl7', 'locked.hl7']);
    expect(looks).toBe(1);
  });

  it('does not take a file for steady because the computer slept', async () => {
    const { watch, told, pass } = watching();
    watch.start();
    await write('a.hl7');
    await pass(5000);
    clock.pass(8 * 3_600_000);
    await watch.look();
    expect(told).toEqual([]);
    await pass(30_000);
    expect(told).toEqual([['a.hl7']]);
  });
});

describe('a folder that is not there', () => {
  it('is told once, and when it is back what is ready then', async () => {
    const { watch, told, troubles, pass } = watching();
    watch.start();
    await write('a.hl7');
    await pass(40_000);
    await rename(folder, join(above, 'away'));
    await pass(60_000);
    expect(troubles).toEqual(['local-not-found']);
    expect(await watch.look()).toEqual([]);
    await rename(join(above, 'away'), folder);
    await pass(60_000);
    expect(troubles).toEqual(['local-not-found', null]);
    expect(told).toEqual([['a.hl7'], ['a.hl7']]);
  });

  it('does not bring back what was taken', async () => {
    const { watch, told, pass } = watching();
    watch.start();
    await write('a.hl7');
    await pass(40_000);
    watch.taken([join(folder, 'a.hl7')]);
    await rename(folder, join(above, 'away'));
    await pass(20_000);
    await rename(join(above, 'away'), folder);
    await pass(120_000);
    expect(told).toHaveLength(1);
  });

  it('is told at the first look, and so is a file in its place', async () => {
    await rm(folder, { recursive: true });
    const { watch, troubles, pass } = watching();
    watch.start();
    await pass(10_000);
    await writeFile(folder, 'a file');
    await pass(20_000);
    expect(troubles).toEqual(['local-not-found', 'local-not-a-file']);
  });
});

describe('hints', () => {
  it('bring the next look forward, many of them to one', async () => {
    const hinting: { hint: () => void } = { hint: () => undefined };
    const { watch } = watching({
      clock: plans,
      watch: (_folder, hint) => {
        hinting.hint = hint;
        return () => undefined;
      },
    });
    watch.start();
    await plans.next();
    await write('a.hl7');
    expect(watch.waiting).toBe(0);
    for (let index = 0; index < 100; index += 1) hinting.hint();
    await plans.next();
    plans.pass(500);
    await plans.next();
    expect(watch.waiting).toBe(1);
    expect(plans.all).toEqual([10_000, 500, 10_000]);
  });

  it('are asked for while the folder is there, and undone', async () => {
    const calls: string[] = [];
    const { watch, pass } = watching({
      watch: () => {
        calls.push('watch');
        return () => void calls.push('undo');
      },
    });
    watch.start();
    await pass(20_000);
    await rename(folder, join(above, 'away'));
    await pass(20_000);
    await rename(join(above, 'away'), folder);
    await pass(20_000);
    await watch.stop();
    expect(calls).toEqual(['watch', 'undo', 'watch', 'undo']);
  });

  it('may fail: the folder is looked at all the same', async () => {
    const { watch, told, pass } = watching({
      watch: (_folder, _hint, failed) => {
        failed();
        throw new Error('no watches left');
      },
    });
    watch.start();
    await write('a.hl7');
    await pass(40_000);
    expect(told).toEqual([['a.hl7']]);
  });

  it('come from the system', async () => {
    await write('before.hl7');
    let written = 0;
    let undo = (): void => undefined;
    // Nobody says when it has begun to watch.
    const writing = setInterval(() => void write(`${(written += 1)}.hl7`), 20);
    try {
      await new Promise<void>((resolve, reject) => {
        undo = watchFolder(folder, resolve, () => reject(new Error('it failed')));
      });
    } finally {
      clearInterval(writing);
      undo();
    }
    expect(written).toBeGreaterThan(0);
  });
});

it('a watch that was stopped tells nothing, and one that was not started is only asked', async () => {
  const { watch, told } = watching();
  await write('a.hl7');
  await write('cut.hl7', 'FHS|^~\\&\r');
  await watch.look();
  clock.pass(30_000);
  expect(names(await watch.look())).toEqual(['a.hl7', 'cut.hl7']);
  await watch.stop();
  clock.pass(30_000);
  expect(await watch.look()).toEqual([]);
  expect(told).toHaveLength(1);
});

it('what the one who is told throws is trouble, and is told again', async () => {
  let fails = true;
  const told: (readonly string[])[] = [];
  const { watch, troubles, pass } = watching({
    onReady: (paths) => {
      if (fails) throw new Error('no');
      told.push(names(paths));
    },
  });
  watch.start();
  await write('a.hl7');
  await pass(40_000);
  expect(troubles).toEqual(['internal']);
  fails = false;
  await pass(10_000);
  expect(told).toEqual([['a.hl7']]);
  expect(troubles).toEqual(['internal', null]);
});
