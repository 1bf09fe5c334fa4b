import { AppError } from '../../../shared/domain/error.ts';
import type { RestSource, UploadReceipt, UploadWatch } from '../transport.ts';
import { errorFromReply } from './ftps-errors.ts';
import { pathArgument, settleSeconds, stalled, type FtpsLink } from './ftps-link.ts';
import { replyWords, sizeFromReply, type Reply } from './reply.ts';
import { store, type Placement } from './store.ts';
import type { Wait } from './wait.ts';

/** Whether FEAT names what it takes: how long the file is right before something is put behind it. */
export function canStoreRest({ features }: Pick<FtpsLink, 'features'>): boolean {
  return features.has('SIZE');
}

const canRestart = ({ features }: Pick<FtpsLink, 'features'>): boolean =>
  /\bSTREAM\b/i.test(features.get('REST') ?? '');

/**
 * Sends the rest of a file: REST and STOR (RFC 3659, 5), and where the server will not, APPE. Needs the
 * lane. See Upload.resume for how it ends.
 */
export async function storeRest(
  link: FtpsLink,
  path: string,
  source: RestSource,
  watch: UploadWatch,
  signal: AbortSignal,
): Promise<UploadReceipt> {
  const argument = pathArgument(path);
  const storeBy = (placement: Placement): Promise<UploadReceipt> =>
    store(link, argument, source, watch, signal, placement);
  if (!canRestart(link)) return await storeBy(appending(link, argument, source.from));
  try {
    return await storeBy(restarting(link, argument, source.from));
  } catch (error) {
    if (!(error instanceof RestartRefused)) throw error;
  }
  return await storeBy(appending(link, argument, source.from));
}

/** The server does not go on from a place in a file (5xx to REST, or to the STOR behind it). */
class RestartRefused extends AppError {}

function restartRefused(reply: Reply, verb: string): AppError {
  const { code, detail } = errorFromReply(reply, verb);
  return reply.code >= 500 ? new RestartRefused(code, detail) : new AppError(code, detail);
}

function restarting(link: FtpsLink, path: string, from: number): Placement {
  const { control, options } = link;
  let told = false;
  return {
    verb: 'STOR',
    from,
    brokenOff: 'leave',
    prepare: async (wait) => {
      // A file that was collected meanwhile would begin with zeros.
      await sizeIsStill(link, wait, path, from);
      told = true;
      const error = (): AppError => stalled('an answer to REST');
      const asking = control.start(`REST ${from}`).final;
      const reply = await wait.for(asking, { seconds: options.idleTimeout, error });
      if (reply.code === 350) return;
      told = false;
      throw restartRefused(reply, 'REST');
    },
    refused: (reply) => restartRefused(reply, 'STOR'),
    // The next file that is sent must not begin in the middle.
    undo: async () => {
      if (!told || control.failure !== undefined) return;
      const reply = await control.ask('REST 0', settleSeconds).catch(() => undefined);
      if (reply?.code === 350) return;
      const words = reply === undefined ? 'no answer' : replyWords(reply);
      control.destroy(new AppError('link-lost', `REST could not be taken back: ${words}`));
    },
  };
}

function appending(link: FtpsLink, path: string, from: number): Placement {
  return {
    verb: 'APPE',
    from,
    brokenOff: 'leave',
    prepare: (wait) => sizeIsStill(link, wait, path, from),
    refused: (reply) => errorFromReply(reply, 'APPE'),
  };
}

/** Rejects `remote-size-differs` where the server does not have just `from` bytes. */
async function sizeIsStill(
  { control, options }: FtpsLink,
  wait: Wait,
  path: string,
  from: number,
): Promise<void> {
  const error = (): AppError => stalled('an answer to SIZE');
  const asking = control.start(`SIZE ${path}`).final;
  const reply = await wait.for(asking, { seconds: options.idleTimeout, error });
  const there = sizeFromReply(reply);
  if (there === from) return;
  const found = there === undefined ? replyWords(reply) : `the server has ${there}`;
  throw new AppError('remote-size-differs', `${from} bytes were there, now: ${found}`);
}
