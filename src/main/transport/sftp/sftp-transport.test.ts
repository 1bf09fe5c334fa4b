import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../shared/domain/error.ts';
import { someBytes, sourceOf } from '../testing/byte-sources.ts';
import { type RecordingHooks, recordingHooks } from '../testing/recording-hooks.ts';
import { never, targetFor } from '../testing/suite-sessions.ts';
import { noWatch, uploadOf } from '../testing/uploading-behaviour.ts';
import type { Connection } from '../transport.ts';
import { type Script, type ScriptedServer, scriptedServer } from './scripted-server.fixture.ts';
import { connectSftp } from './sftp-transport.ts';

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

async function serverWith(script: Script = {}): Promise<ScriptedServer> {
  const server = await scriptedServer(script);
  undo.push(server.stop);
  return server;
}

const targetAt = (server: ScriptedServer) => targetFor({ protocol: 'sftp' }, 'someone', server);

async function open(server: ScriptedServer, hooks = recordingHooks('secret')): Promise<Connection> {
  const connection = await connectSftp(targetAt(server), hooks, never);
  undo.push(() => connection.close());
  return connection;
}

const refusedWith = (status: number, ...refused: string[]): Script => ({
  answer: (name, id, channel) => {
    if (!refused.includes(name)) return false;
    channel.status(id, status);
    return true;
  },
});

/** Aborts when half of the bytes were given. */
function halfOf(bytes: Buffer, stop: AbortController) {
  return sourceOf(bytes, {
    beforePiece: (given) => {
      if (given * 2 >= bytes.length) stop.abort();
    },
  });
}

describe('the answer to a sign-in over SFTP', () => {
  const within = (server: ScriptedServer, connectTimeout: number, idleTimeout: number) => {
    const target = targetAt(server);
    const options = { ...target.options, connectTimeout, idleTimeout };
    return connectSftp({ ...target, options }, recordingHooks('secret'), never);
  };

  it('is waited for as long as any answer, for servers hold a wrong password back', async () => {
    const server = await serverWith({
      signIn: (context) => void setTimeout(() => context.accept(), 2000),
    });
    const connection = await within(server, 1.5, 10);
    await connection.close();
    expect(server.tried).toEqual(['password']);
  });

  it('is not waited for without end', async () => {
    const server = await serverWith({ signIn: () => undefined });
    await expect(within(server, 1, 1)).rejects.toMatchObject({ code: 'link-stalled' });
  });
});

