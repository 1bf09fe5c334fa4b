import type { EntryKind } from '../../../shared/domain/remote-entry.ts';

export type FileKind = 'folder' | 'text' | 'table' | 'archive' | 'pdf' | 'image' | 'link' | 'other';

const kinds: ReadonlyMap<string, FileKind> = new Map(
  Object.entries({
    hl7: 'text' as const,
    txt: 'text' as const,
    dat: 'text' as const,
    log: 'text' as const,
    xml: 'text' as const,
    json: 'text' as const,
    csv: 'table' as const,
    tsv: 'table' as const,
    xls: 'table' as const,
    xlsx: 'table' as const,
    zip: 'archive' as const,
    gz: 'archive' as const,
    tgz: 'archive' as const,
    '7z': 'archive' as const,
    rar: 'archive' as const,
    tar: 'archive' as const,
    pdf: 'pdf' as const,
    png: 'image' as const,
    jpg: 'image' as const,
    jpeg: 'image' as const,
    gif: 'image' as const,
    bmp: 'image' as const,
    tif: 'image' as const,
    tiff: 'image' as const,
  }),
);

/** Which icon an entry gets, by what it is and how its name ends. */
export function fileKind({ name, kind }: { name: string; kind: EntryKind }): FileKind {
  if (kind === 'folder') return 'folder';
  if (kind === 'link') return 'link';
  const dot = name.lastIndexOf('.');
  return (dot > 0 ? kinds.get(name.slice(dot + 1).toLowerCase()) : undefined) ?? 'other';
}
