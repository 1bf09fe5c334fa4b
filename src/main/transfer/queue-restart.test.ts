import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { defaultOptions } from '../../shared/domain/site.ts';
import { hasArrived, type Transfer } from '../../shared/domain/transfer.ts';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { retryDelays } from './retry.ts';
import { mayHaveArrived } from './send-again.ts';
import { desk, MemoryStore } from './testing/desk.ts';

const site = 'site-1';

/** What a server, a line, a person or the power may do next; `of` picks which file it is about. */
const step = fc.record({
  act: fc.constantFrom(
    ...(['upload', 'upload', 'accept', 'accept', 'accept', 'refuse', 'lose', 'loseLate'] as const),
    ...(['pass', 'pass', 'pass', 'noServer', 'server', 'retry', 'move', 'pauseAll'] as const),
    ...(['goOn', 'goOn', 'crash', 'quit', 'sayYes', 'sayNo'] as const),
  ),
  of: fc.nat({ max: 7 }),
});
type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

/** Lets everything that can happen by itself happen, disk reads included. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

interface Held {
  readonly accept: () => void;
  readonly refuse: () => void;
  readonly lose: () => void;
  /** The server has all of it, and its word is lost. */
  readonly loseLate: () => void;
}

/** A program that may end at any moment and start again on the same disk, before the same server. */
class Office {
  readonly wrong: string[] = [];
  readonly #files: string[];
  readonly #ids = new Set<string>();
  /** What may be there and nobody has agreed to send again. */
  readonly #doubtful = new Set<string>();
  #held: Held[] = [];
  #says: 'yes' | 'no' = 'no';
  #reachable = true;
  #goesOn = false;
  #lastId = 0;
  #starts = 0;
  #running: ReturnType<Office['start']>;

  constructor(files: readonly string[]) {
    this.#files = [...files];
    this.#running = this.start(new MemoryStore(), new Map());
  }

