import { toFailure } from '../../shared/domain/error.ts';
import { isWebProtocol } from '../../shared/domain/protocol.ts';
import type { Site } from '../../shared/domain/site.ts';
import { parseWebAddress } from '../../shared/domain/web-address.ts';
import { environmentProxies } from '../transport/proxy/environment-proxy.ts';
import { UsageError, type Verb } from './command.ts';
import type { Io } from './io.ts';

/**
 * Throws UsageError where one of these sites would be reached through a proxy, and the variable that should name it
 * can't be read. The message names the variable and nothing of what is in it.
 */
export async function refuseBadProxy(
  { environment }: Pick<Io, 'environment'>,
  sites: readonly Site[],
  topic: Verb,
): Promise<void> {
  const findProxy = environmentProxies(environment);
  const addresses = sites
    .filter(({ protocol }) => isWebProtocol(protocol))
    .flatMap(({ url, wsdlUrl }) => [url, wsdlUrl])
    .flatMap((url) => parseWebAddress(url) ?? []);
  for (const address of addresses) {
    await findProxy(address).catch((thrown: unknown) => {
      throw new UsageError(toFailure(thrown).detail, topic);
    });
  }
}
