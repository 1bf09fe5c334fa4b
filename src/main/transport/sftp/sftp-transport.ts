import { AppError } from '../../../shared/domain/error.ts';
import type { Connect, Connection, ConnectHooks } from '../transport.ts';
import { type Opening, openSsh } from './open-ssh.ts';
import { settlesWithin } from './settles-within.ts';
import { browseOver } from './sftp-browse.ts';
import { downloadOver } from './sftp-download.ts';
import type { SftpLink } from './sftp-link.ts';
import { uploadOver } from './sftp-upload.ts';

type Log = ConnectHooks['log'];

const politeMs = 3000;

/** SFTP version 3 over SSH, by ssh2: see transport.ts for what is promised. */
export const connectSftp: Connect = async (target, hooks, signal) => {
  if (signal.aborted) throw new AppError('cancelled');
  const opening = openSsh(target, hooks);
  const { link, facts } = opening;
  const log: Log = (kind, text) => hooks.log(kind, text);
  const onAbort = (): void => link.fail(new AppError('cancelled'));
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await opening.channel;
    const home = await homeOf(link);
    hooks.log('info', `Start folder ${home}`);
    void link.closed.then((failure) => {
      if (failure === undefined) hooks.log('info', 'Connection closed');
      else hooks.log('error', `Connection ended: ${failure.message}`);
    });
    return connectionOver(opening, home, facts, target.options.filesAtATime, log);
  } catch (error) {
    link.fail(error);
    await answerOf(opening, signal);
    const failure = link.failure ?? error;
    if (failure instanceof AppError) hooks.log('error', failure.message);
    throw failure;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
};

/**
 * A server may hang up while a person still looks at its identity. Their answer is waited for, so
 * that no question outlives the connection that asked it and an acceptance is not lost.
 */
async function answerOf({ asking }: Opening, signal: AbortSignal): Promise<void> {
  const answer = asking();
  if (answer === undefined || signal.aborted) return;
  let onAbort = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    onAbort = resolve;
    signal.addEventListener('abort', onAbort, { once: true });
  });
  await Promise.race([answer.catch(() => undefined), aborted]);
  signal.removeEventListener('abort', onAbort);
}

/** Where paths begin; "." where the server does not say. */
async function homeOf(link: SftpLink): Promise<string> {
  try {
    const path = await link.request<string>('stat', (channel, done) => channel.realpath('.', done));
    // eslint-disable-next-line no-control-regex -- such a path could not be shown or logged
    return path === '' || /[\u0000-\u001f]/.test(path) ? '.' : path;
  } catch (error) {
    if (link.failure !== undefined) throw error;
    return '.';
  }
}

function connectionOver(
  { link, client }: Opening,
  home: string,
  facts: Connection['facts'],
  filesAtATime: number,
  log: Log,
): Connection {
  let closing: Promise<void> | undefined;
  return {
    protocol: 'sftp',
    home,
    facts,
    // As many again wait for the server's last word; and a look at a folder need not wait for an upload.
    lanes: filesAtATime * 2 + 1,
    browse: browseOver(link),
    upload: uploadOver(link, log),
    download: downloadOver(link),
    closed: link.closed,
    get usable() {
      return link.usable;
    },
    close: () => (closing ??= closePolitely(link, client)),
  };
}

/** Some servers reset the link instead of ending it, or say nothing (ssh2-sftp-client #129 and others). */
async function closePolitely(link: SftpLink, client: Opening['client']): Promise<void> {
  if (link.failure !== undefined) return;
  link.expectEnd();
  await settlesWithin(politeMs, client.end());
  link.closeNow();
}
