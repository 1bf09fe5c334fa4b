import type { z } from 'zod';
import { AppError } from '../../shared/domain/error.ts';
import {
  siteFolderSchema,
  siteSettingsSchema,
  type Site,
  type SiteFolder,
  type SiteSettings,
} from '../../shared/domain/site.ts';
import { Changes } from '../storage/changes.ts';
import type { Database } from '../storage/database.ts';
import { copyLabel, freeLabels, nameKey, sameName } from './site-names.ts';
import { readFolders, readSites, writeFolder, writeSite } from './site-rows.ts';

/** A site to be, and the name of its folder; empty: top level. Its own `folderId` is not looked at. */
export interface WantedSite {
  readonly settings: SiteSettings;
  readonly folder: string;
}

export interface SiteStoreParts {
  newId(): string;
}

/** The saved sites and their folders, always as the database has them: another process may change them. */
export class SiteStore {
  readonly #db: Database;
  readonly #newId: () => string;
  readonly #changes = new Changes();

  constructor(db: Database, parts: SiteStoreParts) {
    this.#db = db;
    this.#newId = () => parts.newId();
  }

  /** Sites by folder (top level first) and position; folders by position. */
  snapshot(): { readonly sites: readonly Site[]; readonly folders: readonly SiteFolder[] } {
    const folders = readFolders(this.#db);
    return { sites: readSites(this.#db), folders };
  }

  /** Throws AppError `site-not-found`. */
  get(id: string): Site {
    const site = readSites(this.#db).find((each) => each.id === id);
    if (site === undefined) throw new AppError('site-not-found', id);
    return site;
  }

  /** By label, whatever its case; else by id. */
  find(labelOrId: string): Site | undefined {
    const sites = readSites(this.#db);
    return (
      sites.find((site) => sameName(site.label, labelOrId)) ??
      sites.find((site) => site.id === labelOrId)
    );
  }

  /** At the end of its folder. Throws AppError `invalid-input`, also for a label that is taken. */
  create(settings: SiteSettings): Site {
    return this.#change(() => {
      const valid = this.#validate(settings, null);
      return this.#write({
        ...valid,
        id: this.#newId(),
        position: this.#sitesIn(valid.folderId).length,
        lastConnectedAt: null,
      });
    });
  }

  /**
   * Each at the end of its folder, which is made where it is not there; a label that is taken becomes that of
   * a copy. All of them or none. Throws AppError `invalid-input`.
   */
  createAll(wanted: readonly WantedSite[]): readonly Site[] {
    return this.#change(() => {
      const sites = readSites(this.#db);
      const labels = freeLabels(
        wanted.map(({ settings }) => settings.label),
        sites.map((site) => site.label),
      );
      const idOf = this.#foldersByName(wanted.map(({ folder }) => folder));
      const lastIn = new Map<string | null, number>();
      for (const { folderId } of sites) lastIn.set(folderId, (lastIn.get(folderId) ?? -1) + 1);
      return wanted.map(({ settings, folder }, index) => {
        const folderId = idOf.get(nameKey(folder)) ?? null;
        const label = labels[index] ?? settings.label;
        const position = (lastIn.get(folderId) ?? -1) + 1;
        lastIn.set(folderId, position);
        const valid = parse(siteSettingsSchema, { ...settings, label, folderId });
        return this.#write({ ...valid, id: this.#newId(), position, lastConnectedAt: null });
      });
    });
  }

