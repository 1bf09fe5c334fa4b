import {
  newSiteSettings,
  siteFolderSchema,
  siteSchema,
  type Site,
  type SiteFolder,
} from '../../shared/domain/site.ts';
import { protocolSchema } from '../../shared/domain/protocol.ts';
import type { Database, Row } from '../storage/database.ts';
import { jsonObject, readRows } from '../storage/read-rows.ts';

export function readSites(db: Database): readonly Site[] {
  return readRows(
    db,
    {
      table: 'sites',
      noun: ['saved site', 'saved sites'],
      rest: 'ORDER BY folder_id IS NOT NULL, folder_id, position, rowid',
    },
    siteOf,
  );
}

export function readFolders(db: Database): readonly SiteFolder[] {
  return readRows(
    db,
    {
      table: 'site_folders',
      noun: ['folder of sites', 'folders of sites'],
      rest: 'ORDER BY position, rowid',
    },
    (row) => siteFolderSchema.parse(row),
  );
}

export function writeSite(db: Database, site: Site): void {
  const { id, position, folderId, lastConnectedAt, ...settings } = site;
  db.run(
    `INSERT INTO sites (id, position, folder_id, last_connected_at, json) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET position = excluded.position, folder_id = excluded.folder_id,
       last_connected_at = excluded.last_connected_at, json = excluded.json`,
    id,
    position,
    folderId,
    lastConnectedAt,
    JSON.stringify(settings),
  );
}

export function writeFolder(db: Database, { id, name, position }: SiteFolder): void {
  db.run(
    `INSERT INTO site_folders (id, name, position) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name`,
    id,
    name,
    position,
  );
}

/** A setting that came with a later version has its default, so that no site is lost to an update. */
function siteOf(row: Row): Site {
  const saved = jsonObject(row['json']);
  const defaults = newSiteSettings(protocolSchema.parse(saved['protocol']));
  const options = saved['options'];
  return siteSchema.parse({
    ...defaults,
    ...saved,
    options:
      typeof options === 'object' && options !== null
        ? { ...defaults.options, ...options }
        : options,
    id: row['id'],
    position: row['position'],
    folderId: row['folder_id'],
    lastConnectedAt: row['last_connected_at'],
  });
}
