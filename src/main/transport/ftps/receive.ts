import { AppError } from '../../../shared/domain/error.ts';
import { DataLinkBroken, openDataLink, type DataLink } from './data-link.ts';
import { errorFromReply } from './ftps-errors.ts';
import { settleSeconds, stalled, type FtpsLink } from './ftps-link.ts';
import { isDone, type Reply } from './reply.ts';
import { Wait } from './wait.ts';

/**
 * What the server sends for a command (RETR, MLSD, LIST). Ends only when the server said that this
 * was all, and returns its words. Needs the lane until it has ended or was returned. `opened` is told
 * of the data link as soon as TCP has reached its port.
 */
export async function* receive(
  link: FtpsLink,
  verb: string,
  argument: string,
  signal: AbortSignal,
  opened?: (data: DataLink) => void,
): AsyncGenerator<Buffer, Reply, undefined> {
  const { control, options } = link;
  const wait = new Wait();
  const undos = [wait.endWith(signal), control.onFailed((why) => wait.interrupt(why))];
  const limit = { seconds: options.idleTimeout, error: () => stalled(`what ${verb} brings`) };
  let data: DataLink | undefined;
  try {
    data = await openDataLink(link, wait);
    opened?.(data);
    const exchange = control.start(argument === '' ? verb : `${verb} ${argument}`);
    const first = await wait.for(exchange.first, limit);
    if (first.code >= 200) throw errorFromReply(first, verb);
    const chunks = data.chunks();
    for (;;) {
      const chunk = await wait.for(chunks.next(), limit);
      if (chunk.done === true) break;
      yield chunk.value;
    }
    const last = await wait.for(exchange.final, limit);
    if (!isDone(last)) throw errorFromReply(last, verb);
    data.close();
    return last;
  } catch (error) {
    data?.reset();
    if (error instanceof AppError && error.code === 'link-stalled') control.destroy(error);
    if (!(error instanceof DataLinkBroken)) throw error;
    const reply = await control.settle(options.idleTimeout, error);
    throw reply && !isDone(reply) ? errorFromReply(reply, verb) : error;
  } finally {
    for (const undo of undos) undo();
    data?.reset(); // Of no effect on one that ended well.
    await control.settle(settleSeconds, new AppError('link-lost', `${verb} was broken off`));
  }
}
