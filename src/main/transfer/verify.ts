import { AppError } from '../../shared/domain/error.ts';
import type { Upload } from '../transport/transport.ts';
import { unstoppable, type Leg } from './run.ts';

/**
 * What can be said of a file that the server has taken: its size read back equal is 'verified'; not
 * to be seen any more (EFT collects files at once) is 'accepted'; another size is an error.
 */
export async function verify(
  leg: Leg,
  upload: Upload,
  path: string,
  size: number,
): Promise<'verified' | 'accepted' | AppError> {
  if (leg.site.options.verify === 'none') return 'accepted';
  let there: number | undefined;
  try {
    there = await upload.size(path, unstoppable);
  } catch (thrown) {
    // The server has said that it has the file; that it can't be looked at takes nothing from that.
    leg.note('info', `The size could not be read back: ${String(thrown)}`);
    return 'accepted';
  }
  if (there === undefined) return 'accepted';
  if (there === size) return 'verified';
  return new AppError('remote-size-differs', `sent ${size} bytes, the server has ${there}`);
}
