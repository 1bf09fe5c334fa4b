import { useEffect, useMemo, useState } from 'react';
import type { LocalEntry } from '../../../shared/domain/remote-entry.ts';
import type { InspectedFile } from '../../../shared/ipc/contract.ts';
import { call, listen } from '../../app/api.ts';
import { InspectionCache } from './inspection-cache.ts';

const mostFiles = 100;
/** Whoever walks through the list with the arrow keys wants none of the files between looked at. */
const restMs = 250;

const cache = new InspectionCache();

/**
 * What the pre-flight check says of the selected files; null while it is not known, and where it is not
 * asked for: no site (null), folders among them, more than 100.
 */
export function usePreflight(
  siteId: string | null,
  chosen: readonly LocalEntry[],
): readonly InspectedFile[] | null {
  const wanted = useMemo(
    () =>
      chosen.length <= mostFiles && chosen.every(({ kind }) => kind === 'file') ? chosen : nothing,
    [chosen],
  );
  // A folder that was read anew has the same files in other objects.
  const key = JSON.stringify(wanted.map(({ path, size, modifiedAt }) => [path, size, modifiedAt]));
  const files = useMemo(() => wanted, [key]);
  const [, setLooked] = useState(0);
  const [sent, setSent] = useState(0);

  useEffect(
    () =>
      listen('history.changed', () => {
        cache.expire();
        setSent((count) => count + 1);
      }),
    [],
  );

  useEffect(() => {
    if (siteId === null) return;
    const unknown = files.filter((file) => cache.needs(siteId, file));
    if (unknown.length === 0) return;
    let isStale = false;
    const timer = setTimeout(() => {
      look(siteId, unknown).then(
        () => {
          if (!isStale) setLooked((count) => count + 1);
        },
        // Nothing is said then; sending looks again and tells.
        () => undefined,
      );
    }, restMs);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [siteId, files, sent]);

  return siteId === null || files.length === 0 ? null : cache.all(siteId, files);
}

const nothing: readonly LocalEntry[] = [];

async function look(siteId: string, files: readonly LocalEntry[]): Promise<void> {
  const found = await call('files.inspect', { siteId, paths: files.map(({ path }) => path) });
  for (const [index, file] of files.entries()) {
    const one = found[index];
    if (one !== undefined) cache.put(siteId, file, one);
  }
}
