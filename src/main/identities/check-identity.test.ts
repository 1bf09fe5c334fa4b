import { expect, test } from 'vitest';
import type { PromptAnswer } from '../../shared/domain/prompt.ts';
import type { Ask, Question } from '../prompts/ask.ts';
import { tempDatabase } from '../storage/testing/temp-database.ts';
import { identityChecker, type IdentityPolicy } from './check-identity.ts';
import { IdentityStore } from './identity-store.ts';
import { certificateIdentity, hostKeyIdentity } from './testing/identities.ts';

const site = { id: 'site-1', host: 'sshftp.example', port: 22 };
const key = hostKeyIdentity('key');
const otherKey = hostKeyIdentity('other');
const never = new AbortController().signal;
const now = Date.UTC(2025, 2, 12);

interface Asked {
  readonly question: Question;
  answer(kind: 'yes' | 'no'): void;
}

/** A person who answers when the test says so. */
function person() {
  const asked: Asked[] = [];
  const ask: Ask = (question, signal) =>
    new Promise<PromptAnswer>((resolve) => {
      asked.push({ question, answer: (kind) => resolve({ kind }) });
      signal.addEventListener('abort', () => resolve({ kind: 'no' }), { once: true });
    });
  const first = () => {
    const [one] = asked;
    if (one === undefined) throw new Error('nothing was asked');
    return one;
  };
  return { asked, ask, first };
}

function newChecker(policy: IdentityPolicy = {}) {
  const store = new IdentityStore(tempDatabase());
  const stored = () => store.get(site.host, site.port);
  return { store, stored, check: identityChecker({ store, clock: { now: () => now }, policy }) };
}

test('a new identity that the person accepts is stored with the time', async () => {
  const { ask, asked, first } = person();
  const { check, stored } = newChecker({ ask });
  const checked = check(site, key, never);
  expect(first().question).toEqual({
    kind: 'identity-new',
    siteId: 'site-1',
    host: 'sshftp.example',
    port: 22,
    presented: key,
  });
  expect(stored()).toBeUndefined();
  first().answer('yes');
  await checked;
  expect(stored()).toEqual({ ...key, host: 'sshftp.example', port: 22, acceptedAt: now });
  await check({ ...site, host: 'SSHFTP.example' }, key, never);
  expect(asked).toHaveLength(1);
});

test('a no stops, names what was shown, stores nothing and is asked again next time', async () => {
  const { ask, asked, first } = person();
  const { check, stored } = newChecker({ ask });
  const certificate = certificateIdentity('a');
  const checked = check(site, certificate, never);
  first().answer('no');
  await expect(checked).rejects.toMatchObject({
    code: 'identity-unknown',
    detail: `sshftp.example:22 shows RSA 2048 ${certificate.fingerprint} (It is self-signed)`,
  });
  expect(stored()).toBeUndefined();
  void check(site, certificate, never).catch(() => undefined);
  expect(asked).toHaveLength(2);
});

test('an answer of another kind is a no', async () => {
  const ask: Ask = () => Promise.resolve({ kind: 'password', password: 'x', remember: true });
  const { check } = newChecker({ ask });
  await expect(check(site, key, never)).rejects.toMatchObject({ code: 'identity-unknown' });
});

test('a changed identity shows old and new; only a yes puts it in place of the old one', async () => {
  const { ask, asked, first } = person();
  const { check, store, stored } = newChecker({ ask });
  const accepted = store.accept(site.host, site.port, key, 1_700_000_000_000);
  const refused = check(site, otherKey, never);
  expect(first().question).toMatchObject({
    kind: 'identity-changed',
    presented: otherKey,
    accepted,
  });
  first().answer('no');
  await expect(refused).rejects.toMatchObject({
    code: 'identity-changed',
    detail: `sshftp.example:22 shows ssh-rsa ${otherKey.fingerprint}; accepted on 2023-11-14T22:13:20.000Z: ssh-rsa ${key.fingerprint}`,
  });
  expect(stored()).toEqual(accepted);

  const taken = check(site, otherKey, never);
  asked[1]?.answer('yes');
  await taken;
  expect(stored()).toMatchObject({ fingerprint: otherKey.fingerprint, acceptedAt: now });
});

test('where nobody can be asked, new and changed identities are refused', async () => {
  const { check, store } = newChecker();
  await expect(check(site, key, never)).rejects.toMatchObject({ code: 'identity-unknown' });
  store.accept(site.host, site.port, key, 1);
  await expect(check(site, otherKey, never)).rejects.toMatchObject({ code: 'identity-changed' });
  await expect(check(site, key, never)).resolves.toBeUndefined();
});

