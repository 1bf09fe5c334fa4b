import { memorySecrets } from '../secrets/memory-secrets.ts';
import type { Secrets } from '../secrets/secrets.ts';

/**
 * The keychain; where it does not work, secrets last until the program ends, and `problem` still says
 * why. Nobody waits for the keychain to show itself until a secret is needed.
 */
export function usableSecrets(keychain: Secrets): Secrets {
  const { name } = keychain;
  let found: Promise<Secrets> | undefined;
  const usable = () =>
    (found ??= keychain
      .problem()
      .then((problem) => (problem === null ? keychain : memorySecrets({ name, problem }))));
  return {
    name,
    problem: () => keychain.problem(),
    get: async (siteId) => (await usable()).get(siteId),
    set: async (siteId, secret) => (await usable()).set(siteId, secret),
    delete: async (siteId) => (await usable()).delete(siteId),
    siteIds: async () => (await usable()).siteIds(),
  };
}