  /** `disk` and `there` are what is left of the time before. */
  private start(disk: MemoryStore, there: ReadonlyMap<string, Buffer>) {
    const mine = (this.#starts += 1);
    const isDead = () => mine !== this.#starts;
    const d = desk({
      store: disk,
      retryDelays,
      site: { options: { ...defaultOptions('sftp'), filesAtATime: 3 }, goOnAtStart: this.#goesOn },
      newId: () => `t${(this.#lastId += 1)}`,
    });
    for (const [path, content] of there) d.server.files.set(path, content);
    d.server.refusal = this.#reachable ? null : new AppError('port-silent');
    const rowAt = (path: string) =>
      [...disk.rows.values()].find((row) => row.remotePath === path) ?? null;
    const late = new Set<string>();
    d.server.onSend = (path, connection) => {
      if (isDead()) return new Promise(() => undefined);
      if (rowAt(path)?.serverMayHave === 'nothing') this.wrong.push(`${path} begun, not noted`);
      return new Promise((go, stop) => {
        this.#held.push({
          accept: go,
          refuse: () => stop(new AppError('remote-permission', '550')),
          lose: () => connection.lose(),
          loseLate: () => {
            late.add(path);
            go();
          },
        });
      });
    };
    d.server.onReceived = (path, connection) => {
      if (isDead()) return new Promise(() => undefined);
      const row = rowAt(path);
      if (row?.serverMayHave !== 'all') this.wrong.push(`${path} whole there, not noted`);
      if (!late.delete(path)) return Promise.resolve();
      d.server.files.set(path, readFileSync(row?.localPath ?? ''));
      connection.lose();
      return new Promise(() => undefined);
    };
    d.state.answer = (question) => {
      if (question.kind === 'send-again' && this.#says === 'yes')
        for (const { remotePath } of question.files)
          this.#doubtful.delete(rowAt(remotePath)?.id ?? '');
      return Promise.resolve({ kind: this.#says });
    };
    for (const each of d.queue.list().transfers) this.#note(each);
    d.queue.onChanged(({ changed }) => {
      if (!isDead()) for (const each of changed) this.#note(each);
    });
    return { d, disk };
  }

  #note(transfer: Transfer): void {
    const { id, status, tries } = transfer;
    this.#ids.add(id);
    if (tries > 3) this.wrong.push(`${id} tried ${tries} times`);
    if (status === 'sending' && transfer.serverMayHave !== 'all' && transfer.sentBytes === 0) {
      if (this.#doubtful.has(id)) this.wrong.push(`${id} sent again unasked`);
    }
    if (status === 'waiting' && this.#doubtful.has(id)) this.wrong.push(`${id} waits unasked`);
    if (transfer.endedAt !== null && mayHaveArrived(transfer) && !hasArrived(status))
      this.#doubtful.add(id);
  }

  async act({ act, of }: Step): Promise<void> {
    const { queue, clock, server } = this.#running.d;
    const transfers = queue.list().transfers;
    const some = transfers.map(({ id }) => id).filter((_each, index) => index % 8 === of);
    const held = () => this.#held.splice(of % Math.max(1, this.#held.length), 1)[0];
    switch (act) {
      case 'upload':
        // Each once: its place tells which one it is.
        await queue.upload(
          site,
          this.#files.splice(of % Math.max(1, this.#files.length), 1),
          '/home',
        );
        break;
      case 'accept':
      case 'refuse':
      case 'lose':
      case 'loseLate':
        held()?.[act]();
        break;
      case 'pass':
        clock.pass([10_000, 30_000, 60_000][of % 3] ?? 0);
        break;
      case 'noServer':
      case 'server':
        this.#reachable = act === 'server';
        server.refusal = this.#reachable ? null : new AppError('port-silent');
        break;
      case 'retry':
        queue.retry(some);
        break;
      case 'move':
        queue.move(some, transfers[of]?.id ?? null);
        break;
      case 'pauseAll':
      case 'goOn':
        queue.setPaused(act === 'pauseAll');
        break;
      case 'crash':
      case 'quit':
        this.#goesOn = of % 2 === 0;
        await this.#restart(act);
        break;
      case 'sayYes':
      case 'sayNo':
        this.#says = act === 'sayYes' ? 'yes' : 'no';
        break;
    }
    await settle();
  }

  async #restart(how: 'crash' | 'quit'): Promise<void> {
    const { d, disk } = this.#running;
    if (how === 'quit') await d.queue.shutDown();
    this.#held = [];
    // What a killed program still does in this test, it does to another disk and another server.
    const left = new MemoryStore();
    left.save(disk.listed('app'));
    this.#running = this.start(left, d.server.files);
    if (how === 'crash') await d.queue.shutDown();
  }

  check(): void {
    expect(this.wrong).toEqual([]);
    const { d, disk } = this.#running;
    const transfers = d.queue.list().transfers;
    expect(new Set(transfers.map(({ id }) => id))).toEqual(this.#ids);
    expect(new Set(disk.rows.keys())).toEqual(this.#ids);
    for (const { status, remotePath, localPath } of transfers)
      if (hasArrived(status))
        expect(d.server.files.get(remotePath)).toEqual(readFileSync(localPath));
  }

  /** With a good server and a person who says yes, each file arrives. */
  async finish(): Promise<void> {
    const { d } = this.#running;
    d.server.onSend = () => Promise.resolve();
    this.#says = 'yes';
    d.server.refusal = null;
    d.queue.setPaused(false);
    const open = () => d.queue.list().transfers.filter(({ status }) => !hasArrived(status));
    const goOn = () => {
      const ids = open().map(({ id }) => id);
      d.queue.resume(ids);
      d.queue.retry(ids);
      for (const each of this.#held.splice(0)) each.accept();
      d.clock.pass(72_000);
      expect(open()).toEqual([]);
    };
    await vi.waitFor(goOn, { timeout: 20_000, interval: 2 });
    this.check();
    await d.queue.shutDown();
  }
}

test('whatever breaks, and whenever the program ends: no file is lost, no end is wrong, nothing goes twice unasked', async () => {
  const folder = tempFolder();
  const files = Array.from({ length: 8 }, (_none, number) => {
    const path = join(folder, `f${number}.hl7`);
    writeFileSync(path, `made up ${number}`);
    return path;
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
      const office = new Office(files);
      for (const each of steps) {
        await office.act(each);
        office.check();
      }
      await office.finish();
    }),
    { numRuns: 150 },
  );
}, 120_000);
