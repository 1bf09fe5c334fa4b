/* eslint-disable max-lines-per-function -- a describe is as long as its sentences, as in any test */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TestServer } from '../../../../e2e/servers/test-server.ts';
import type { Browse, Connection, Download } from '../transport.ts';
import { sha256, someBytes, sourceOf } from './byte-sources.ts';
import type { DriverUnderTest } from './driver-under-test.ts';
import { never, useSessions } from './suite-sessions.ts';

const browseOf = (connection: Connection): Browse => {
  if (connection.browse === undefined) throw new Error('It can not browse');
  return connection.browse;
};

const receiveAll = async (download: Download | undefined, path: string): Promise<Buffer> => {
  if (download === undefined) throw new Error('It can not download');
  const pieces: Buffer[] = [];
  for await (const piece of download.receive(path, never)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
};

/** Looking at a server's folders, changing them, and fetching files. */
export function describeBrowsing<Server extends TestServer>(driver: DriverUnderTest<Server>): void {
  describe('browsing', () => {
    const session = useSessions(driver);

    it('lists an empty folder as empty', async () => {
      mkdirSync(join(session.server().root, 'empty'));
      const connection = await session.open();
      expect(await browseOf(connection).list(session.remote('empty'), never)).toEqual([]);
    });

    it('lists files and folders with their sizes', async () => {
      const folder = join(session.server().root, 'listed');
      mkdirSync(join(folder, 'inside'), { recursive: true });
      writeFileSync(join(folder, 'a b.hl7'), 'twelve bytes');
      const connection = await session.open();
      const entries = await browseOf(connection).list(session.remote('listed'), never);
      const found = [...entries].sort((a, b) => a.name.localeCompare(b.name));
      expect(found).toMatchObject([
        { name: 'a b.hl7', kind: 'file', size: 12 },
        { name: 'inside', kind: 'folder' },
      ]);
      expect(found[0]?.modifiedAt).toBeGreaterThan(Date.now() - 2 * 24 * 3_600_000);
    });

    it('says so when the folder is not there', async () => {
      const connection = await session.open();
      const listing = browseOf(connection).list(session.remote('nowhere'), never);
      await expect(listing).rejects.toMatchObject({ code: 'remote-not-found' });
      expect(connection.usable).toBe(true);
    });

    it('tells a file from nothing', async () => {
      writeFileSync(join(session.server().root, 'there.hl7'), 'abc');
      const browse = browseOf(await session.open());
      expect(await browse.stat(session.remote('there.hl7'), never)).toMatchObject({
        name: 'there.hl7',
        kind: 'file',
        size: 3,
      });
      expect(await browse.stat(session.remote('not-there.hl7'), never)).toBeUndefined();
    });

    it('makes, renames and removes folders and files', async () => {
      const connection = await session.open();
      const browse = browseOf(connection);
      const [made, renamed] = [session.remote('made'), session.remote('renamed')];
      await browse.makeFolder?.(made, never);
      await connection.upload?.send(`${made}/x.hl7`, sourceOf(someBytes(10)), noWatch, never);
      await browse.rename?.(`${made}/x.hl7`, `${made}/y.hl7`, never);
      expect((await browse.list(made, never)).map(({ name }) => name)).toEqual(['y.hl7']);
      await browse.removeFile?.(`${made}/y.hl7`, never);
      await browse.rename?.(made, renamed, never);
      await browse.removeFolder?.(renamed, never);
      expect(await browse.stat(renamed, never)).toBeUndefined();
    });

    it.each([0, 1, 100_000, 3_000_001])('downloads %i bytes as they are', async (count) => {
      const bytes = someBytes(count);
      const name = `down-${count}.bin`;
      writeFileSync(join(session.server().root, name), bytes);
      const connection = await session.open();
      const received = await receiveAll(connection.download, session.remote(name));
      expect(sha256(received)).toBe(sha256(bytes));
    });

    it('goes on after a download that was left half-way', async () => {
      writeFileSync(join(session.server().root, 'left.bin'), someBytes(2_000_000));
      writeFileSync(join(session.server().root, 'next.bin'), 'all of it');
      const connection = await session.open();
      for await (const piece of connection.download?.receive(session.remote('left.bin'), never) ??
        []) {
        expect(piece.length).toBeGreaterThan(0);
        break;
      }
      const receiving = receiveAll(connection.download, session.remote('next.bin'));
      const next = await receiving.catch((error: unknown) => error);
      // A link of one lane may have had to end: Pure-FTPd has no last word on what was left.
      expect(connection.usable ? String(next) : 'all of it').toBe('all of it');
    });
  });

  describe('a folder that may be written to only', () => {
    const session = useSessions(driver, { access: 'write-only' });

    it('refuses to be listed, takes files and leaves the link usable', async () => {
      const connection = await session.open();
      const listing = browseOf(connection).list(connection.home, never);
      await expect(listing).rejects.toMatchObject({ code: 'remote-listing-refused' });
      const bytes = someBytes(50_000);
      const path = session.remote('in.hl7');
      await connection.upload?.send(path, sourceOf(bytes), noWatch, never);
      await connection.upload?.size(path, never);
      expect(readFileSync(join(session.server().root, 'in.hl7'))).toEqual(bytes);
      expect(connection.usable).toBe(true);
    });
  });
}

const noWatch = { progress: () => undefined };
