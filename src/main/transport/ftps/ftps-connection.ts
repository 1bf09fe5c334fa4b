import { AppError } from '../../../shared/domain/error.ts';
import type { Connection, Download, Upload } from '../transport.ts';
import { ftpsBrowse, remoteSize } from './ftps-browse.ts';
import { ftpsChecksums } from './ftps-checksums.ts';
import { pathArgument, settleSeconds, type FtpsLink } from './ftps-link.ts';
import { mlsxTime } from './mlsx.ts';
import { ftpsDataLinks } from './probe-data-link.ts';
import { receive } from './receive.ts';
import { isDone } from './reply.ts';
import { store } from './store.ts';
import { canStoreRest, storeRest } from './store-rest.ts';
import { orCancelled } from './wait.ts';

/** A signed-in FTPS session. */
export function ftpsConnection(
  link: FtpsLink,
  home: string,
  facts: Connection['facts'],
): Connection {
  const { control, lane } = link;
  const stopKeepAlive = keepAlive(link);
  let closing: Promise<void> | undefined;
  const closed = new Promise<AppError | undefined>((resolve) => {
    control.onFailed((failure) => {
      stopKeepAlive();
      resolve(closing ? undefined : failure);
    });
  });
  return {
    protocol: 'ftps',
    home,
    facts,
    lanes: 1,
    browse: ftpsBrowse(link),
    upload: ftpsUpload(link),
    download: ftpsDownload(link),
    dataLinks: ftpsDataLinks(link, home),
    closed,
    get usable() {
      return control.failure === undefined && closing === undefined;
    },
    close: () => (closing ??= close(link, lane.free)),
  };
}

function ftpsUpload(link: FtpsLink): Upload {
  const { control, features, lane, options } = link;
  const setTimes = (path: string, modifiedAt: number, signal: AbortSignal): Promise<void> =>
    orCancelled(
      lane.run(signal, async () => {
        const command = `MFMT ${mlsxTime(modifiedAt)} ${pathArgument(path)}`;
        await control.tell(command, options.idleTimeout);
      }),
      signal,
    );
  const checksums = ftpsChecksums(link);
  // Not cut short by an abort: breaking off takes up to a few seconds and says how it ended.
  const send: Upload['send'] = (path, source, watch, signal) =>
    lane.run(signal, () => store(link, path, source, watch, signal));
  const resume: Upload['resume'] = (path, source, watch, signal) =>
    lane.run(signal, () => storeRest(link, path, source, watch, signal));
  return {
    send,
    ...(canStoreRest(link) ? { resume } : {}),
    size: (path, signal) =>
      orCancelled(
        lane.run(signal, () => remoteSize(link, pathArgument(path))),
        signal,
      ),
    ...(checksums ? { checksums } : {}),
    ...(features.has('MFMT') ? { setTimes } : {}),
  };
}

function ftpsDownload(link: FtpsLink): Download {
  return {
    async *receive(path, signal) {
      const argument = pathArgument(path);
      const endTurn = await link.lane.acquire(signal);
      const bytes = receive(link, 'RETR', argument, signal);
      try {
        for (;;) {
          const next = await orCancelled(bytes.next(), signal);
          if (next.done === true) return;
          yield next.value;
        }
      } finally {
        const ended = bytes.return({ code: 0, text: '' }).catch(() => undefined);
        void ended.finally(endTurn); // Its failure, if any, was thrown above.
      }
    },
  };
}

/** Politely where nothing is under way; what is under way is broken off. */
async function close({ control }: FtpsLink, idle: boolean): Promise<void> {
  const farewell = new AppError('link-lost', 'Closed by this program');
  // A server that does not answer QUIT has its link ended all the same.
  if (idle) await control.ask('QUIT', settleSeconds).catch(() => undefined);
  control.destroy(farewell);
}

/** NOOP while nothing else is sent, until the server does not want it. Returns its undo. */
function keepAlive({ control, lane, options }: FtpsLink): () => void {
  if (options.keepAlive === 0) return () => undefined;
  const signal = new AbortController().signal;
  const stop = (): void => clearInterval(timer);
  const ask = async (): Promise<void> => {
    const reply = await control.ask('NOOP', options.idleTimeout);
    if (!isDone(reply)) stop();
  };
  const timer = setInterval(() => {
    if (lane.free) lane.run(signal, ask).catch(stop); // A failed link tells everyone by itself.
  }, options.keepAlive * 1000);
  return stop;
}
