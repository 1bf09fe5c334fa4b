import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  describeServer,
  proftpdAvailability,
  pureFtpdAvailability,
  vsftpdAvailability,
} from '../../../../e2e/servers/availability.ts';
import { startProftpd } from '../../../../e2e/servers/proftpd.ts';
import { startPureFtpd } from '../../../../e2e/servers/pure-ftpd.ts';
import type { FtpServer } from '../../../../e2e/servers/test-server.ts';
import { startVsftpd } from '../../../../e2e/servers/vsftpd.ts';
import { someBytes, sourceOf } from '../testing/byte-sources.ts';
import { recordingHooks } from '../testing/recording-hooks.ts';
import { never, targetFor } from '../testing/suite-sessions.ts';
import { noWatch } from '../testing/uploading-behaviour.ts';
import type { Connection, RestSource } from '../transport.ts';
import { connectFtps } from './ftps-transport.ts';
import { madeUpFtps, type MadeUpFtps } from './made-up-ftps.fixture.ts';

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

const bytes = someBytes(600_000);
const from = 250_001;

/** The rest of the bytes; `act` is called before each piece, with how much of the file was given. */
const rest = (act?: (given: number) => void): RestSource => ({
  size: bytes.length,
  from,
  async *pieces(pieceSize) {
    const options = act ? { beforePiece: (given: number) => act(from + given) } : {};
    yield* sourceOf(bytes.subarray(from), options).pieces(pieceSize);
  },
});

async function visit(server: { port: number; username: string; password: string }) {
  const target = targetFor({ protocol: 'ftps' }, server.username, { ...server, host: '127.0.0.1' });
  const connection = await connectFtps(target, recordingHooks(server.password), never);
  undo.push(() => connection.close());
  return connection;
}

const resume = (connection: Connection, path: string, source = rest(), signal = never) =>
  connection.upload?.resume?.(path, source, noWatch, signal) ??
  Promise.reject(new Error('It can not go on with a file'));

const servers = [
  ['vsftpd', vsftpdAvailability(), () => startVsftpd()],
  [
    'ProFTPD',
    proftpdAvailability(),
    () => startProftpd({ allowOverwrite: true, extraConfig: ['AllowStoreRestart on'] }),
  ],
  ['Pure-FTPd', pureFtpdAvailability(), () => startPureFtpd()],
] as const;

describe.each(servers)('going on with a file on %s', (name, missing, start) => {
  describeServer(name, missing, () => {
    const begun = async (): Promise<{
      server: FtpServer;
      file: string;
      connection: Connection;
    }> => {
      const server = await start();
      undo.push(server.stop);
      const connection = await visit(server);
      await connection.upload?.send('/a.hl7', sourceOf(bytes.subarray(0, from)), noWatch, never);
      return { server, file: join(server.root, 'a.hl7'), connection };
    };

    it('makes it whole, and counts from its start', async () => {
      const { file, connection } = await begun();
      const seen: number[] = [];
      const watch = { progress: (sent: number) => void seen.push(sent) };
      const receipt = await connection.upload?.resume?.('/a.hl7', rest(), watch, never);
      expect(receipt?.bytes).toBe(bytes.length);
      expect(readFileSync(file).equals(bytes)).toBe(true);
      expect(seen[0]).toBeGreaterThan(from);
      expect(seen.at(-1)).toBe(bytes.length);
    });

    it('leaves what is broken off, and the next file begins at its own start', async () => {
      const { server, file, connection } = await begun();
      const stop = new AbortController();
      const source = rest((given) => {
        if (given > 500_000) stop.abort();
      });
      await expect(resume(connection, '/a.hl7', source, stop.signal)).rejects.toMatchObject({
        code: 'cancelled',
      });
      const left = readFileSync(file);
      expect(left.length).toBeGreaterThanOrEqual(from);
      expect(left.equals(bytes.subarray(0, left.length))).toBe(true);
      const next = connection.usable ? connection : await visit(server);
      const small = someBytes(1000);
      await next.upload?.send('/b.hl7', sourceOf(small), noWatch, never);
      expect(readFileSync(join(server.root, 'b.hl7')).equals(small)).toBe(true);
    });

    it('sends nothing where the server has more of it by now, or has collected it', async () => {
      const { file, connection } = await begun();
      const differs = { code: 'remote-size-differs' };
      const more = bytes.subarray(0, from + 100_000);
      writeFileSync(file, more);
      await expect(resume(connection, '/a.hl7')).rejects.toMatchObject(differs);
      expect(readFileSync(file).equals(more)).toBe(true);
      rmSync(file);
      await expect(resume(connection, '/a.hl7')).rejects.toMatchObject(differs);
      expect(existsSync(file)).toBe(false);
      expect(connection.usable).toBe(true);
    });
  });
});

describeServer('going on with a file on ProFTPD as it comes', proftpdAvailability(), () => {
  it('says that it is not allowed, and leaves the file alone', async () => {
    const server = await startProftpd();
    undo.push(server.stop);
    const connection = await visit(server);
    const begun = bytes.subarray(0, from);
    await connection.upload?.send('/a.hl7', sourceOf(begun), noWatch, never);
    await expect(resume(connection, '/a.hl7')).rejects.toMatchObject({
      code: 'remote-permission',
      detail: expect.stringMatching(/^451 .*not permitted/) as string,
    });
    expect(readFileSync(join(server.root, 'a.hl7')).equals(begun)).toBe(true);
    await connection.upload?.send('/b.hl7', sourceOf(begun), noWatch, never);
    expect(readFileSync(join(server.root, 'b.hl7')).equals(begun)).toBe(true);
  });
});

