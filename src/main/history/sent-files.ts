import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  arrivedOutcomes,
  type Outcome,
  type SentBefore,
  type SentFile,
} from '../../shared/domain/receipt.ts';
import type { Database, Row } from '../storage/database.ts';
import { facetsFor, type Facet } from './facets.ts';
import { folderKey } from './folder-key.ts';
import { beyondAllIds, momentOf } from './receipt-id.ts';

const mayBeThere = [...arrivedOutcomes, 'unknown'] as const satisfies readonly Outcome[];

/** The last time that this content went to the site, where it arrived or may have; null: it did not, or nobody knows. */
export function sentBefore(db: Database, siteId: string, sha256: string): SentBefore | null {
  const row = db.get(
    `SELECT ended_at, outcome, name FROM receipts
     WHERE sha256 = ? AND facet IN (SELECT value FROM json_each(?)) AND direction = 'upload'
     ORDER BY id DESC LIMIT 1`,
    sha256.toLowerCase(),
    JSON.stringify(
      facetsFor(db, { siteId, outcomes: [...mayBeThere] }).map(({ number }) => number),
    ),
  );
  const outcome = mayBeThere.find((each) => each === row?.['outcome']);
  if (row === undefined || outcome === undefined) return null;
  return { at: Number(row['ended_at']), outcome, name: String(row['name']) };
}

/** Other things are done between two of them. */
const atOnce = 4000;
/** A folder of exports may have been sent from for years: of each outcome no more than the newest are looked at. */
const mostRead = 50_000;

/**
 * The last sending of each file of a folder of this computer, where it arrived or may have: by the file's name
 * there. Size and time say whether the file still is what was sent.
 */
export async function sentFrom(
  db: Database,
  siteId: string,
  folder: string,
): Promise<Readonly<Record<string, SentFile>>> {
  const files = new Map<string, SentFile>();
  for (const facet of facetsFor(db, { siteId, outcomes: [...mayBeThere] })) {
    let before = beyondAllIds;
    for (let read = 0; read < mostRead; read += atOnce) {
      const rows = db.all(
        `SELECT id, name, local_path, size, local_modified_at FROM receipts INDEXED BY receipts_by_folder
         WHERE folder_key = ? AND facet = ? AND id < ? ORDER BY id DESC LIMIT ?`,
        ...[folderKey(folder), facet.number, before, atOnce],
      );
      for (const row of rows) {
        before = Number(row['id']);
        const file = lastPart(String(row['local_path']));
        const at = momentOf(before);
        if (at > (files.get(file)?.at ?? -1)) files.set(file, { ...sentFile(row, facet), at });
      }
      if (rows.length < atOnce) break;
      await nextTurn();
    }
  }
  return Object.fromEntries(files);
}

const sentFile = (row: Row, { outcome }: Facet): Omit<SentFile, 'at'> => ({
  outcome,
  name: String(row['name']),
  size: Number(row['size']),
  modifiedAt: Number(row['local_modified_at']),
});

function lastPart(path: string): string {
  const end = Math.max(
    path.lastIndexOf('/'),
    process.platform === 'win32' ? path.lastIndexOf('\\') : -1,
  );
  return path.slice(end + 1);
}