test('accepting new ones unasked stores them and still refuses a changed one', async () => {
  const { check, stored } = newChecker({ acceptNew: true });
  await check(site, key, never);
  expect(stored()).toMatchObject(key);
  await expect(check(site, otherKey, never)).rejects.toMatchObject({ code: 'identity-changed' });
  expect(stored()).toMatchObject(key);
});

test('a certificate that the computer trusts is not stored', async () => {
  const { check, stored } = newChecker();
  await check(site, certificateIdentity('a', []), never);
  expect(stored()).toBeUndefined();
});

test('with a fingerprint given, no other one passes and nobody is asked', async () => {
  const { ask, asked } = person();
  const { check, stored } = newChecker({ ask, fingerprint: key.fingerprint });
  await expect(check(site, otherKey, never)).rejects.toMatchObject({
    code: 'identity-unknown',
    detail: expect.stringContaining(`instead of ${key.fingerprint}`) as string,
  });
  expect(stored()).toBeUndefined();
  await check(site, key, never);
  expect(stored()).toMatchObject(key);
  await expect(check(site, otherKey, never)).rejects.toMatchObject({ code: 'identity-changed' });
  expect(asked).toEqual([]);
});

test('a fingerprint given for one run leaves the stored identity as it is', async () => {
  const { check, store, stored } = newChecker({ fingerprint: otherKey.fingerprint });
  const accepted = store.accept(site.host, site.port, key, 1);
  await check(site, otherKey, never);
  expect(stored()).toEqual(accepted);
});

test('connections that meet the same identity at once ask once and share the answer', async () => {
  const { ask, asked, first } = person();
  const { check } = newChecker({ ask });
  const checks = [check(site, key, never), check({ ...site, id: 'site-2' }, key, never)];
  expect(asked).toHaveLength(1);
  first().answer('yes');
  await Promise.all(checks);

  const refused = [check(site, otherKey, never), check(site, otherKey, never)];
  asked[1]?.answer('no');
  const results = await Promise.allSettled(refused);
  expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
  expect(asked).toHaveLength(2);
});

test('another port is another server', () => {
  const { ask, asked } = person();
  const { check } = newChecker({ ask });
  void check(site, key, never).catch(() => undefined);
  void check({ ...site, port: 2222 }, key, never).catch(() => undefined);
  expect(asked).toHaveLength(2);
});

test('a server that shows two identities at once gets the second one asked as a change', async () => {
  const { ask, asked, first } = person();
  const { check } = newChecker({ ask });
  const one = check(site, key, never);
  const other = check(site, otherKey, never);
  expect(asked).toHaveLength(1);
  first().answer('yes');
  await one;
  await expect.poll(() => asked.length).toBe(2);
  expect(asked[1]?.question.kind).toBe('identity-changed');
  asked[1]?.answer('no');
  await expect(other).rejects.toMatchObject({ code: 'identity-changed' });
});

test('a yes does not replace what another process has stored meanwhile', async () => {
  const { ask, asked, first } = person();
  const { check, store, stored } = newChecker({ ask });
  const checked = check(site, key, never);
  store.accept(site.host, site.port, otherKey, 1);
  first().answer('yes');
  await expect.poll(() => asked.length).toBe(2);
  expect(asked[1]?.question.kind).toBe('identity-changed');
  expect(stored()).toMatchObject(otherKey);
  asked[1]?.answer('no');
  await expect(checked).rejects.toMatchObject({ code: 'identity-changed' });
});

test('who gives up is let go at once; the question stays for the others, then is withdrawn', async () => {
  const { ask, asked, first } = person();
  const { check, stored } = newChecker({ ask });
  const [a, b, c] = [new AbortController(), new AbortController(), new AbortController()];
  const first2 = [check(site, key, a.signal), check(site, key, b.signal)] as const;
  a.abort();
  await expect(first2[0]).rejects.toMatchObject({ code: 'cancelled' });
  first().answer('yes');
  await first2[1];
  expect(stored()).toMatchObject(key);

  const alone = check(site, otherKey, c.signal);
  c.abort();
  const newcomer = check(site, otherKey, never);
  await expect(alone).rejects.toMatchObject({ code: 'cancelled' });
  await expect.poll(() => asked.length).toBe(3);
  asked[2]?.answer('yes');
  await newcomer;
  expect(stored()).toMatchObject(otherKey);
  await expect(check(site, key, c.signal)).rejects.toMatchObject({ code: 'cancelled' });
});

test('a question that could not be put is the error of all who wait for it', async () => {
  const ask: Ask = () => Promise.reject(new Error('the window is gone'));
  const { check } = newChecker({ ask });
  const results = await Promise.allSettled([check(site, key, never), check(site, key, never)]);
  expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
});
