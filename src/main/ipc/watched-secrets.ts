import type { Secrets } from '../secrets/secrets.ts';
import { Changes } from '../storage/changes.ts';

export interface WatchedSecrets extends Secrets {
  /** Called after a secret was kept or removed through this. Returns its undo. */
  onChanged(listener: () => void): () => void;
}

/** Secrets that tell when one was kept or removed, whoever did it: the window shows which sites have one. */
export function watchedSecrets(secrets: Secrets): WatchedSecrets {
  const changes = new Changes();
  return {
    name: secrets.name,
    problem: () => secrets.problem(),
    get: (siteId) => secrets.get(siteId),
    siteIds: () => secrets.siteIds(),
    async set(siteId, secret) {
      await secrets.set(siteId, secret);
      changes.tell();
    },
    async delete(siteId) {
      await secrets.delete(siteId);
      changes.tell();
    },
    onChanged: (listener) => changes.listen(listener),
  };
}
