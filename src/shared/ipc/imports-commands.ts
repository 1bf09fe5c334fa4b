import { z } from 'zod';
import type { ImportPreview, ImportResult } from '../domain/site-import.ts';
import { command, idSchema as id, pathSchema as path } from './command.ts';

const keys = z.array(z.number().int().min(0)).max(10_000);

export const importsCommands = {
  /** The system's file chooser, and what is in the file. Null when it was cancelled. Rejects `import-unreadable`. */
  'imports.choose': command(z.undefined()).returns<ImportPreview | null>(),
  /** What is in a file that was dropped. Rejects `import-unreadable`. */
  'imports.open': command(z.object({ path })).returns<ImportPreview>(),
  /** Carries out a part of the preview; passwords come for those sites only of which they are asked. */
  'imports.apply': command(
    z.object({ id, sites: keys, identities: keys, passwords: z.boolean() }),
  ).returns<ImportResult>(),
  /** Asks where to, and saves every site without any password. Answers with the path, null when it was cancelled. */
  'sites.export': command(z.undefined()).returns<string | null>(),
} as const;
