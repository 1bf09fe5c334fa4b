import { AppError } from '../../../shared/domain/error.ts';
import type { DataLink } from './data-link.ts';
import type { FtpsLink } from './ftps-link.ts';
import { receive } from './receive.ts';
import { replyWords } from './reply.ts';

/** Longer listings are no folder that a person looks at. */
const longestListing = 40 * 1024 * 1024;

/** What a command (MLSD, LIST) lists; the rest is as with `receive`. */
export async function readListing(
  link: FtpsLink,
  verb: 'MLSD' | 'LIST',
  argument: string,
  signal: AbortSignal,
  opened?: (data: DataLink) => void,
): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const bytesOf = receive(link, verb, argument, signal, opened);
  let next = await bytesOf.next();
  for (; next.done !== true; next = await bytesOf.next()) {
    chunks.push(next.value);
    bytes += next.value.length;
    if (bytes <= longestListing) continue;
    await bytesOf.throw(new AppError('server-refused', 'The listing is too long'));
  }
  const reply = next.value;
  // vsftpd: "226 Transfer done (but failed to open directory)."
  if (/fail/i.test(reply.text)) throw new AppError('remote-permission', replyWords(reply));
  return Buffer.concat(chunks).toString('utf8');
}

export const canMlsx = ({ features }: FtpsLink): boolean =>
  features.has('MLST') || features.has('MLSD');
