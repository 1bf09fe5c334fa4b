/* eslint-disable max-lines-per-function -- a describe is as long as its sentences, as in any test */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TestServer } from '../../../../e2e/servers/test-server.ts';
import { AppError } from '../../../shared/domain/error.ts';
import type { Connection, RestSource, Upload } from '../transport.ts';
import { sha256, someBytes, sourceOf } from './byte-sources.ts';
import type { DriverUnderTest } from './driver-under-test.ts';
import { never, useSessions } from './suite-sessions.ts';
import { lengthOf, noWatch, uploadOf } from './uploading-behaviour.ts';

/** These bytes behind the first `from` of them, which a test can hold up or break. */
const restOf = (
  bytes: Buffer,
  from: number,
  interruption: Parameters<typeof sourceOf>[1] = {},
): RestSource => ({
  ...sourceOf(bytes.subarray(from), interruption),
  size: bytes.length,
  from,
});

const resumeOf = (connection: Connection): NonNullable<Upload['resume']> => {
  const { resume } = uploadOf(connection);
  if (resume === undefined) throw new Error('It can not go on with a file');
  return resume;
};

/** Going on with a file of which the server has the beginning. */
export function describeResuming<Server extends TestServer>(driver: DriverUnderTest<Server>): void {
  describe('resuming', () => {
    const session = useSessions(driver);
    const onDisk = (name: string): string => join(session.server().root, name);
    /** The first bytes of a file, put there by an upload of their own. Returns its path. */
    const begin = async (name: string, bytes: Buffer): Promise<string> => {
      const path = session.remote(name);
      const connection = await session.open();
      await uploadOf(connection).send(path, sourceOf(bytes), noWatch, never);
      return path;
    };

    const places: readonly [number, number][] = [
      [1, 2],
      [100, 300_000],
      [500_001, 3_000_001],
      [3_000_000, 3_000_001],
    ];
    it.each(places)(
      'goes on behind %i of %i bytes, and counts from the start',
      async (at, size) => {
        const bytes = someBytes(size);
        const name = `rest-${at}.bin`;
        const path = await begin(name, bytes.subarray(0, at));
        const seen: number[] = [];
        const watch = { progress: (sent: number) => void seen.push(sent) };
        const resume = resumeOf(await session.open());
        const receipt = await resume(path, restOf(bytes, at), watch, never);
        expect(receipt.bytes).toBe(size);
        expect(receipt.reply).not.toBe('');
        expect(sha256(readFileSync(onDisk(name)))).toBe(sha256(bytes));
        expect(seen).toEqual([...seen].sort((a, b) => a - b));
        expect(seen[0]).toBeGreaterThan(at);
        expect(seen.at(-1)).toBe(size);
      },
    );

    it('ends a file of which nothing is missing', async () => {
      const bytes = someBytes(1000);
      const path = await begin('nothing-missing.bin', bytes);
      const resume = resumeOf(await session.open());
      const receipt = await resume(path, restOf(bytes, bytes.length), noWatch, never);
      expect(receipt.bytes).toBe(bytes.length);
      expect(readFileSync(onDisk('nothing-missing.bin'))).toEqual(bytes);
    });

    it('keeps what the server has when it is aborted half-way, and can go on from there', async () => {
      const bytes = someBytes(2_000_000);
      const path = await begin('aborted-rest.bin', bytes.subarray(0, 600_000));
      const stop = new AbortController();
      const source = restOf(bytes, 600_000, {
        beforePiece: (given) => {
          if (given >= 700_000) stop.abort();
        },
      });
      const resume = resumeOf(await session.open());
      const resuming = resume(path, source, noWatch, stop.signal);
      await expect(resuming).rejects.toMatchObject({ code: 'cancelled' });
      await expectBeginning('aborted-rest.bin', bytes, 600_000);

      const next = await session.open();
      const there = await uploadOf(next).size(path, never);
      if (there === undefined) throw new Error('Its size can not be seen');
      await resumeOf(next)(path, restOf(bytes, there), noWatch, never);
      expect(sha256(readFileSync(onDisk('aborted-rest.bin')))).toBe(sha256(bytes));
    });

    it('passes on why a source failed, and keeps what the server has', async () => {
      const bytes = someBytes(2_000_000);
      const path = await begin('broken-rest.bin', bytes.subarray(0, 500_000));
      const reason = new AppError('local-changed', 'made up');
      const source = restOf(bytes, 500_000, {
        beforePiece: (given) => {
          if (given >= 700_000) throw reason;
        },
      });
      const resuming = resumeOf(await session.open())(path, source, noWatch, never);
      await expect(resuming).rejects.toBe(reason);
      await expectBeginning('broken-rest.bin', bytes, 500_000);
    });

    it('keeps what the server has when the link is cut', async () => {
      const bytes = someBytes(driver.spoiltBytes ?? 3_000_000);
      const path = await begin('cut-rest.bin', bytes.subarray(0, 300_000));
      const link = await session.spoil();
      const connection = await session.open(link);
      link.cutAfterUploaded(500_000);
      const resuming = resumeOf(connection)(path, restOf(bytes, 300_000), noWatch, never);
      await expect(resuming).rejects.toMatchObject({ code: 'link-lost' });
      await expectBeginning('cut-rest.bin', bytes, 300_000);
    });

    it('says "may or may not have it" when the link is cut after the last byte', async () => {
      const bytes = someBytes(200_000);
      const path = await begin('unknown-rest.bin', bytes.subarray(0, 100_000));
      const link = await session.spoil();
      const connection = await session.open(link);
      const source = restOf(bytes, 100_000, {
        atEnd: () => {
          session.server().pause();
          link.cut();
        },
      });
      const resuming = resumeOf(connection)(path, source, noWatch, never);
      await expect(resuming).rejects.toMatchObject({ code: 'reply-lost' });
    });

    /** At least what was there before, and nothing in it that is not of the file. */
    const expectBeginning = async (name: string, bytes: Buffer, least: number): Promise<void> => {
      await expect.poll(() => lengthOf(onDisk(name))).toBeGreaterThanOrEqual(least);
      const there = readFileSync(onDisk(name));
      expect(there.length).toBeLessThan(bytes.length);
      expect(there.equals(bytes.subarray(0, there.length))).toBe(true);
    };
  });
}
