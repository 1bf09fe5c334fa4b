import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { describeServer, opensshAvailability } from '../../../../e2e/servers/availability.ts';
import { startOpenSsh } from '../../../../e2e/servers/openssh.ts';
import { startProxy } from '../../../../e2e/servers/proxy.ts';
import type { ServerOptions, SshServer } from '../../../../e2e/servers/test-server.ts';
import { describeDriver } from '../testing/behaviour-suite.ts';
import { sha256, someBytes, sourceOf } from '../testing/byte-sources.ts';
import type { DriverUnderTest } from '../testing/driver-under-test.ts';
import { recordingHooks, wayOf } from '../testing/recording-hooks.ts';
import { never, targetFor } from '../testing/suite-sessions.ts';
import { noWatch, uploadOf } from '../testing/uploading-behaviour.ts';
import { connectSftp } from './sftp-transport.ts';

const openSsh: DriverUnderTest<SshServer> = {
  protocol: 'sftp',
  connect: connectSftp,
  start: startOpenSsh,
  refusedLogins: (log) => log.match(/Failed password/g)?.length ?? 0,
  spoiltBytes: 8_000_000,
  spoil: async (server) => {
    const proxy = await startProxy({ to: server.port });
    return {
      host: proxy.host,
      port: proxy.port,
      stall: proxy.stall,
      cut: proxy.cut,
      stallAfterUploaded: (count) => proxy.stallAfterBytes(count, 'to-server'),
      cutAfterUploaded: (count) => proxy.cutAfterBytes(count, 'to-server'),
      close: proxy.close,
    };
  },
};

const olderOpenSsh: DriverUnderTest<SshServer> = {
  ...openSsh,
  start: (options?: ServerOptions) => startOpenSsh({ ...options, legacy: true }),
  target: { olderAlgorithms: true },
};

