import { AppError } from '../../shared/domain/error.ts';
import type { Site } from '../../shared/domain/site.ts';
import { parseWebAddress } from '../../shared/domain/web-address.ts';

/**
 * Shows the page of a web upload site in the browser of this computer: https only, or this computer
 * itself. Rejects AppError `invalid-input` for any other site.
 */
export async function openPage(
  { protocol, url }: Pick<Site, 'protocol' | 'url'>,
  openExternal: (address: string) => Promise<void>,
): Promise<void> {
  if (protocol !== 'web' || parseWebAddress(url) === null) {
    throw new AppError('invalid-input', 'This site has no page to show.');
  }
  try {
    await openExternal(new URL(url).href);
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AppError('internal', `The browser did not open: ${detail}`, { cause: thrown });
  }
}
