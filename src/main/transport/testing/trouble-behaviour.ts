/* eslint-disable max-lines-per-function -- a describe is as long as its sentences, as in any test */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TestServer } from '../../../../e2e/servers/test-server.ts';
import { AppError } from '../../../shared/domain/error.ts';
import { someBytes, sourceOf } from './byte-sources.ts';
import type { DriverUnderTest } from './driver-under-test.ts';
import { idleTimeout, never, useSessions } from './suite-sessions.ts';
import { lengthOf, noWatch, uploadOf } from './uploading-behaviour.ts';

/** A link or a server that fails while it is used. */
export function describeTrouble<Server extends TestServer>(driver: DriverUnderTest<Server>): void {
  describe('when the link fails', () => {
    const session = useSessions(driver);
    const bytes = someBytes(driver.spoiltBytes ?? 3_000_000);

    it('ends an upload whose link is cut, and remembers why', async () => {
      const link = await session.spoil();
      const connection = await session.open(link);
      link.cutAfterUploaded(500_000);
      const path = session.remote('cut.bin');
      const sending = uploadOf(connection).send(path, sourceOf(bytes), noWatch, never);
      await expect(sending).rejects.toMatchObject({ code: 'link-lost' });
      await expect.poll(() => connection.usable).toBe(false);
      expect(await connection.closed).toBeInstanceOf(AppError);
      await expect(connection.browse?.list('/', never)).rejects.toBeInstanceOf(AppError);
      expect(lengthOf(join(session.server().root, 'cut.bin'))).toBeLessThan(bytes.length);
    });

    it('ends an upload whose link stalls, within the idle time-out', async () => {
      const link = await session.spoil();
      const connection = await session.open(link);
      link.stallAfterUploaded(500_000);
      const path = session.remote('stalled.bin');
      let lastSign = performance.now();
      const watch = { progress: () => void (lastSign = performance.now()) };
      const sending = uploadOf(connection).send(path, sourceOf(bytes), watch, never);
      await expect(sending).rejects.toMatchObject({ code: 'link-stalled' });
      expect(performance.now() - lastSign).toBeLessThan((idleTimeout + 0.5) * 1000);
      expect(connection.usable).toBe(false);
    });

    it('ends every look at a folder when the link stalls', async () => {
      const link = await session.spoil();
      const connection = await session.open(link);
      link.stall();
      const began = performance.now();
      const listing = connection.browse?.list(connection.home, never);
      await expect(listing).rejects.toMatchObject({ code: 'link-stalled' });
      expect(performance.now() - began).toBeLessThan((idleTimeout + 0.5) * 1000);
    });

    it('says "may or may not have it" when the link is cut after the last byte', async () => {
      const link = await session.spoil();
      const connection = await session.open(link);
      const source = sourceOf(someBytes(100_000), {
        atEnd: () => {
          session.server().pause();
          link.cut();
        },
      });
      const path = session.remote('unknown.bin');
      const sending = uploadOf(connection).send(path, source, noWatch, never);
      await expect(sending).rejects.toMatchObject({ code: 'reply-lost' });
    });

    it('says "may or may not have it" when the server goes quiet after the last byte', async () => {
      const connection = await session.open();
      const source = sourceOf(someBytes(100_000), { atEnd: () => session.server().pause() });
      const path = session.remote('quiet.bin');
      const sending = uploadOf(connection).send(path, source, noWatch, never);
      await expect(sending).rejects.toMatchObject({ code: 'reply-lost' });
    });
  });

  describe('when the server dies', () => {
    const session = useSessions(driver);

    it('ends an upload', async () => {
      const connection = await session.open();
      const source = sourceOf(someBytes(driver.spoiltBytes ?? 3_000_000), {
        beforePiece: (given) => {
          if (given >= 1_000_000) session.server().kill();
        },
      });
      const path = session.remote('killed.bin');
      const sending = uploadOf(connection).send(path, source, noWatch, never);
      await expect(sending).rejects.toMatchObject({ code: 'link-lost' });
    });
  });
}
