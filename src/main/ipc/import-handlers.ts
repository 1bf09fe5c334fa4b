import type { CommandName } from '../../shared/ipc/contract.ts';
import type { ImportPreview } from '../../shared/domain/site-import.ts';
import type { SitesImport } from '../imports/sites-import.ts';
import type { Handlers } from './router.ts';

export interface ImportParts {
  readonly siteImports: Pick<SitesImport, 'open' | 'apply'>;
  readonly importFiles: {
    /** Asks which, and opens it. Null: none. */
    readonly choose: () => Promise<ImportPreview | null>;
    /** Asks where to. Null: nowhere. */
    readonly saveSites: () => Promise<string | null>;
  };
}

type ImportCommand = Extract<CommandName, `imports.${string}` | 'sites.export'>;

export const importHandlers = ({
  siteImports,
  importFiles,
}: ImportParts): Pick<Handlers, ImportCommand> => ({
  'imports.choose': () => importFiles.choose(),
  'imports.open': ({ path }) => siteImports.open(path),
  'imports.apply': (chosen) => siteImports.apply(chosen),
  'sites.export': () => importFiles.saveSites(),
});
