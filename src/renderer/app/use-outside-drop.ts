import { useEffect } from 'react';
import { notify } from '../ui/notices.ts';
import { pathOf } from './api.ts';

export interface OutsideDrop {
  readonly onPaths: (paths: readonly string[]) => void;
  /** How many files are over the window; null: none any more. */
  readonly onDragged: (count: number | null) => void;
}

const hasFiles = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes('Files') === true;

const dialogIsOpen = (): boolean =>
  document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;

/**
 * Files that are dragged from outside over the window, wherever over it. Native events, because only
 * `dataTransfer.files` holds dropped folders as files whose path main can tell. Both functions have to
 * stay the same ones.
 */
export function useOutsideDrop({ onPaths, onDragged }: OutsideDrop): void {
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      event.stopPropagation();
      event.dataTransfer.dropEffect = dialogIsOpen() ? 'none' : 'copy';
      if (!dialogIsOpen() && event.type === 'dragenter') onDragged(fileCount(event.dataTransfer));
    };
    const onDragLeave = (event: DragEvent) => {
      // Out of the window, not from one element to the next.
      if (hasFiles(event) && event.relatedTarget === null) onDragged(null);
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      event.stopPropagation();
      onDragged(null);
      if (!dialogIsOpen()) onPaths(pathsOf(event.dataTransfer.files));
    };
    document.addEventListener('dragenter', onDragOver, true);
    document.addEventListener('dragover', onDragOver, true);
    document.addEventListener('dragleave', onDragLeave, true);
    document.addEventListener('drop', onDrop, true);
    return () => {
      document.removeEventListener('dragenter', onDragOver, true);
      document.removeEventListener('dragover', onDragOver, true);
      document.removeEventListener('dragleave', onDragLeave, true);
      document.removeEventListener('drop', onDrop, true);
      onDragged(null);
    };
  }, [onPaths, onDragged]);
}

const fileCount = ({ items }: DataTransfer): number =>
  [...items].filter(({ kind }) => kind === 'file').length;

/** Where the files lie. Those that lie nowhere (attachments of a mail, pictures of a page) are named. */
function pathsOf(files: Iterable<File>): readonly string[] {
  const paths: string[] = [];
  const nowhere: string[] = [];
  for (const file of files) {
    const path = pathOf(file);
    if (path === '') nowhere.push(file.name);
    else paths.push(path);
  }
  if (nowhere.length > 0)
    notify({
      tone: 'warn',
      title:
        nowhere.length === 1
          ? `${nowhere[0] ?? ''} is not a file on this computer yet.`
          : `${nowhere.length} of these are not files on this computer yet.`,
      text: 'Save them to a folder first (a mail keeps its attachments inside), then send them from there.',
    });
  return paths;
}