describeServer('going on with a file on servers that refuse', vsftpdAvailability(), () => {
  const madeUp = async (
    answers: Readonly<Record<string, string>>,
  ): Promise<[MadeUpFtps, Connection]> => {
    const server = await madeUpFtps({ answer: (command) => answers[command.split(' ')[0] ?? ''] });
    undo.push(server.close);
    return [server, await visit({ ...server, username: 'someone', password: 'Made-up.Secret!1' })];
  };
  const told = (server: MadeUpFtps): readonly string[] =>
    server.commands.filter((each) => /^(REST|STOR|APPE|SIZE|DELE)/.test(each));
  const feat = '211-Features\r\n SIZE\r\n REST STREAM\r\n211 End';
  const size = `213 ${from}`;

  it.each(['MDTM', 'REST STREAM'])('is not offered where FEAT names only %s', async (feature) => {
    const [, connection] = await madeUp({ FEAT: `211-Features\r\n ${feature}\r\n211 End` });
    expect(connection.upload?.resume).toBeUndefined();
  });

  it('appends where REST is refused, when the length is still the same', async () => {
    const [server, connection] = await madeUp({
      FEAT: feat,
      SIZE: size,
      REST: '502 No',
      APPE: '150 Send it',
    });
    expect(await resume(connection, '/a.hl7')).toMatchObject({ bytes: bytes.length });
    expect(told(server)).toEqual(['SIZE /a.hl7', `REST ${from}`, 'SIZE /a.hl7', 'APPE /a.hl7']);
  });

  it('appends where STOR behind REST is refused, and takes REST back', async () => {
    const [server, connection] = await madeUp({
      FEAT: feat,
      SIZE: size,
      REST: '350 Go on',
      STOR: '550 Not so',
      APPE: '150 Send it',
    });
    await resume(connection, '/a.hl7');
    expect(told(server)).toEqual([
      'SIZE /a.hl7',
      `REST ${from}`,
      'STOR /a.hl7',
      'REST 0',
      'SIZE /a.hl7',
      'APPE /a.hl7',
    ]);
  });

  it('goes straight to appending where FEAT does not name REST', async () => {
    const [server, connection] = await madeUp({ SIZE: size, APPE: '150 Send it' });
    await resume(connection, '/a.hl7');
    expect(told(server)).toEqual(['SIZE /a.hl7', 'APPE /a.hl7']);
  });

  it('says that appending is not allowed (EFT), and stays usable', async () => {
    const [, connection] = await madeUp({
      FEAT: feat,
      SIZE: size,
      REST: '350 Go on',
      STOR: '550 Permission denied',
      APPE: '550 Permission denied',
    });
    await expect(resume(connection, '/a.hl7')).rejects.toMatchObject({ code: 'remote-permission' });
    expect(connection.usable).toBe(true);
  });

  it.each([`213 ${from + 1}`, '550 Not there'])(
    'appends nothing when SIZE says %j',
    async (word) => {
      const [server, connection] = await madeUp({ SIZE: word, APPE: '150 Send it' });
      await expect(resume(connection, '/a.hl7')).rejects.toMatchObject({
        code: 'remote-size-differs',
      });
      expect(told(server)).toEqual(['SIZE /a.hl7']);
      expect(connection.usable).toBe(true);
    },
  );

  it('does not go on from a place that is no longer the end', async () => {
    const [server, connection] = await madeUp({ FEAT: feat, SIZE: '550 Gone', REST: '350 Go on' });
    await expect(resume(connection, '/a.hl7')).rejects.toMatchObject({
      code: 'remote-size-differs',
    });
    expect(told(server)).toEqual(['SIZE /a.hl7']);
    expect(connection.usable).toBe(true);
  });

  it('gives up the link when REST can not be taken back', async () => {
    const answers: Record<string, string> = {
      ...{ FEAT: feat, SIZE: size, REST: '350 Go on', STOR: '450 Busy' },
    };
    const server = await madeUpFtps({
      answer: (command) => (command === 'REST 0' ? '500 No' : answers[command.split(' ')[0] ?? '']),
    });
    undo.push(server.close);
    const connection = await visit({
      ...server,
      username: 'someone',
      password: 'Made-up.Secret!1',
    });
    await expect(resume(connection, '/a.hl7')).rejects.toMatchObject({ code: 'remote-busy' });
    expect(connection.usable).toBe(false);
  });

  it('says "may or may not have it" when the last word does not come', async () => {
    const server = await madeUpFtps({
      answer: (command) =>
        ({ FEAT: feat, SIZE: size, REST: '350 Go on' })[command.split(' ')[0] ?? ''],
      lastWord: () => '',
    });
    undo.push(server.close);
    const connection = await visit({
      ...server,
      username: 'someone',
      password: 'Made-up.Secret!1',
    });
    await expect(resume(connection, '/a.hl7')).rejects.toMatchObject({ code: 'reply-lost' });
    expect(server.commands.filter((each) => each.startsWith('DELE'))).toEqual([]);
  });
});