describe('an upload over SFTP', () => {
  it('opens, writes and closes, and sends no other request', async () => {
    const server = await serverWith();
    const upload = uploadOf(await open(server));
    const receipt = await upload.send('/a.hl7', sourceOf(someBytes(100)), noWatch, never);
    expect(server.requests).toEqual(['REALPATH', 'OPEN', 'WRITE', 'CLOSE']);
    expect(receipt).toEqual({ bytes: 100, reply: 'Did CLOSE' });
  });

  it('neither removes nor closes a file whose rest was broken off, and takes no more work', async () => {
    const server = await serverWith();
    const connection = await open(server);
    const bytes = someBytes(400_000);
    const stop = new AbortController();
    const source = { ...halfOf(bytes.subarray(100_000), stop), size: bytes.length, from: 100_000 };
    const resuming = uploadOf(connection).resume?.('/a.hl7', source, noWatch, stop.signal);
    await expect(resuming).rejects.toMatchObject({ code: 'cancelled' });
    expect(connection.usable).toBe(false);
    await connection.close();
    expect(new Set(server.requests)).toEqual(new Set(['REALPATH', 'OPEN', 'WRITE']));
  });

  it('opens for the rest of a file without emptying it', async () => {
    let flags: unknown;
    const server = await serverWith({
      answer: (name, _id, _channel, args) => {
        if (name === 'OPEN') flags = args[1];
        return false;
      },
    });
    const bytes = someBytes(100);
    const source = { ...sourceOf(bytes.subarray(40)), size: 100, from: 40 };
    await uploadOf(await open(server)).resume?.('/a.hl7', source, noWatch, never);
    expect(flags).toBe(2); // SSH_FXF_WRITE, without CREAT and TRUNC
  });

  it('opens exclusively only where nothing may be replaced', async () => {
    const flags: unknown[] = [];
    const server = await serverWith({
      answer: (name, _id, _channel, args) => {
        if (name === 'OPEN') flags.push(args[1]);
        return false;
      },
    });
    const upload = uploadOf(await open(server));
    for (const exclusive of [true, false])
      await upload.send('/a.hl7', sourceOf(someBytes(9)), noWatch, never, { exclusive });
    expect(flags).toEqual([0x3a, 0x1a]); // WRITE, CREAT, TRUNC; with EXCL first
  });

  it.each([
    [4, true, 'remote-exists'],
    [3, true, 'remote-permission'],
    [4, false, 'server-refused'],
  ] as const)('takes status %i to OPEN (exclusive: %s) for %s', async (status, exclusive, code) => {
    const server = await serverWith(refusedWith(status, 'OPEN'));
    const connection = await open(server);
    const source = sourceOf(someBytes(9));
    const sending = uploadOf(connection).send('/a', source, noWatch, never, { exclusive });
    await expect(sending).rejects.toMatchObject({ code });
    expect(connection.usable).toBe(true);
    expect(server.requests).not.toContain('REMOVE');
  });

  it('leaves a connection usable whose server does not open the file for its rest', async () => {
    const server = await serverWith(refusedWith(3, 'OPEN'));
    const connection = await open(server);
    const source = { ...sourceOf(someBytes(60)), size: 100, from: 40 };
    const resuming = uploadOf(connection).resume?.('/a.hl7', source, noWatch, never);
    await expect(resuming).rejects.toMatchObject({ code: 'remote-permission' });
    expect(connection.usable).toBe(true);
  });

  it('removes the name before it closes the handle of a file that was broken off', async () => {
    const server = await serverWith();
    const connection = await open(server);
    const stop = new AbortController();
    const source = halfOf(someBytes(300_000), stop);
    const sending = uploadOf(connection).send('/a.hl7', source, noWatch, stop.signal);
    await expect(sending).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitFor(() => expect(server.requests.slice(-2)).toEqual(['REMOVE', 'CLOSE']));
    expect(connection.usable).toBe(true);
  });

  it.each([2, 3, 4])(
    'closes no handle when the name is not removed (status %i)',
    async (status) => {
      const server = await serverWith(refusedWith(status, 'REMOVE'));
      const connection = await open(server);
      const stop = new AbortController();
      const source = halfOf(someBytes(300_000), stop);
      const sending = uploadOf(connection).send('/a.hl7', source, noWatch, stop.signal);
      await expect(sending).rejects.toMatchObject({ code: 'cancelled' });
      expect(connection.usable).toBe(false);
      await connection.close();
      expect(server.requests).not.toContain('CLOSE');
    },
  );

  it('does the same when the source fails, and passes its failure on', async () => {
    const server = await serverWith(refusedWith(3, 'REMOVE'));
    const connection = await open(server);
    const reason = new AppError('local-changed');
    const source = sourceOf(someBytes(100), {
      atEnd: () => {
        throw reason;
      },
    });
    const sending = uploadOf(connection).send('/a.hl7', source, noWatch, never);
    await expect(sending).rejects.toBe(reason);
    expect(connection.usable).toBe(false);
    expect(server.requests).not.toContain('CLOSE');
  });

  it('removes what a full disk left', async () => {
    const server = await serverWith(refusedWith(4, 'WRITE'));
    const connection = await open(server);
    const sending = uploadOf(connection).send('/a', sourceOf(someBytes(9)), noWatch, never);
    await expect(sending).rejects.toMatchObject({ code: 'remote-full' });
    await vi.waitFor(() => expect(server.requests.slice(-2)).toEqual(['REMOVE', 'CLOSE']));
  });

  it('has nothing to undo when the server refuses the name', async () => {
    const server = await serverWith(refusedWith(3, 'OPEN'));
    const connection = await open(server);
    const sending = uploadOf(connection).send('/a', sourceOf(someBytes(9)), noWatch, never);
    await expect(sending).rejects.toMatchObject({ code: 'remote-permission' });
    expect(server.requests).toEqual(['REALPATH', 'OPEN']);
    expect(connection.usable).toBe(true);
  });

  it('takes a refused CLOSE as a failure', async () => {
    const server = await serverWith(refusedWith(4, 'CLOSE'));
    const upload = uploadOf(await open(server));
    const sending = upload.send('/a', sourceOf(someBytes(9)), noWatch, never);
    await expect(sending).rejects.toMatchObject({ code: 'server-refused' });
  });

  const losses: readonly (readonly [string, number])[] = [
    ['OPEN', 0],
    ['WRITE', 9],
    ['CLOSE', 9],
  ];
  it.each(losses)(
    'is unknown when the link is lost at %s with all %i bytes given',
    async (at, size) => {
      const server: ScriptedServer = await serverWith({
        answer: (name) => {
          if (name !== at) return false;
          server.cut();
          return true;
        },
      });
      const upload = uploadOf(await open(server));
      const sending = upload.send('/a', sourceOf(someBytes(size)), noWatch, never);
      await expect(sending).rejects.toMatchObject({ code: 'reply-lost' });
    },
  );

  it('is lost, not unknown, when the link is lost at OPEN and no byte was given', async () => {
    const server: ScriptedServer = await serverWith({
      answer: (name) => {
        if (name !== 'OPEN') return false;
        server.cut();
        return true;
      },
    });
    const upload = uploadOf(await open(server));
    const sending = upload.send('/a', sourceOf(someBytes(9)), noWatch, never);
    await expect(sending).rejects.toMatchObject({ code: 'link-lost' });
  });

  it('waits a moment for the last word when it is aborted after CLOSE', async () => {
    const stop = new AbortController();
    const server = await serverWith({
      answer: (name, id, channel) => {
        if (name !== 'CLOSE') return false;
        stop.abort();
        channel.status(id, 0, 'All here');
        return true;
      },
    });
    const upload = uploadOf(await open(server));
    const receipt = await upload.send('/a', sourceOf(someBytes(9)), noWatch, stop.signal);
    expect(receipt.reply).toBe('All here');
  });

  it('takes any refusal of a look as "can not be seen"', async () => {
    for (const status of [2, 3, 4, 8]) {
      const upload = uploadOf(await open(await serverWith(refusedWith(status, 'STAT'))));
      expect(await upload.size('/a', never)).toBeUndefined();
    }
  });
});

