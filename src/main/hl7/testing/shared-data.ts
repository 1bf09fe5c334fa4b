import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Sample files of others, beside the checkout. Tests that need them are `*.shared.test.ts` (vitest.config.ts). */
const root = fileURLToPath(new URL('../../../../../shared/data', import.meta.url));

export interface SharedFolder {
  readonly isThere: boolean;
  names(): string[];
  read(name: string): Buffer;
}

export function sharedFolder(name: 'hl7' | 'acks'): SharedFolder {
  const folder = join(root, name);
  return {
    isThere: existsSync(folder),
    names: () => readdirSync(folder).sort(),
    read: (file) => readFileSync(join(folder, file)),
  };
}
