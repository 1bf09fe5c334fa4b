import type { ServerField } from './filezilla-servers.ts';
import { isTypable } from './typable.ts';

/** As long as a password may be that is typed. */
const longest = 1024;

/** A password as FileZilla saves it, with a note where it can't come. It is in no note. */
export function passwordOf(field: ServerField | undefined, notes: string[]): string | null {
  if (field === undefined || field.text === '') return null;
  switch (field.encoding) {
    case 'crypt':
      notes.push("Its password is locked with FileZilla's master password and does not come.");
      return null;
    case 'base64':
      return orNote(decode(field.text.trim()), field, notes);
    case '':
      return orNote(field.text, field, notes);
    default:
      return orNote(null, field, notes);
  }
}

function orNote(password: string | null, { line }: ServerField, notes: string[]): string | null {
  if (password !== null && isTypable(password)) return password;
  notes.push(`Its password can't be read and does not come (line ${String(line)}, Pass).`);
  return null;
}

function decode(text: string): string | null {
  if (text.length > longest * 6 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'base64'));
  } catch {
    return null; // not UTF-8: damaged
  }
}