describe('signing in over SSH', () => {
  const failureOf = async (script: Script, hooks: RecordingHooks) => {
    const server = await serverWith(script);
    const failure: unknown = await connectSftp(targetAt(server), hooks, never).catch(
      (error: unknown) => error,
    );
    return { failure, tried: server.tried };
  };

  it('tries the password once and nothing else', async () => {
    const script: Script = {
      signIn: (context) => context.reject(['password', 'keyboard-interactive', 'publickey']),
    };
    const { failure, tried } = await failureOf(script, recordingHooks('wrong'));
    expect(failure).toMatchObject({ code: 'login-refused' });
    expect(tried).toEqual(['password']);
  });

  it('says so when the server only asks questions', async () => {
    const script: Script = { signIn: (context) => context.reject(['keyboard-interactive']) };
    const { failure, tried } = await failureOf(script, recordingHooks('secret'));
    expect(failure).toMatchObject({ code: 'login-method-refused' });
    expect(tried).toEqual(['password']);
  });

  it('says so when the server wants a further step', async () => {
    const script: Script = {
      signIn: (context) => context.reject(['keyboard-interactive'], true),
    };
    const { failure } = await failureOf(script, recordingHooks('secret'));
    expect(failure).toMatchObject({ code: 'login-method-refused' });
  });

  it('counts a server that hangs up on the password as a refusal, so that nobody retries', async () => {
    const script: Script = { signIn: (_context, link) => link.end() };
    const { failure } = await failureOf(script, recordingHooks('wrong'));
    expect(failure).toMatchObject({ code: 'login-refused' });
  });

  it('tries nothing with a key that can not be read', async () => {
    const credentials = {
      kind: 'key',
      privateKey: Buffer.from('no key'),
      passphrase: null,
    } as const;
    const { failure, tried } = await failureOf({}, recordingHooks('', { credentials }));
    expect(failure).toMatchObject({ code: 'key-unreadable' });
    expect(tried).toEqual([]);
  });

  it('passes on why there are no credentials', async () => {
    const reason = new AppError('password-missing');
    const hooks = { ...recordingHooks(''), credentials: () => Promise.reject(reason) };
    const { failure, tried } = await failureOf({}, hooks);
    expect(failure).toBe(reason);
    expect(tried).toEqual([]);
  });
});

describe('a link that ends while the person looks at the identity', () => {
  it('waits for the answer before it fails', async () => {
    const server = await serverWith();
    let accept = (): void => undefined;
    const asked = vi.fn();
    const hooks = recordingHooks('secret', {
      checkIdentity: () => {
        asked();
        return new Promise((resolve) => (accept = resolve));
      },
    });
    let ended = false;
    const connecting = connectSftp(targetAt(server), hooks, never).finally(() => (ended = true));
    connecting.catch(() => undefined);
    await vi.waitFor(() => expect(asked).toHaveBeenCalled());
    server.cut();
    await vi.waitFor(() => expect(hooks.lines.length).toBeGreaterThan(1));
    expect(ended).toBe(false);
    accept();
    await expect(connecting).rejects.toMatchObject({ code: 'link-lost' });
    expect(hooks.asked()).toBe(0);
  });
});

describe('a link that was closed', () => {
  it('is closed within seconds when the server says nothing any more', async () => {
    const connection = await open(await serverWith());
    await connection.close();
    await expect(connection.closed).resolves.toBeUndefined();
    await expect(uploadOf(connection).size('/a', never)).rejects.toMatchObject({
      code: 'link-lost',
    });
  });
});
