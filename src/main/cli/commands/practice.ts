import { join } from 'node:path';
import { startPractice, type Practice } from '../../practice/practice-server.ts';
import type { GlobalOptions } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import type { Screen } from '../screen.ts';
import { placeOf } from '../start-services.ts';

/** Serves until it is stopped. The account is made up and only this computer can reach it, so its password may be shown. */
export async function servePractice(
  io: Io,
  screen: Screen,
  global: GlobalOptions,
  { json }: { readonly json: boolean },
): Promise<ExitCode> {
  const practice = await startPractice({ folder: join(placeOf(io, global).folder, 'practice') });
  try {
    screen.result(json ? jsonPractice(practice) : plainPractice(practice));
    await stopped(io.stopped);
    return exitCodes.allAccepted;
  } finally {
    await practice.stop();
  }
}

function jsonPractice(practice: Practice): string {
  const { host, port, username, password, hostKeyFingerprint, folder } = practice;
  const event = 'practice';
  return JSON.stringify({
    event,
    host,
    port,
    username,
    password,
    fingerprint: hostKeyFingerprint,
    folder,
  });
}

function plainPractice(practice: Practice): string {
  const { host, port, username, password, hostKeyFingerprint, folder } = practice;
  return [
    'The practice server runs on this computer until Ctrl+C. Only this computer can reach it.',
    `  protocol     sftp`,
    `  host         ${host}`,
    `  port         ${port}`,
    `  username     ${username}`,
    `  password     ${password}`,
    `  fingerprint  ${hostKeyFingerprint}`,
    `  files        ${folder}`,
    '',
    `  ciis-connect sites add --label Practice --protocol sftp --host ${host} --port ${port} --username ${username}`,
  ].join('\n');
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
