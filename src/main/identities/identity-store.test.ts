import { expect, test, vi } from 'vitest';
import { tempDatabase } from '../storage/testing/temp-database.ts';
import { IdentityStore } from './identity-store.ts';
import { certificateIdentity, hostKeyIdentity } from './testing/identities.ts';

test('an identity is kept with its details, by host in any case and port', () => {
  const db = tempDatabase();
  const certificate = certificateIdentity('a');
  const accepted = new IdentityStore(db).accept('SSLftp.Example', 1971, certificate, 12);
  expect(accepted).toEqual({ ...certificate, host: 'sslftp.example', port: 1971, acceptedAt: 12 });
  const store = new IdentityStore(db);
  expect(store.get('sslFTP.example', 1971)).toEqual(accepted);
  expect(store.get('sslftp.example', 22)).toBeUndefined();
  expect(store.get('example', 1971)).toBeUndefined();
});

test('accepting another one replaces it; forgetting leaves the others', () => {
  const store = new IdentityStore(tempDatabase());
  store.accept('h', 22, hostKeyIdentity('a'), 1);
  store.accept('h', 2222, hostKeyIdentity('b'), 1);
  store.accept('h', 22, hostKeyIdentity('c'), 2);
  expect(store.get('h', 22)).toMatchObject({ ...hostKeyIdentity('c'), acceptedAt: 2 });
  store.forget('H', 22);
  expect(store.get('h', 22)).toBeUndefined();
  expect(store.get('h', 2222)).toMatchObject(hostKeyIdentity('b'));
});

test('who listens hears of each change', () => {
  const store = new IdentityStore(tempDatabase());
  const listener = vi.fn();
  const stop = store.onChanged(listener);
  store.accept('h', 22, hostKeyIdentity('a'), 1);
  store.forget('h', 22);
  stop();
  store.accept('h', 22, hostKeyIdentity('a'), 1);
  expect(listener).toHaveBeenCalledTimes(2);
});

test('one that can not be read is set aside, so the server is asked about again', () => {
  const db = tempDatabase();
  const store = new IdentityStore(db);
  store.accept('h', 22, hostKeyIdentity('a'), 1);
  db.run("UPDATE identities SET json = '{}'");
  expect(store.get('h', 22)).toBeUndefined();
  expect(db.notices).toEqual(['A server identity could not be read and was set aside.']);
});
