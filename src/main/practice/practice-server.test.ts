import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectSftp } from '../transport/sftp/sftp-transport.ts';
import { sha256, someBytes, sourceOf } from '../transport/testing/byte-sources.ts';
import { recordingHooks } from '../transport/testing/recording-hooks.ts';
import { never, targetFor } from '../transport/testing/suite-sessions.ts';
import { noWatch, uploadOf } from '../transport/testing/uploading-behaviour.ts';
import type { Connection } from '../transport/transport.ts';
import { type Practice, startPractice } from './practice-server.ts';

describe('the practice server', () => {
  let base: string;
  const undo: (() => Promise<void>)[] = [];
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'practice-'));
  });
  afterEach(async () => {
    for (const act of undo.splice(0).reverse()) await act();
    rmSync(base, { recursive: true });
  });

  const start = async (options: { port?: number } = {}): Promise<Practice> => {
    const practice = await startPractice({ folder: base, ...options });
    undo.push(() => practice.stop());
    return practice;
  };
  const open = async (practice: Practice): Promise<Connection> => {
    const target = targetFor({ protocol: 'sftp' }, practice.username, practice);
    const connection = await connectSftp(target, recordingHooks(practice.password), never);
    undo.push(() => connection.close());
    return connection;
  };

  it('takes an upload byte for byte and reads it back', async () => {
    const practice = await start();
    const connection = await open(practice);
    const bytes = someBytes(1_500_001);
    const receipt = await uploadOf(connection).send('/a.hl7', sourceOf(bytes), noWatch, never);
    expect(receipt).toEqual({ bytes: bytes.length, reply: 'The practice server has it' });
    expect(sha256(readFileSync(join(practice.folder, 'a.hl7')))).toBe(sha256(bytes));
    expect(await uploadOf(connection).size('/a.hl7', never)).toBe(bytes.length);
    const received: Buffer[] = [];
    for await (const piece of connection.download?.receive('/a.hl7', never) ?? []) {
      received.push(piece);
    }
    expect(sha256(Buffer.concat(received))).toBe(sha256(bytes));
  });

  it('lists, makes, renames and removes', async () => {
    const connection = await open(await start());
    const { browse } = connection;
    await browse?.makeFolder?.('/in', never);
    await uploadOf(connection).send('/in/x.hl7', sourceOf(someBytes(7)), noWatch, never);
    expect(await browse?.list('/in', never)).toMatchObject([
      { name: 'x.hl7', kind: 'file', size: 7 },
    ]);
    await expect(browse?.makeFolder?.('/in', never)).rejects.toMatchObject({
      code: 'remote-exists',
    });
    await browse?.rename?.('/in/x.hl7', '/in/y.hl7', never);
    await browse?.removeFile?.('/in/y.hl7', never);
    await browse?.removeFolder?.('/in', never);
    expect(await browse?.list('/', never)).toEqual([]);
    await expect(browse?.list('/in', never)).rejects.toMatchObject({ code: 'remote-not-found' });
  });

  it('sets times when it is asked to', async () => {
    const connection = await open(await start());
    await uploadOf(connection).send('/t.hl7', sourceOf(someBytes(7)), noWatch, never);
    await uploadOf(connection).setTimes?.('/t.hl7', 1_700_000_000_000, never);
    const entry = await connection.browse?.stat('/t.hl7', never);
    expect(entry?.modifiedAt).toBe(1_700_000_000_000);
  });

  it('refuses a wrong password', async () => {
    const practice = await start();
    const target = targetFor({ protocol: 'sftp' }, practice.username, practice);
    const connecting = connectSftp(target, recordingHooks('wrong'), never);
    await expect(connecting).rejects.toMatchObject({ code: 'login-refused' });
  });

  it('keeps its identity and its port', async () => {
    const first = await start();
    await first.stop();
    const second = await start();
    expect(second.hostKeyFingerprint).toBe(first.hostKeyFingerprint);
    expect(second.port).toBe(first.port);
    const hooks = recordingHooks(second.password);
    const target = targetFor({ protocol: 'sftp' }, second.username, second);
    const connection = await connectSftp(target, hooks, never);
    await connection.close();
    expect(hooks.presented[0]?.fingerprint).toBe(second.hostKeyFingerprint);
  });

  it('starts with a new identity when the kept one is damaged', async () => {
    const first = await start();
    await first.stop();
    writeFileSync(join(base, 'host-key'), 'half a k');
    const second = await start();
    expect(second.hostKeyFingerprint).not.toBe(first.hostKeyFingerprint);
    expect((await open(second)).home).toBe('/');
  });

  it('takes another port when its own is taken', async () => {
    const first = await start();
    const second = await start();
    expect(second.port).not.toBe(first.port);
  });

  it('shows nothing outside its folder, whatever the path', async () => {
    const practice = await start();
    const connection = await open(practice);
    writeFileSync(join(base, 'secret.txt'), 'not yours');
    for (const path of ['/../secret.txt', '../secret.txt', '/a/../../secret.txt']) {
      expect(await connection.browse?.stat(path, never)).toBeUndefined();
    }
    expect(connection.home).toBe('/');
  });

  it.runIf(process.platform !== 'win32')('follows no link out of its folder', async () => {
    const practice = await start();
    const outside = join(base, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'secret.txt'), 'not yours');
    symlinkSync(outside, join(practice.folder, 'way-out'));
    symlinkSync(join(outside, 'secret.txt'), join(practice.folder, 'link.txt'));
    const connection = await open(practice);
    const send = (path: string): Promise<unknown> =>
      uploadOf(connection).send(path, sourceOf(someBytes(9)), noWatch, never);
    await expect(send('/way-out/new.txt')).rejects.toMatchObject({ code: 'remote-permission' });
    await expect(send('/link.txt')).rejects.toMatchObject({ code: 'remote-permission' });
    expect(readFileSync(join(outside, 'secret.txt'), 'utf8')).toBe('not yours');
  });

  it('ends its links when it stops', async () => {
    const practice = await start();
    const connection = await open(practice);
    await practice.stop();
    await expect(connection.closed).resolves.toMatchObject({ code: 'link-lost' });
  });
});
