import {
  File,
  FileArchive,
  FileImage,
  FileSpreadsheet,
  FileSymlink,
  FileText,
  FileType,
  Folder,
  type LucideIcon,
} from 'lucide-react';
import type { EntryKind } from '../../../shared/domain/remote-entry.ts';
import { fileKind, type FileKind } from './file-kind.ts';

const icons: Readonly<Record<FileKind, LucideIcon>> = {
  folder: Folder,
  text: FileText,
  table: FileSpreadsheet,
  archive: FileArchive,
  pdf: FileType,
  image: FileImage,
  link: FileSymlink,
  other: File,
};

export function FileIcon({ name, kind }: { readonly name: string; readonly kind: EntryKind }) {
  const Icon = icons[fileKind({ name, kind })];
  return <Icon aria-hidden data-kind={kind} />;
}
