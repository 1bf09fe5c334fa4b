import { join } from 'node:path';
import type { SitesImport } from '../imports/sites-import.ts';
import type { ImportParts } from '../ipc/import-handlers.ts';
import { saveWhole, sitesName } from './save-report.ts';

interface ImportDialogs {
  readonly chooseFile: () => Promise<string | null>;
  readonly saveAs: (suggested: string) => Promise<string | null>;
  /** Where exported sites are suggested to go. */
  readonly documents: string;
  /** By the clock on the wall here. */
  readonly now: () => Date;
}

/** What importing and exporting sites asks the system's dialogs for. */
export function importFiles(
  imports: Pick<SitesImport, 'open' | 'exportText'>,
  { chooseFile, saveAs, documents, now }: ImportDialogs,
): ImportParts['importFiles'] {
  return {
    choose: async () => {
      const path = await chooseFile();
      return path === null ? null : imports.open(path);
    },
    saveSites: async () => {
      const file = await saveAs(join(documents, sitesName(now())));
      if (file === null) return null;
      await saveWhole(file, imports.exportText());
      return file;
    },
  };
}
