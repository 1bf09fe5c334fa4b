import { resolve } from 'node:path';
import { aboutSite } from '../../../shared/domain/error-text.ts';
import { AppError, type Failure } from '../../../shared/domain/error.ts';
import type { Site } from '../../../shared/domain/site.ts';
import { hasEnded, type Transfer } from '../../../shared/domain/transfer.ts';
import { isCiisHost } from '../../../shared/domain/presets.ts';
import { takesFiles } from '../../../shared/domain/protocol.ts';
import type { Services } from '../../compose.ts';
import { withOverrides } from '../../transfer/upload-overrides.ts';
import { UsageError, type UploadCommand } from '../command.ts';
import {
  exitCodeOfConnecting,
  exitCodeOfTransfers,
  exitCodes,
  type ExitCode,
} from '../exit-codes.ts';
import { findSite } from '../find-site.ts';
import type { Io } from '../io.ts';
import { fileEnd, plainFailure } from '../output.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { showProgress } from '../show-progress.ts';
import { tellWaits } from '../tell-waits.ts';
import { untilOver } from '../until-over.ts';
import { UploadReport } from '../upload-report.ts';

/** Queues what was named, tells each file's end as it comes, and the sum. */
export async function upload(
  services: Services,
  screen: Screen,
  io: Io,
  command: UploadCommand,
): Promise<ExitCode> {
  const { sites, queue } = services;
  const site = findSite(sites, command.site, 'upload');
  refuseOtherKinds(site);
  refuseWhatDoesNothing(site, command);
  if (isCiisHost(site.host)) {
    screen.message('Test and production files go to one place at CIIS: what you send is real.');
  }
  const report = new UploadReport(screen, site, services.secrets.name, command.json);
  const connecting = watchConnecting(services, site, screen);
  // Nothing starts before somebody listens for its end.
  queue.setPaused(true);
  const paths = command.paths.map((path) => resolve(io.workingFolder, path));
  const { allowEmpty } = command;
  const ids = await queue.upload(site.id, paths, command.to, { allowEmpty, signal: io.stopped });
  const undo = [
    connecting.undo,
    showProgress(queue, ids, screen),
    tellWaits(queue, ids, aboutSite(site), screen),
    reportEnds(services, ids, report),
    cancelWhenStopped(services, ids, io.stopped),
  ];
  try {
    const over = untilOver(queue, ids);
    queue.setPaused(false);
    const { transfers, problem } = await over;
    for (const each of undo.splice(0)) each();
    for (const each of transfers) report.end(each.id, endOf(each, problem));
    return report.sum(
      exitCodeOf(
        transfers,
        connecting.failure(),
        problem,
        withOverrides(site, command.overrides).onExists === 'skip',
      ),
    );
  } finally {
    for (const each of undo) each();
    leaveList(services, ids, screen);
  }
}

function refuseOtherKinds({ protocol, label }: Site): void {
  if (takesFiles(protocol)) return;
  const use =
    protocol === 'soap'
      ? 'for real-time messages'
      : 'a page for the browser, where files are uploaded by hand';
  throw new UsageError(
    `"${printable(label)}" takes no files from here: it is ${use}. "ciis-connect check" tests it.`,
    'upload',
  );
}

/** Over FTPS a file has a connection to itself; over SFTP one connection carries them all. */
function refuseWhatDoesNothing({ protocol }: Site, { overrides }: UploadCommand): void {
  if (protocol === 'ftps' && overrides.filesAtATime !== undefined) {
    throw new UsageError(
      '--files-at-a-time is for SFTP sites; FTPS takes --connections.',
      'upload',
    );
  }
  if (protocol === 'sftp' && overrides.connections !== undefined) {
    throw new UsageError(
      '--connections is for FTPS sites; SFTP takes --files-at-a-time.',
      'upload',
    );
  }
}

/** One that still waits when the queue can't be written will never start. */
function endOf(transfer: Transfer, problem: Failure | null) {
  const end = fileEnd(transfer);
  const neverStarted = problem !== null && transfer.status === 'waiting';
  return neverStarted ? { ...end, status: 'failed' as const, failure: problem } : end;
}

function exitCodeOf(
  transfers: readonly Transfer[],
  noConnection: Failure | null,
  problem: Failure | null,
  mayBeSkipped: boolean,
): ExitCode {
  const code = exitCodeOfTransfers(transfers, mayBeSkipped);
  if (problem !== null) return exitCodes.someNot;
  if (code !== exitCodes.someNot || noConnection === null) return code;
  return exitCodeOfConnecting(noConnection.code);
}

/** Says what is going on, and remembers why there never was a connection. */
function watchConnecting({ sessions }: Services, site: Site, screen: Screen) {
  let connected = false;
  let failure: Failure | null = null;
  const undo = sessions.onChanged((siteId, state) => {
    if (siteId !== site.id) return;
    if (state.status === 'connecting') {
      screen.message(`Connecting to ${site.host}, port ${site.port} ...`);
    }
    if (state.status === 'connected') connected = true;
    if (state.status === 'failed') failure = state.failure;
  });
  return { undo, failure: (): Failure | null => (connected ? null : failure) };
}

/** Returns its undo. */
function reportEnds({ queue }: Services, ids: readonly string[], report: UploadReport): () => void {
  const mine = new Set(ids);
  const tell = (transfers: readonly Transfer[]): void => {
    for (const each of transfers) {
      if (mine.has(each.id) && hasEnded(each.status)) report.end(each.id, fileEnd(each));
    }
  };
  // Some have ended before they began: an empty file.
  tell(queue.list().transfers);
  return queue.onChanged(({ changed }) => tell(changed));
}

/** Returns its undo. */
function cancelWhenStopped(
  { queue }: Services,
  ids: readonly string[],
  stopped: AbortSignal,
): () => void {
  const cancel = (): void => {
    try {
      queue.cancel(ids);
    } catch (thrown) {
      // The queue has told that it can't be written; what is under way was stopped all the same.
      if (!(thrown instanceof AppError) || thrown.code !== 'storage-failed') throw thrown;
    }
  };
  if (stopped.aborted) cancel();
  stopped.addEventListener('abort', cancel, { once: true });
  return () => stopped.removeEventListener('abort', cancel);
}

/** The files stay on record; the list was this run's alone. */
function leaveList({ queue }: Services, ids: readonly string[], screen: Screen): void {
  try {
    queue.clear(ids);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    screen.problem(plainFailure(thrown.toFailure()));
  }
}
