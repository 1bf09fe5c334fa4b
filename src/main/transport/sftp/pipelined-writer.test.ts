import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/domain/error.ts';
import { someBytes, sourceOf } from '../testing/byte-sources.ts';
import { PipelinedWriter } from './pipelined-writer.ts';

interface Write {
  readonly bytes: Buffer;
  readonly offset: number;
  readonly confirm: () => void;
  readonly refuse: (error: Error) => void;
}

/** A server in memory that confirms when the test says so. */
function memoryServer({
  confirmsAtOnce = false,
  now = (): number => 0,
  writeSize = 32_768,
  from = 0,
}: {
  readonly confirmsAtOnce?: boolean;
  readonly now?: () => number;
  readonly writeSize?: number;
  readonly from?: number;
} = {}) {
  const writes: Write[] = [];
  const progress: number[] = [];
  const writer = new PipelinedWriter({
    writeSize,
    from,
    now,
    confirmed: (bytes) => void progress.push(bytes),
    write: (bytes, offset) =>
      new Promise((resolve, reject) => {
        writes.push({ bytes: Buffer.from(bytes), offset, confirm: resolve, refuse: reject });
        if (confirmsAtOnce) resolve();
      }),
  });
  const content = (): Buffer => {
    const size = writes.reduce((sum, { bytes }) => sum + bytes.length, from);
    const file = Buffer.alloc(size);
    for (const { bytes, offset } of writes) bytes.copy(file, offset);
    return file;
  };
  return { writes, progress, writer, content };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const never = new AbortController().signal;

describe('the pipelined writer', () => {
  it('writes every byte to its place and counts what was confirmed', async () => {
    const bytes = someBytes(1_000_001);
    const server = memoryServer({ confirmsAtOnce: true });
    await server.writer.send(sourceOf(bytes), never);
    expect(server.content()).toEqual(bytes);
    expect(server.progress.at(-1)).toBe(bytes.length);
    expect(server.writer.handed).toBe(bytes.length);
  });

  it('has many writes under way, and no more than its window', async () => {
    const server = memoryServer();
    void server.writer.send(sourceOf(someBytes(4_000_000)), never);
    await settled();
    expect(server.writes).toHaveLength(16); // 512 KiB
  });

  it('asks the source for no more while the window is full', async () => {
    let given = 0;
    const source = sourceOf(someBytes(4_000_000), { beforePiece: (at) => void (given = at) });
    const server = memoryServer();
    void server.writer.send(source, never);
    await settled();
    expect(given).toBeLessThan(600_000);
  });

  /** Confirms all that is under way, again and again, each time after `tookMs`; tells how much it was. */
  async function underWayInRounds(tookMs: number, rounds: number, writeSize: number) {
    let time = 0;
    const server = memoryServer({ now: () => time, writeSize });
    void server.writer.send(sourceOf(someBytes(40_000_000)), never);
    const counts: number[] = [];
    for (let done = 0; counts.length < rounds; done = server.writes.length) {
      await settled();
      const underWay = server.writes.slice(done);
      counts.push(underWay.reduce((sum, { bytes }) => sum + bytes.length, 0));
      time += tookMs;
      for (const write of underWay) write.confirm();
    }
    return { counts, writes: server.writes };
  }

  it('widens the window up to 2.25 MiB while the server is quick, and faster where it is near', async () => {
    const largest = 2.25 * 2 ** 20;
    const near = await underWayInRounds(50, 3, 32_768);
    expect(near.counts.at(-1)).toBe(largest);
    const far = await underWayInRounds(500, 10, 32_768);
    expect(far.counts[2]).toBeLessThan(largest);
    expect(far.counts.at(-1)).toBe(largest);
  });

  it('writes in larger parts the wider its window is', async () => {
    const { writes } = await underWayInRounds(50, 4, 200_000);
    expect(writes[0]?.bytes).toHaveLength(131_072);
    expect(writes.at(-2)?.bytes).toHaveLength(200_000);
  });

  it('goes on behind what is there, and counts it', async () => {
    const bytes = someBytes(100_000);
    const server = memoryServer({ confirmsAtOnce: true, from: 40_000 });
    const source = { ...sourceOf(bytes.subarray(40_000)), size: bytes.length };
    await server.writer.send(source, never);
    expect(server.writes[0]?.offset).toBe(40_000);
    expect(server.content().subarray(40_000)).toEqual(bytes.subarray(40_000));
    expect(server.progress[0]).toBeGreaterThan(40_000);
    expect(server.progress.at(-1)).toBe(bytes.length);
  });

  it('narrows the window when the server takes seconds', async () => {
    let time = 0;
    const server = memoryServer({ now: () => time });
    void server.writer.send(sourceOf(someBytes(4_000_000)), never);
    await settled();
    time = 10_000;
    for (const write of server.writes) write.confirm();
    const before = server.writes.length;
    await settled();
    expect(server.writes.length - before).toBeLessThan(16);
  });

  it('does not end before the last write was confirmed', async () => {
    const server = memoryServer();
    let ended = false;
    const sending = server.writer.send(sourceOf(someBytes(100)), never).then(() => (ended = true));
    await settled();
    expect(ended).toBe(false);
    server.writes[0]?.confirm();
    await sending;
  });

  it('ends with the first refusal, while the source waits', async () => {
    const source = sourceOf(someBytes(100_000), {
      beforePiece: (given) => (given > 0 ? new Promise(() => undefined) : undefined),
    });
    const server = memoryServer();
    const sending = server.writer.send(source, never);
    await settled();
    server.writes[0]?.refuse(new AppError('remote-full'));
    await expect(sending).rejects.toMatchObject({ code: 'remote-full' });
  });

  it('ends at once when it is aborted, while it waits for the server', async () => {
    const stop = new AbortController();
    const server = memoryServer();
    const sending = server.writer.send(sourceOf(someBytes(4_000_000)), stop.signal);
    await settled();
    stop.abort();
    await expect(sending).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('passes the failure of the source on', async () => {
    const reason = new AppError('local-read-failed');
    const source = sourceOf(someBytes(100_000), {
      beforePiece: (given) => {
        if (given > 0) throw reason;
      },
    });
    const server = memoryServer({ confirmsAtOnce: true });
    await expect(server.writer.send(source, never)).rejects.toBe(reason);
  });

  it.each([
    ['fewer', 10],
    ['more', 200],
  ])('refuses a source that gives %s bytes than it announced', async (_, count) => {
    const source = { ...sourceOf(someBytes(count)), size: 100 };
    const server = memoryServer({ confirmsAtOnce: true });
    await expect(server.writer.send(source, never)).rejects.toMatchObject({
      code: 'local-changed',
    });
  });

  it('ends the source when it breaks off', async () => {
    let wasEnded = false;
    const source = {
      size: 100_000,
      async *pieces(size: number) {
        try {
          for (;;) yield await Promise.resolve(Buffer.alloc(size));
        } finally {
          wasEnded = true;
        }
      },
    };
    const server = memoryServer();
    const sending = server.writer.send(source, never);
    await settled();
    server.writes[0]?.refuse(new AppError('remote-full'));
    await expect(sending).rejects.toMatchObject({ code: 'remote-full' });
    await expect.poll(() => wasEnded).toBe(true);
  });
});
