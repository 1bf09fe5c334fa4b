import { useSiteImport } from '../../app/site-import.ts';
import { ImportFailed } from './ImportFailed.tsx';
import { ImportPreviewDialog } from './ImportPreviewDialog.tsx';

/** What a file of sites holds, and what of it is to come. */
export function ImportDialog() {
  const file = useSiteImport((state) => state.file);
  switch (file.kind) {
    case 'none':
      return null;
    case 'failed':
      return <ImportFailed failure={file.failure} />;
    case 'open':
      return <ImportPreviewDialog key={file.preview.id} preview={file.preview} />;
  }
}
