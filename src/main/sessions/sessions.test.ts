import { expect, test, vi } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { defaultOptions } from '../../shared/domain/site.ts';
import { desk } from '../transfer/testing/desk.ts';
import { door } from '../transfer/testing/fake-server.ts';

const signal = () => new AbortController().signal;
const nothing = () => Promise.resolve();
const id = 'site-1';
const options = (change: object) => ({ options: { ...defaultOptions('sftp'), ...change } });

test('everybody who asks at once shares one sign-in', async () => {
  const { sessions, server } = desk();
  const states = await Promise.all([
    sessions.connect(id, signal()),
    sessions.connect(id, signal()),
    sessions.use(id, 'browse', nothing, signal()).then(() => sessions.state(id)),
  ]);
  expect(server.logins).toBe(1);
  expect(states.map((state) => state.status)).toEqual(['connected', 'connected', 'connected']);
});

test('the states on the way are told', async () => {
  const { sessions } = desk();
  const heard: string[] = [];
  sessions.onChanged((siteId, state) => heard.push(`${siteId} ${state.status}`));
  await sessions.connect(id, signal());
  await sessions.disconnect(id);
  expect(heard).toEqual(['site-1 connecting', 'site-1 connected', 'site-1 disconnected']);
});

test('a refused sign-in is tried again only when somebody connects again', async () => {
  const { sessions, server } = desk();
  server.refusal = new AppError('login-refused', '530');
  await expect(sessions.use(id, 'transfer', nothing, signal())).rejects.toThrow('login-refused');
  await expect(sessions.use(id, 'browse', nothing, signal())).rejects.toThrow('login-refused');
  expect(server.logins).toBe(1);
  expect(sessions.state(id)).toMatchObject({
    status: 'failed',
    failure: { code: 'login-refused' },
  });
  server.refusal = null;
  expect((await sessions.connect(id, signal())).status).toBe('connected');
  expect(server.logins).toBe(2);
});

test('after the password was changed, work signs in again', async () => {
  const { sessions, server } = desk();
  server.refusal = new AppError('login-refused', '530');
  await sessions.connect(id, signal());
  server.refusal = null;
  await sessions.forget(id);
  expect(sessions.state(id).status).toBe('disconnected');
  await sessions.use(id, 'browse', nothing, signal());
  expect(server.logins).toBe(2);
});

test('a server that could not be reached is tried again with the next work', async () => {
  const { sessions, server } = desk();
  server.refusal = new AppError('port-silent');
  expect((await sessions.connect(id, signal())).status).toBe('failed');
  server.refusal = null;
  await sessions.use(id, 'browse', nothing, signal());
  expect(server.logins).toBe(2);
});

test('an identity that was not accepted stops before anything secret is sent', async () => {
  const { sessions, server, state } = desk();
  state.checkIdentity = () => Promise.reject(new AppError('identity-changed'));
  const result = await sessions.connect(id, signal());
  expect(result).toMatchObject({ status: 'failed', failure: { code: 'identity-changed' } });
  await expect(sessions.use(id, 'browse', nothing, signal())).rejects.toThrow('identity-changed');
  expect(server.logins).toBe(0);
});

test('a sign-in that nobody waits for any more is stopped', async () => {
  const { sessions, server } = desk();
  server.onLogin = () => new Promise(() => undefined);
  const person = new AbortController();
  const connecting = sessions.connect(id, person.signal);
  await vi.waitFor(() => expect(server.logins).toBe(1));
  person.abort();
  expect((await connecting).status).toBe('disconnected');
});

test('a folder is looked at before files that wait', async () => {
  const { sessions, server } = desk();
  server.lanes = 1;
  const { opened, open } = door();
  const order: string[] = [];
  const note = (text: string) => () => Promise.resolve(void order.push(text));
  const first = sessions.use(id, 'transfer', () => opened, signal());
  const file = sessions.use(id, 'transfer', note('file'), signal());
  const folder = sessions.use(id, 'browse', note('folder'), signal());
  open();
  await Promise.all([first, file, folder]);
  expect(order).toEqual(['folder', 'file']);
});

