export type EntryKind = 'file' | 'folder' | 'link' | 'other';

/** A file or folder on the server. `modifiedAt` in milliseconds since 1970, null where the server does not say. */
export interface RemoteEntry {
  readonly name: string;
  readonly kind: EntryKind;
  readonly size: number;
  readonly modifiedAt: number | null;
}

/** A file or folder of Local Drives. */
export interface LocalEntry {
  readonly name: string;
  readonly path: string;
  readonly kind: EntryKind;
  readonly size: number;
  readonly modifiedAt: number | null;
}

/** A drive, a favourite or a home folder at the top of Local Drives. */
export interface LocalRoot {
  readonly label: string;
  readonly path: string;
  readonly kind: 'drive' | 'home' | 'desktop' | 'documents' | 'downloads';
}

export interface LocalFolder {
  readonly path: string;
  readonly parent: string | null;
  /** From the root down to the folder itself. */
  readonly crumbs: readonly { readonly name: string; readonly path: string }[];
  readonly entries: readonly LocalEntry[];
  /** What to ask for the next entries with; null: these are all. */
  readonly more: number | null;
}

export type LocalPart = Pick<LocalFolder, 'entries' | 'more'>;
