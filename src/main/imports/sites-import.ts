import { AppError } from '../../shared/domain/error.ts';
import type { AcceptedIdentity } from '../../shared/domain/identity.ts';
import type {
  ImportableIdentity,
  ImportableSite,
  ImportPreview,
  ImportResult,
} from '../../shared/domain/site-import.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Clock } from '../clock.ts';
import type { IdentityStore } from '../identities/identity-store.ts';
import { sameFingerprint } from '../identities/fingerprint.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { SiteStore } from '../sites/site-store.ts';
import type { Database } from '../storage/database.ts';
import { writeExport } from './own-export.ts';
import { readImportFile } from './read-import-file.ts';
import { shownName, type FoundIdentity, type FoundInFile, type FoundSite } from './read-sites.ts';

export interface SitesImportParts {
  readonly database: Pick<Database, 'transaction'>;
  readonly sites: Pick<SiteStore, 'snapshot' | 'createAll'>;
  readonly identities: Pick<IdentityStore, 'get' | 'accept'>;
  readonly secrets: Secrets;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: () => string;
}

/** What of a preview is to come: by key. */
export interface ImportChoice {
  readonly id: string;
  readonly sites: readonly number[];
  readonly identities: readonly number[];
  /** Also the passwords of those sites. */
  readonly passwords: boolean;
}

/** Brings saved sites in from other programs, and out to a file. One file at a time is open. */
export class SitesImport {
  readonly #parts: SitesImportParts;
  #lastId = '';
  /** It may hold passwords: it is let go as soon as it is not needed any more. */
  #found: FoundInFile | null = null;

  constructor(parts: SitesImportParts) {
    this.#parts = parts;
  }

  /** Changes nothing yet. Rejects AppError `local-...`, `import-unreadable`. */
  async open(path: string): Promise<ImportPreview> {
    const id = this.#parts.newId();
    this.#lastId = id;
    this.#found = null;
    const { fileName, format, found } = await readImportFile(path);
    // Another one may have been opened meanwhile: that counts.
    if (this.#lastId === id) this.#found = found;
    return {
      id,
      fileName,
      format,
      sites: this.#importableSites(found.sites),
      identities: found.identities.map((each, key) => this.#importableIdentity(each, key)),
      leftOut: found.leftOut.map(({ name, reason }) => ({ name: shownName(name), reason })),
      notes: found.notes,
    };
  }

  /**
   * The sites and identities that were chosen come all or not at all; an identity does not where one is here.
   * A keychain that fails keeps nothing back but the passwords. Once only for each preview. Rejects AppError
   * `invalid-input` where another file was opened since, `storage-failed`.
   */
  async apply({ id, sites, identities, passwords }: ImportChoice): Promise<ImportResult> {
    if (this.#found === null || this.#lastId !== id) {
      throw new AppError('invalid-input', 'This file is not open any more. Choose it again.');
    }
    const chosen = chosenOf(this.#found.sites, sites);
    const accepted = chosenOf(this.#found.identities, identities);
    const done = this.#parts.database.transaction(() => ({
      sites: this.#parts.sites.createAll(
        chosen.map(({ settings, folder }) => ({ settings, folder: folderName(folder) })),
      ),
      identities: accepted.filter((each) => this.#accept(each)).length,
    }));
    this.#found = null;
    const kept = passwords ? await this.#keepPasswords(done.sites, chosen) : 0;
    return { sites: done.sites.length, passwords: kept, identities: done.identities };
  }

  /** Every saved site with its accepted host key, as a file of ours; no secret is in it. */
  exportText(): string {
    const { sites, folders } = this.#parts.sites.snapshot();
    const identities = new Map<string, AcceptedIdentity>();
    for (const { host, port } of sites) {
      const known = this.#parts.identities.get(host, port);
      if (known !== undefined) identities.set(`${known.host} ${String(port)}`, known);
    }
    return writeExport({ sites, folders, identities: [...identities.values()] });
  }

  #importableSites(found: readonly FoundSite[]): readonly ImportableSite[] {
    const here = new Set(this.#parts.sites.snapshot().sites.map(accountOf));
    return found.map((each, key) => {
      const { label, protocol, host, port, username } = each.settings;
      return {
        ...{ key, label, protocol, host, port, username },
        folder: folderName(each.folder),
        hasPassword: each.password !== null && each.password !== '',
        isHere: here.has(accountOf(each.settings)),
        notes: each.notes,
      };
    });
  }

  #importableIdentity(found: FoundIdentity, key: number): ImportableIdentity {
    const { host, port, keyType, fingerprint } = found;
    const known = this.#parts.identities.get(host, port);
    const isSame = known !== undefined && sameFingerprint(known.fingerprint, fingerprint);
    const here = known === undefined ? 'no' : isSame ? 'same' : 'other';
    return { key, host, port, keyType, fingerprint, here };
  }

  #accept({ host, port, keyType, fingerprint }: FoundIdentity): boolean {
    const { identities, clock } = this.#parts;
    if (identities.get(host, port) !== undefined) return false;
    const presented = { kind: 'ssh-host-key', keyType, fingerprint, certificate: null } as const;
    identities.accept(host, port, presented, clock.now());
    return true;
  }

  /** How many are kept. */
  async #keepPasswords(sites: readonly Site[], found: readonly FoundSite[]): Promise<number> {
    let kept = 0;
    try {
      for (const [index, { id }] of sites.entries()) {
        const password = found[index]?.password ?? '';
        if (password === '') continue;
        await this.#parts.secrets.set(id, password);
        kept += 1;
      }
    } catch {
      // The others would fail alike, or ask the person thousands of times. The result says how many came.
    }
    return kept;
  }
}

const chosenOf = <Item>(found: readonly Item[], keys: readonly number[]): readonly Item[] => {
  const wanted = new Set(keys);
  return found.filter((_, key) => wanted.has(key));
};

/** What makes a site the same account on the same server. */
const accountOf = ({
  protocol,
  host,
  port,
  username,
}: Pick<Site, 'protocol' | 'host' | 'port' | 'username'>): string =>
  JSON.stringify([protocol, host.toLowerCase(), port, username]);

const longestFolderName = 80;

/** One folder in place of those around a site: the tree here has one level. Empty: none. */
function folderName(names: readonly string[]): string {
  const joined = names
    .map((name) => name.replace(/\p{Cc}/gu, ' ').trim())
    .filter((name) => name !== '')
    .join(' / ');
  // Not in the middle of a character.
  return joined
    .slice(0, longestFolderName)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
}