test('further connections are opened up to the limit, and one that is refused is not tried again', async () => {
  const { sessions, server } = desk({ site: options({ connections: 3 }) });
  server.lanes = 1;
  await sessions.connect(id, signal());
  server.refusal = new AppError('login-refused', '530 too many');
  const { opened, open } = door();
  const work = [1, 2, 3].map(() => sessions.use(id, 'transfer', () => opened, signal()));
  await vi.waitFor(() => expect(server.logins).toBe(2));
  open();
  await Promise.all(work);
  expect(server.logins).toBe(2);
  expect(sessions.state(id).status).toBe('connected');
});

test('a connection that is worn out gets no more work and is closed after its last', async () => {
  const { sessions, server } = desk();
  const { opened, open } = door();
  const long = sessions.use(id, 'transfer', () => opened, signal());
  await sessions.connect(id, signal());
  const worn = server.last;
  worn.usable = false;
  const next = sessions.use(id, 'transfer', (connection) => Promise.resolve(connection), signal());
  expect(worn.closes).toBe(0);
  open();
  await long;
  expect(await next).not.toBe(worn);
  expect(worn.closes).toBe(1);
});

test('a link that is lost while idle is disconnected; under work it has failed', async () => {
  const { sessions, server, log } = desk();
  await sessions.connect(id, signal());
  server.last.lose();
  await vi.waitFor(() => expect(sessions.state(id).status).toBe('disconnected'));
  expect(log.lines().at(-1)?.text).toContain('link-lost');

  const work = sessions.use(
    id,
    'browse',
    async ({ closed }) => {
      server.last.lose();
      throw (await closed) ?? new Error('not lost');
    },
    signal(),
  );
  await expect(work).rejects.toThrow('link-lost');
  await vi.waitFor(() =>
    expect(sessions.state(id)).toMatchObject({ status: 'failed', failure: { code: 'link-lost' } }),
  );
});

test('disconnecting ends the work under way and what waits, and does not wait for ever', async () => {
  const { sessions, server, clock } = desk();
  server.lanes = 1;
  const stuck = sessions.use(id, 'transfer', () => new Promise<void>(() => undefined), signal());
  stuck.catch(() => undefined);
  await sessions.connect(id, signal());
  const waiting = sessions.use(id, 'transfer', nothing, signal());
  const done = sessions.disconnect(id);
  await expect(waiting).rejects.toThrow('cancelled');
  expect(sessions.state(id).status).toBe('disconnected');
  expect(server.last.closes).toBe(0);
  clock.pass(3000);
  await done;
  expect(server.last.closes).toBe(1);
});

test('work is told to stop by its own signal and by disconnecting', async () => {
  const { sessions } = desk();
  const stopped = (stop: AbortSignal) =>
    new Promise<never>((_resolve, reject) =>
      stop.addEventListener('abort', () => reject(new AppError('cancelled'))),
    );
  const person = new AbortController();
  const one = sessions.use(id, 'browse', (_connection, stop) => stopped(stop), person.signal);
  const other = sessions.use(id, 'browse', (_connection, stop) => stopped(stop), signal());
  await sessions.connect(id, signal());
  person.abort();
  await expect(one).rejects.toThrow('cancelled');
  await Promise.all([sessions.disconnect(id), expect(other).rejects.toThrow('cancelled')]);
});

test('who may not list is not offered to browse, unless some folder was listed', async () => {
  const { sessions, server } = desk();
  server.mayList = false;
  await expect(sessions.list(id, '/home', signal())).rejects.toThrow('remote-listing-refused');
  expect(sessions.state(id)).toMatchObject({ abilities: { browse: false, download: true } });
  server.mayList = true;
  await sessions.list(id, '/home', signal());
  expect(sessions.state(id)).toMatchObject({ abilities: { browse: true } });
  server.mayList = false;
  await expect(sessions.list(id, '/home/x', signal())).rejects.toThrow('remote-listing-refused');
  expect(sessions.state(id)).toMatchObject({ abilities: { browse: true } });
});

test('a password that the server repeats is in no log line and no failure', async () => {
  const { sessions, server, log } = desk();
  server.refusal = new AppError('login-refused', '530 made-up-secret is wrong');
  const state = await sessions.connect(id, signal());
  expect(JSON.stringify([state, log.lines()])).not.toContain('made-up-secret');
});
