/* eslint-disable max-lines-per-function -- a describe is as long as its sentences, as in any test */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { TestServer } from '../../../../e2e/servers/test-server.ts';
import { AppError } from '../../../shared/domain/error.ts';
import type { Connection, Upload } from '../transport.ts';
import { sha256, someBytes, sourceOf } from './byte-sources.ts';
import type { DriverUnderTest } from './driver-under-test.ts';
import { idleTimeout, never, useSessions } from './suite-sessions.ts';

/** Names that people's record systems make. */
export const oddNames = [
  'two  spaces.hl7',
  'Ærøskøbing 東京.hl7',
  '-rf',
  `it's "quoted".hl7`,
  'number #1 100%.hl7',
  '{a,b}[c]*?;&$(x).hl7',
  'back\\slash.hl7',
  'trailing space ',
] as const;

export const uploadOf = (connection: Connection): Upload => {
  if (connection.upload === undefined) throw new Error('It can not upload');
  return connection.upload;
};
export const noWatch = { progress: () => undefined };

/** Sending files, as long as nothing goes wrong on the way. */
export function describeUploading<Server extends TestServer>(
  driver: DriverUnderTest<Server>,
): void {
  describe('uploading', () => {
    const session = useSessions(driver);
    const onDisk = (name: string): string => join(session.server().root, name);

    const sizes = [0, 1, 32_767, 32_768, 32_769, 255_000, 262_145, 3_000_001];
    it.each(sizes)('sends %i bytes as they are', async (count) => {
      const bytes = someBytes(count);
      const path = session.remote(`up-${count}.bin`);
      const upload = uploadOf(await session.open());
      const seen: number[] = [];
      const watch = { progress: (sent: number) => void seen.push(sent) };
      const receipt = await upload.send(path, sourceOf(bytes), watch, never);
      expect(receipt.bytes).toBe(count);
      expect(receipt.reply).not.toBe('');
      expect(sha256(readFileSync(onDisk(`up-${count}.bin`)))).toBe(sha256(bytes));
      expect(await upload.size(path, never)).toBe(count);
      expect(seen).toEqual([...seen].sort((a, b) => a - b));
      if (count > 0) expect(seen.at(-1)).toBe(count);
    });

    const names = oddNames.filter((name) => driver.refusedNames?.includes(name) !== true);
    it.each(names)('sends a file named %j', async (name) => {
      const connection = await session.open();
      const bytes = someBytes(100);
      await uploadOf(connection).send(session.remote(name), sourceOf(bytes), noWatch, never);
      expect(readFileSync(onDisk(name))).toEqual(bytes);
      const entries = await connection.browse?.list(connection.home, never);
      expect(entries?.map((entry) => entry.name)).toContain(name);
    });

    it.runIf(driver.overwrites !== false)('replaces a longer file by a shorter one', async () => {
      const upload = uploadOf(await session.open());
      const path = session.remote('again.hl7');
      await upload.send(path, sourceOf(someBytes(5000)), noWatch, never);
      const shorter = someBytes(10);
      await upload.send(path, sourceOf(shorter), noWatch, never);
      expect(readFileSync(onDisk('again.hl7'))).toEqual(shorter);
    });

    it('sends several files, as many at once as it has lanes', async () => {
      const connection = await session.open();
      const files = Array.from({ length: 6 }, (_, index) => ({
        name: `many-${index}.bin`,
        bytes: someBytes(400_000 + index),
      }));
      const queue = [...files];
      const lane = async (): Promise<void> => {
        for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
          const path = session.remote(file.name);
          await uploadOf(connection).send(path, sourceOf(file.bytes), noWatch, never);
        }
      };
      await Promise.all(Array.from({ length: connection.lanes }, lane));
      for (const { name, bytes } of files) {
        expect(sha256(readFileSync(onDisk(name)))).toBe(sha256(bytes));
      }
    });

    it('waits for a source that waits longer than the idle time-out', async () => {
      const bytes = someBytes(600_000);
      let waited = false;
      const source = sourceOf(bytes, {
        beforePiece: async (given) => {
          if (given < 200_000 || waited) return;
          waited = true;
          await delay(idleTimeout * 1500); // The wait itself is what is tried.
        },
      });
      const upload = uploadOf(await session.open());
      await upload.send(session.remote('paused.bin'), source, noWatch, never);
      expect(waited).toBe(true);
      expect(sha256(readFileSync(onDisk('paused.bin')))).toBe(sha256(bytes));
    });

    it('leaves nothing that looks whole when it is aborted half-way', async () => {
      const bytes = someBytes(1_000_000);
      const stop = new AbortController();
      const source = sourceOf(bytes, {
        beforePiece: (given) => {
          if (given >= 500_000) stop.abort();
        },
      });
      const upload = uploadOf(await session.open());
      const sending = upload.send(session.remote('aborted.bin'), source, noWatch, stop.signal);
      await expect(sending).rejects.toMatchObject({ code: 'cancelled' });
      expect(lengthOf(onDisk('aborted.bin'))).toBeLessThan(bytes.length);
    });

    it('passes on why a source failed and leaves nothing that looks whole', async () => {
      const bytes = someBytes(1_000_000);
      const reason = new AppError('local-changed', 'made up');
      const source = sourceOf(bytes, {
        beforePiece: (given) => {
          if (given >= 500_000) throw reason;
        },
      });
      const upload = uploadOf(await session.open());
      const sending = upload.send(session.remote('broken.bin'), source, noWatch, never);
      await expect(sending).rejects.toBe(reason);
      expect(lengthOf(onDisk('broken.bin'))).toBeLessThan(bytes.length);
    });

    it('says when the folder is not there, and goes on', async () => {
      const connection = await session.open();
      const path = session.remote('no/such/folder/a.hl7');
      const sending = uploadOf(connection).send(path, sourceOf(someBytes(9)), noWatch, never);
      await expect(sending).rejects.toBeInstanceOf(AppError);
      const next = session.remote('after-refusal.hl7');
      await uploadOf(connection).send(next, sourceOf(someBytes(9)), noWatch, never);
      expect(lengthOf(onDisk('after-refusal.hl7'))).toBe(9);
    });

    if (driver.fullDisk !== false) {
      it('says when the disk is full', async () => {
        session.server().addFullDisk('full.hl7');
        const upload = uploadOf(await session.open());
        const source = sourceOf(someBytes(100_000));
        const sending = upload.send(session.remote('full.hl7'), source, noWatch, never);
        await expect(sending).rejects.toMatchObject({ code: 'remote-full' });
      });
    }
  });

  describe('uploading where nothing may be written', () => {
    const session = useSessions(driver, { access: 'read-only' });

    it('says that it is not allowed, and stays usable', async () => {
      const connection = await session.open();
      const path = session.remote('no.hl7');
      const sending = uploadOf(connection).send(path, sourceOf(someBytes(9)), noWatch, never);
      await expect(sending).rejects.toMatchObject({ code: 'remote-permission' });
      expect(connection.usable).toBe(true);
    });
  });

  describe('uploading to a folder whose files vanish on arrival', () => {
    const session = useSessions(driver, { collect: true });

    it('succeeds, and the size is then unknown', async () => {
      const bytes = someBytes(300_000);
      const upload = uploadOf(await session.open());
      const path = session.remote('gone.hl7');
      const receipt = await upload.send(path, sourceOf(bytes), noWatch, never);
      expect(receipt.bytes).toBe(bytes.length);
      expect(await upload.size(path, never)).toBeUndefined();
      expect(readFileSync(join(session.server().collected, 'gone.hl7'))).toEqual(bytes);
    });
  });
}

/** -1: there is none. */
export function lengthOf(path: string): number {
  return existsSync(path) ? statSync(path).size : -1;
}
