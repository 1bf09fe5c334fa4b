import { expect, it } from 'vitest';
import type { Browse, Connection } from '../transport/transport.ts';
import { RemoteChanges } from './remote-changes.ts';

/** Sessions whose server can do these things; each call is written down. */
function changesOn(features: readonly (keyof Browse)[] | 'nothing') {
  const calls: unknown[][] = [];
  const note =
    (feature: string) =>
    (...args: unknown[]) => {
      calls.push([feature, ...args.filter((arg) => typeof arg === 'string')]);
      return Promise.resolve();
    };
  const browse =
    features === 'nothing'
      ? undefined
      : Object.fromEntries(features.map((feature) => [feature, note(feature)]));
  const { signal } = new AbortController();
  const changes = new RemoteChanges(
    {
      use: (_siteId, _kind, work) =>
        work({ browse } as unknown as Connection, signal, 'SHA256:made-up'),
    },
    signal,
  );
  return { calls, changes };
}

const everything = ['makeFolder', 'rename', 'removeFile', 'removeFolder'] as const;

it('makes, renames and removes by path', async () => {
  const { calls, changes } = changesOn(everything);
  await changes.makeFolder('s', '/', 'Outbox');
  await changes.rename('s', '/in', 'a.hl7', 'b.hl7');
  await changes.remove('s', '/in/', 'a.hl7', 'file');
  await changes.remove('s', '/in', 'link', 'link');
  await changes.remove('s', '/in', 'old', 'folder');
  expect(calls).toEqual([
    ['makeFolder', '/Outbox'],
    ['rename', '/in/a.hl7', '/in/b.hl7'],
    ['removeFile', '/in/a.hl7'],
    ['removeFile', '/in/link'],
    ['removeFolder', '/in/old'],
  ]);
});

it.each([['nothing' as const], [[] as const]])(
  'says what the server does not offer (%j)',
  async (features) => {
    const { changes } = changesOn(features);
    const refused = { code: 'not-supported' };
    await expect(changes.makeFolder('s', '/', 'a')).rejects.toMatchObject(refused);
    await expect(changes.rename('s', '/', 'a', 'b')).rejects.toMatchObject(refused);
    await expect(changes.remove('s', '/', 'a', 'file')).rejects.toMatchObject(refused);
  },
);