describeServer('SFTP', opensshAvailability(), () => {
  describeDriver('OpenSSH', openSsh);
  describeDriver('OpenSSH with older algorithms only', olderOpenSsh);

  describe('beyond the suite', () => {
    const undo: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const act of undo.splice(0).reverse()) await act();
    });
    const start = async (options: Parameters<typeof startOpenSsh>[0] = {}): Promise<SshServer> => {
      const server = await startOpenSsh(options);
      undo.push(server.stop);
      return server;
    };
    const target = (server: SshServer, changes = {}) =>
      targetFor(openSsh, server.username, server, changes);

    it('shows the host key as ssh-keygen does', async () => {
      const server = await start();
      const hooks = recordingHooks(server.password);
      const connection = await connectSftp(target(server), hooks, never);
      undo.push(() => connection.close());
      expect(hooks.presented[0]?.fingerprint).toBe(server.hostKeySha256);
      expect(hooks.presented[0]?.keyType).toBe('ssh-ed25519');
    });

    it('refuses an older server until older algorithms are allowed, and names both lists', async () => {
      const server = await start({ legacy: true });
      const hooks = recordingHooks(server.password);
      const failure: unknown = await connectSftp(target(server), hooks, never).catch(
        (error: unknown) => error,
      );
      expect(failure).toMatchObject({ code: 'no-common-algorithm' });
      const { detail } = failure as { detail: string };
      expect(detail).toContain('diffie-hellman-group14-sha1');
      expect(detail).toContain('curve25519-sha256');
      expect(hooks.presented).toEqual([]);
    });

    it.each([false, true])(
      'says when the server is newer than this program (older allowed: %s)',
      async (olderAlgorithms) => {
        const kex = 'sntrup761x25519-sha512@openssh.com';
        const server = await start({ extraConfig: [`KexAlgorithms ${kex}`] });
        const hooks = recordingHooks(server.password);
        const connecting = connectSftp(target(server, { olderAlgorithms }), hooks, never);
        await expect(connecting).rejects.toMatchObject({
          code: 'secure-link-too-new',
          detail: expect.stringContaining(kex) as string,
        });
        expect(wayOf(hooks)).toEqual(['name', 'port']);
      },
    );

    it('says when the server takes no more connections', async () => {
      const server = await start({ extraConfig: ['PerSourceMaxStartups 1'] });
      const waiting = connect({ host: server.host, port: server.port });
      undo.push(() => Promise.resolve(void waiting.destroy()));
      await once(waiting, 'data'); // It was let in, and does not go on.
      const connecting = connectSftp(target(server), recordingHooks(server.password), never);
      await expect(connecting).rejects.toMatchObject({ code: 'server-full' });
    });

    it('tells what was agreed on before it asks, and how it signed in', async () => {
      const server = await start();
      const hooks = recordingHooks(server.password);
      const connection = await connectSftp(target(server), hooks, never);
      undo.push(() => connection.close());
      const [agreed, signedIn] = [hooks.milestones[2], hooks.milestones[4]];
      if (agreed?.kind !== 'secure-link' || signedIn?.kind !== 'signed-in') throw new Error('No');
      expect(agreed.summary).toBe('SSH 2.0, curve25519-sha256, aes128-gcm@openssh.com');
      expect(agreed.facts.map(({ name }) => name)).toEqual([
        ...['Server', 'Key exchange', 'Host key', 'Cipher', 'Checksum'],
      ]);
      expect(connection.facts).toEqual(agreed.facts);
      expect(signedIn.facts).toEqual([{ name: 'Sign-in method', value: 'password' }]);
    });

    it('shows the same key of a server with several, older algorithms or not', async () => {
      const server = await start();
      const shown = [];
      for (const olderAlgorithms of [false, true]) {
        const hooks = recordingHooks(server.password);
        const connection = await connectSftp(target(server, { olderAlgorithms }), hooks, never);
        undo.push(() => connection.close());
        shown.push(hooks.presented[0]?.fingerprint);
      }
      expect(shown[0]).toBe(shown[1]);
    });

    it('signs in with a private key', async () => {
      const server = await start();
      const privateKey = readFileSync(server.privateKeyPath);
      const credentials = { kind: 'key', privateKey, passphrase: null } as const;
      const hooks = recordingHooks('', { credentials });
      const connection = await connectSftp(target(server), hooks, never);
      undo.push(() => connection.close());
      expect(connection.home).toBe(server.home);
    });

    it('says so when the server takes no passwords', async () => {
      const server = await start({ extraConfig: ['PasswordAuthentication no'] });
      const connecting = connectSftp(target(server), recordingHooks(server.password), never);
      await expect(connecting).rejects.toMatchObject({ code: 'login-method-refused' });
    });

    it.each([
      ['500K', 4_000_000],
      ['8M', 60_000_000],
    ])('goes on through keys renewed each %s', async (limit, size) => {
      const server = await start({ extraConfig: [`RekeyLimit ${limit}`] });
      const hooks = recordingHooks(server.password);
      const connection = await connectSftp(target(server), hooks, never);
      undo.push(() => connection.close());
      const bytes = someBytes(size);
      await uploadOf(connection).send('/upload/renewed.bin', sourceOf(bytes), noWatch, never);
      expect(sha256(readFileSync(join(server.root, 'renewed.bin')))).toBe(sha256(bytes));
      expect(hooks.presented).toHaveLength(1);
    });

    it('sends many small files at once over a long line', async () => {
      const server = await start();
      const proxy = await startProxy({ to: server.port, delayMs: 25 });
      undo.push(proxy.close);
      const at = { host: proxy.host, port: proxy.port };
      const hooks = recordingHooks(server.password);
      const connection = await connectSftp(targetFor(openSsh, server.username, at), hooks, never);
      undo.push(() => connection.close());
      const began = performance.now();
      const bytes = someBytes(20_000);
      await Promise.all(
        Array.from({ length: 32 }, (_, index) =>
          uploadOf(connection).send(`/upload/${index}.hl7`, sourceOf(bytes), noWatch, never),
        ),
      );
      // One after another it takes 32 x 3 round trips of 50 ms: 4.8 s.
      expect(performance.now() - began).toBeLessThan(2000);
      expect(readFileSync(join(server.root, '31.hl7'))).toEqual(bytes);
    });

    it('replaces nothing where that is not wanted', async () => {
      const server = await start();
      const connection = await connectSftp(target(server), recordingHooks(server.password), never);
      undo.push(() => connection.close());
      const upload = uploadOf(connection);
      const bytes = someBytes(9);
      const send = (content: Buffer) =>
        upload.send('/upload/a.hl7', sourceOf(content), noWatch, never, { exclusive: true });
      await send(bytes);
      await expect(send(someBytes(5))).rejects.toMatchObject({ code: 'remote-exists' });
      expect(readFileSync(join(server.root, 'a.hl7'))).toEqual(bytes);
    });

    it('never closes a file that it could not remove', async () => {
      const server = await start({ refuse: ['remove'] });
      const hooks = recordingHooks(server.password);
      const connection = await connectSftp(target(server), hooks, never);
      undo.push(() => connection.close());
      const stop = new AbortController();
      const source = sourceOf(someBytes(500_000), {
        beforePiece: (given) => {
          if (given > 200_000) stop.abort();
        },
      });
      const sending = uploadOf(connection).send('/upload/kept.bin', source, noWatch, stop.signal);
      await expect(sending).rejects.toMatchObject({ code: 'cancelled' });
      expect(connection.usable).toBe(false);
      expect(hooks.lines.join('\n')).not.toContain('CLOSE');
      // What is under way besides goes on.
      expect(await connection.browse?.stat('/upload', never)).toMatchObject({ kind: 'folder' });
    });
  });
});