  update(id: string, settings: SiteSettings): Site {
    return this.#change(() => {
      const before = this.get(id);
      const valid = this.#validate(settings, id);
      const position =
        valid.folderId === before.folderId ? before.position : this.#sitesIn(valid.folderId).length;
      return this.#write({ ...before, ...valid, position });
    });
  }

  /** A copy right after the site, "CIIS SFTP (copy)". */
  duplicate(id: string): Site {
    return this.#change(() => {
      const original = this.get(id);
      const neighbours = this.#sitesIn(original.folderId);
      const label = copyLabel(
        original.label,
        readSites(this.#db).map((site) => site.label),
      );
      const copy = { ...original, id: this.#newId(), label, lastConnectedAt: null };
      this.#renumber(neighbours.flatMap((site) => (site.id === id ? [site, copy] : [site])));
      return this.get(copy.id);
    });
  }

  remove(id: string): void {
    this.#change(() => {
      this.get(id);
      this.#db.run('DELETE FROM sites WHERE id = ?', id);
    });
  }

  /** Before another site of the folder; last when `before` is null or not there any more. */
  move(id: string, folderId: string | null, before: string | null): void {
    this.#change(() => {
      const site = this.get(id);
      if (before === id && site.folderId === folderId) return;
      this.#refuseUnknownFolder(folderId);
      const others = this.#sitesIn(folderId).filter((each) => each.id !== id);
      const place = others.findIndex((each) => each.id === before);
      this.#renumber(others.toSpliced(place < 0 ? others.length : place, 0, { ...site, folderId }));
    });
  }

  /** Makes (id null) or renames a folder. */
  saveFolder(id: string | null, name: string): SiteFolder {
    return this.#change(() => {
      const folders = readFolders(this.#db);
      this.#refuseUnknownFolder(id);
      const valid = parse(siteFolderSchema.shape.name, name);
      if (folders.some((folder) => folder.id !== id && sameName(folder.name, valid))) {
        throw new AppError('invalid-input', `There is already a folder called "${valid}".`);
      }
      const known = folders.find((folder) => folder.id === id);
      const folder = {
        id: known?.id ?? this.#newId(),
        name: valid,
        position: known?.position ?? (folders.at(-1)?.position ?? -1) + 1,
      };
      writeFolder(this.#db, folder);
      return folder;
    });
  }

  /** Its sites move to the end of the top level. */
  removeFolder(id: string): void {
    this.#change(() => {
      this.#refuseUnknownFolder(id);
      const moved = this.#sitesIn(id).map((site) => ({ ...site, folderId: null }));
      this.#renumber([...this.#sitesIn(null), ...moved]);
      this.#db.run('DELETE FROM site_folders WHERE id = ?', id);
    });
  }

  /** Says nothing when the site was removed meanwhile. */
  noteConnected(id: string, at: number): void {
    this.#change(() => this.#db.run('UPDATE sites SET last_connected_at = ? WHERE id = ?', at, id));
  }

  /** Called after each change that this process made. Returns its undo. */
  onChanged(listener: () => void): () => void {
    return this.#changes.listen(listener);
  }

  #change<Result>(act: () => Result): Result {
    const result = this.#db.transaction(act);
    this.#changes.tell();
    return result;
  }

  #validate(settings: SiteSettings, ownId: string | null): SiteSettings {
    const valid = parse(siteSettingsSchema, settings);
    this.#refuseUnknownFolder(valid.folderId);
    const taken = readSites(this.#db).some(
      (site) => site.id !== ownId && sameName(site.label, valid.label),
    );
    if (taken) {
      throw new AppError('invalid-input', `There is already a site called "${valid.label}".`);
    }
    return valid;
  }

  /** The ids of the folders with these names, by their keys; those that are not there are made. */
  #foldersByName(names: readonly string[]): ReadonlyMap<string, string> {
    const folders = readFolders(this.#db);
    const ids = new Map(folders.map((folder) => [nameKey(folder.name), folder.id]));
    let position = folders.at(-1)?.position ?? -1;
    for (const name of names) {
      if (name === '' || ids.has(nameKey(name))) continue;
      position += 1;
      const valid = parse(siteFolderSchema.shape.name, name);
      const folder = { id: this.#newId(), name: valid, position };
      writeFolder(this.#db, folder);
      ids.set(nameKey(valid), folder.id);
    }
    return ids;
  }

  #refuseUnknownFolder(id: string | null): void {
    if (id === null || readFolders(this.#db).some((folder) => folder.id === id)) return;
    throw new AppError('invalid-input', 'This folder is not there any more.');
  }

  #sitesIn(folderId: string | null): readonly Site[] {
    return readSites(this.#db).filter((site) => site.folderId === folderId);
  }

  #renumber(sites: readonly Site[]): void {
    sites.forEach((site, position) => writeSite(this.#db, { ...site, position }));
  }

  #write(site: Site): Site {
    writeSite(this.#db, site);
    return site;
  }
}

function parse<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid-input', parsed.error.issues[0]?.message ?? '');
}
