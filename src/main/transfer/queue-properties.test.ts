import { utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { defaultOptions } from '../../shared/domain/site.ts';
import { hasEnded, type TransferStatus } from '../../shared/domain/transfer.ts';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { desk } from './testing/desk.ts';
import { someInspection } from './testing/some-inspection.ts';

const id = 'site-1';
const filesAtATime = 3;

const inspections = [
  someInspection(),
  someInspection('not-hl7'),
  someInspection('version'),
  someInspection('broken-line', 'not-utf-8'),
];
let changes = 0;

/** What a person or a server may do next; `of` picks which of the files or uploads it is about. */
const step = fc.record({
  act: fc.constantFrom(
    ...(['upload', 'pause', 'resume', 'cancel', 'retry', 'clear', 'pauseAll', 'goOn'] as const),
    ...(['accept', 'accept', 'accept', 'refuse', 'lose', 'disconnect', 'breakDisk'] as const),
    ...(['mendDisk', 'sayYes', 'sayNo', 'touch'] as const),
  ),
  of: fc.nat({ max: 7 }),
});
type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

/** Lets everything that can happen by itself happen, disk reads included. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A queue whose server answers each upload only when told to, watched for what may never happen. */
function watched(files: readonly string[]) {
  const d = desk({ site: { options: { ...defaultOptions('sftp'), filesAtATime } } });
  const held: { accept(): void; refuse(error: AppError): void }[] = [];
  d.server.onSend = () =>
    new Promise((accept, reject) => held.push({ accept, refuse: (error) => reject(error) }));
  // Some are asked about, some refused, and what a person answers changes.
  let says: 'yes' | 'no' = 'yes';
  d.state.answer = () => Promise.resolve({ kind: says });
  d.state.inspect = (path) =>
    Promise.resolve(
      inspections[Number(/\d+/.exec(basename(path))) % inspections.length] ?? someInspection(),
    );
  const last = new Map<string, TransferStatus>();
  const broken: string[] = [];
  // Those that the server may have are looked for and asked about first, so they go on later.
  const retried = new Set<string>();
  let diskBroke = false;
  d.queue.onChanged(({ changed, removed }) => {
    for (const { id: which, status } of changed) {
      const before = last.get(which);
      if (before !== undefined && hasEnded(before) && !retried.has(which))
        broken.push(`${before} became ${status}`);
      if (!hasEnded(status)) retried.delete(which);
      if (before === 'verified') broken.push('an accepted file went on');
      last.set(which, status);
    }
    for (const which of removed) last.delete(which);
  });

  async function act({ act: kind, of }: Step): Promise<void> {
    const ids = d.queue.list().transfers.map((each) => each.id);
    const some = ids.filter((_each, index) => index % 8 === of);
    const attempt = (change: () => unknown) => {
      try {
        change();
      } catch (thrown) {
        if (!(thrown instanceof AppError) || thrown.code !== 'storage-failed') throw thrown;
      }
    };
    switch (kind) {
      case 'upload':
        await d.queue.upload(id, files.slice(of, of + 4), '/home').catch(() => []);
        break;
      case 'pause':
      case 'resume':
      case 'cancel':
      case 'clear':
        attempt(() => d.queue[kind](some));
        break;
      case 'retry':
        for (const each of some) retried.add(each);
        attempt(() => d.queue.retry(some));
        break;
      case 'pauseAll':
      case 'goOn':
        attempt(() => d.queue.setPaused(kind === 'pauseAll'));
        break;
      case 'accept':
        held.shift()?.accept();
        break;
      case 'refuse':
        held.shift()?.refuse(new AppError('remote-permission'));
        break;
      case 'lose':
        d.server.connections.at(-1)?.lose();
        break;
      case 'disconnect':
        void d.sessions.disconnect(id);
        break;
      case 'sayYes':
      case 'sayNo':
        says = kind === 'sayYes' ? 'yes' : 'no';
        break;
      case 'touch':
        utimesSync(files[of] ?? '', new Date(), new Date((changes += 1) * 1000));
        break;
      case 'breakDisk':
      case 'mendDisk':
        d.store.broken = kind === 'breakDisk';
        diskBroke ||= d.store.broken;
        break;
    }
    await settle();
  }

  function check(): void {
    const { transfers } = d.queue.list();
    expect(broken).toEqual([]);
    expect(d.server.mostSending).toBeLessThanOrEqual(filesAtATime);
    // What happened while the disk was broken is written with the next change.
    if (!diskBroke)
      for (const each of transfers)
        if (!hasEnded(each.status)) expect(d.store.rows.get(each.id)?.status).toBe(each.status);
    for (const each of transfers)
      if (each.status === 'verified') expect(d.server.files.has(each.remotePath)).toBe(true);
    // f3, f7, f11: what has to be put right first never gets there.
    for (const path of d.server.begun) expect(path).not.toMatch(/f(3|7|11)\.hl7$/);
  }

  /** With a good disk and a good server everything comes to an end. */
  async function finish(): Promise<void> {
    d.store.broken = false;
    d.server.onSend = () => Promise.resolve();
    for (const each of held.splice(0)) each.accept();
    const ids = d.queue.list().transfers.map((each) => each.id);
    d.queue.resume(ids);
    d.queue.setPaused(false);
    // A connection that is lost holds what waits, sooner or later; a person lets it go on.
    const settled = d.queue.settled(ids);
    const open = () => d.queue.list().transfers.some(({ status }) => !hasEnded(status));
    while (open()) {
      d.queue.resume(ids);
      await settle();
    }
    const ends = await settled;
    expect(ends.every((end) => hasEnded(end.status))).toBe(true);
    expect([...d.store.listed('app')]).toEqual(d.queue.list().transfers);
    await d.queue.shutDown();
  }

  return { act, check, finish };
}

test('whatever people, servers and disks do: ends stay, limits hold, and what is shown is written', async () => {
  const folder = tempFolder();
  const files = Array.from({ length: 12 }, (_none, number) => {
    const path = join(folder, `f${number}.hl7`);
    writeFileSync(path, `file ${number}`);
    return path;
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
      const run = watched(files);
      for (const each of steps) {
        await run.act(each);
        run.check();
      }
      await run.finish();
    }),
    { numRuns: 40 },
  );
}, 120_000);
