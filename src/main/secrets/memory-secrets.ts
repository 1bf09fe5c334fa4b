import type { Secrets } from './secrets.ts';

/**
 * Secrets that are gone when the program ends: for tests, and in place of a keychain that does not
 * work (its name and problem are then handed on).
 */
export function memorySecrets({
  name = 'the memory of this program',
  problem = null,
}: { readonly name?: string; readonly problem?: string | null } = {}): Secrets {
  const secrets = new Map<string, string>();
  return {
    name,
    problem: () => Promise.resolve(problem),
    get: (siteId) => Promise.resolve(secrets.get(siteId) ?? null),
    set(siteId, secret) {
      if (secret === '') secrets.delete(siteId);
      else secrets.set(siteId, secret);
      return Promise.resolve();
    },
    delete(siteId) {
      secrets.delete(siteId);
      return Promise.resolve();
    },
    siteIds: () => Promise.resolve(new Set(secrets.keys())),
  };
}
