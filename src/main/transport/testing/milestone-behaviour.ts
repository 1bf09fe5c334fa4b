import { describe, expect, it } from 'vitest';
import type { TestServer } from '../../../../e2e/servers/test-server.ts';
import { AppError } from '../../../shared/domain/error.ts';
import type { DriverUnderTest } from './driver-under-test.ts';
import { recordingHooks, wayOf } from './recording-hooks.ts';
import { never, useSessions } from './suite-sessions.ts';

/** What is told while a connection is made. Where it ends early: connecting-behaviour.ts. */
export function describeMilestones<Server extends TestServer>(
  driver: DriverUnderTest<Server>,
): void {
  describe('on the way to a connection', () => {
    const session = useSessions(driver);

    it('tells how far it has come, each milestone once and in order', async () => {
      const hooks = session.hooks({
        checkIdentity: () => {
          expect(wayOf(hooks)).toEqual(['name', 'port', 'secure-link']);
          return Promise.resolve();
        },
      });
      await session.open(session.server(), hooks);
      expect(wayOf(hooks)).toEqual(['name', 'port', 'secure-link', 'identity', 'signed-in']);
      const { host, password } = session.server();
      expect(hooks.milestones.slice(0, 2)).toEqual([
        { kind: 'name', address: host },
        { kind: 'port', address: host },
      ]);
      expect(hooks.milestones[2]).toMatchObject({
        summary: expect.stringMatching(/^(SSH 2\.0|TLS 1\.[23]), \S/) as string,
        older: session.target().olderAlgorithms,
      });
      expect(JSON.stringify(hooks.milestones)).not.toContain(password);
    });

    it('tells which address a name has', async () => {
      const hooks = session.hooks();
      await session.open({ ...session.server(), host: 'localhost' }, hooks);
      expect(wayOf(hooks)).toEqual(['name', 'port', 'secure-link', 'identity', 'signed-in']);
      expect(hooks.milestones[1]).toEqual({ kind: 'port', address: '127.0.0.1' });
    });

    it('tells of nothing after an identity that was refused', async () => {
      const refusal = new AppError('identity-unknown');
      const hooks = session.hooks({ checkIdentity: () => Promise.reject(refusal) });
      await expect(driver.connect(session.target(), hooks, never)).rejects.toBe(refusal);
      expect(wayOf(hooks)).toEqual(['name', 'port', 'secure-link']);
    });

    it('tells of nothing after a sign-in that was refused', async () => {
      const hooks = recordingHooks('Made-up.Wrong!1');
      const connecting = driver.connect(session.target(), hooks, never);
      await expect(connecting).rejects.toMatchObject({ code: 'login-refused' });
      expect(wayOf(hooks)).toEqual(['name', 'port', 'secure-link', 'identity']);
    });

    it('tells of nothing after it was stopped', async () => {
      const stop = new AbortController();
      const hooks = session.hooks({
        checkIdentity: () => {
          stop.abort();
          return Promise.resolve();
        },
      });
      const connecting = driver.connect(session.target(), hooks, stop.signal);
      await expect(connecting).rejects.toMatchObject({ code: 'cancelled' });
      expect(wayOf(hooks)).toEqual(['name', 'port', 'secure-link']);
    });
  });
}
