import { createHash } from 'node:crypto';
import { dirname, resolve } from 'node:path';

/** A number for a folder of this computer, 48 bits. Windows takes C:\HL7 and c:\hl7 for one. */
export function folderKey(folder: string, platform: NodeJS.Platform = process.platform): number {
  const path = resolve(folder);
  const name = platform === 'win32' ? path.toLowerCase() : path;
  return createHash('sha256').update(name).digest().readUIntBE(0, 6);
}

/** Of the folder that a file is in. */
export const folderKeyOf = (file: string): number => folderKey(dirname(file));
