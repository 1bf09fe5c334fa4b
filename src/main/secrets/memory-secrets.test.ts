import { expect, test } from 'vitest';
import { memorySecrets } from './memory-secrets.ts';

test('a secret is kept, replaced, listed and deleted', async () => {
  const secrets = memorySecrets();
  expect(await secrets.get('a')).toBeNull();
  await secrets.set('a', 'made up 1');
  await secrets.set('b', 'made up 2');
  await secrets.set('a', 'made up 3');
  expect(await secrets.get('a')).toBe('made up 3');
  expect(await secrets.siteIds()).toEqual(new Set(['a', 'b']));
  await secrets.delete('a');
  await secrets.set('b', '');
  expect(await secrets.siteIds()).toEqual(new Set());
});

test('in place of a keychain it hands on the name and the problem', async () => {
  const secrets = memorySecrets({ name: 'macOS Keychain', problem: 'It does not work.' });
  expect(secrets.name).toBe('macOS Keychain');
  expect(await secrets.problem()).toBe('It does not work.');
  expect(await memorySecrets().problem()).toBeNull();
});
