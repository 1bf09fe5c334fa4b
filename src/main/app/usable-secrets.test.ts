import { expect, it } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { memorySecrets } from '../secrets/memory-secrets.ts';
import { usableSecrets } from './usable-secrets.ts';

it('keeps secrets in the keychain while it works', async () => {
  const keychain = memorySecrets({ name: 'the keychain' });
  const secrets = usableSecrets(keychain);
  await secrets.set('a', 'one');
  expect(await keychain.get('a')).toBe('one');
  expect(secrets.name).toBe('the keychain');
  expect(await secrets.problem()).toBeNull();
});

it('keeps them until the program ends where it does not, and says so', async () => {
  const broken = { ...memorySecrets({ name: 'the keychain', problem: 'It is locked.' }) };
  broken.set = () => Promise.reject(new AppError('keychain-unavailable'));
  const secrets = usableSecrets(broken);
  await secrets.set('a', 'one');
  expect(await secrets.get('a')).toBe('one');
  expect(await secrets.siteIds()).toEqual(new Set(['a']));
  await secrets.delete('a');
  expect(await secrets.get('a')).toBeNull();
  expect(await secrets.problem()).toBe('It is locked.');
});
