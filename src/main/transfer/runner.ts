import type { AppError } from '../../shared/domain/error.ts';
import { safeLine } from '../log/safe-text.ts';
import type { SessionLog } from '../log/session-log.ts';
import { withoutSecrets } from '../sessions/dial.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { receiveFile } from './receive-file.ts';
import type { Ended, Leg, Outcome, Run } from './run.ts';
import { sendFile, type SendParts } from './send-file.ts';

export interface RunnerParts extends SendParts {
  readonly sessions: Pick<Sessions, 'use'>;
  readonly log: SessionLog;
}

/** Brings one transfer to its end. Never rejects: whatever happens is an outcome. */
export async function runTransfer(parts: RunnerParts, run: Run): Promise<Outcome> {
  const { transfer, signal } = run;
  const { siteId } = transfer;
  let sentBytes = 0;
  /** Until work has begun on a connection, a failure is that of connecting. */
  let connecting = false;
  let fingerprint: string | null = null;
  let outcome: Ended;
  try {
    const leg: Leg = {
      ...run,
      progress: (bytes) => {
        sentBytes = bytes;
        run.progress(bytes);
      },
      note: (kind, text) => parts.log.add(siteId, kind, `${transfer.name}: ${text}`),
      use: async (work) => {
        connecting = true;
        run.mayConnect();
        return parts.sessions.use(
          siteId,
          'transfer',
          (connection, stop, shown) => {
            connecting = false;
            fingerprint = shown;
            run.connected();
            return work(connection, stop);
          },
          signal,
        );
      },
    };
    outcome = await (transfer.direction === 'upload' ? sendFile(parts, leg) : receiveFile(leg));
    if (outcome.kind !== 'cancel' && outcome.reply !== null)
      outcome = { ...outcome, reply: parts.log.mask(outcome.reply) };
  } catch (thrown) {
    outcome = broken(withoutSecrets(thrown, parts.log), sentBytes, connecting);
  }
  parts.log.add(siteId, outcome.kind === 'fail' ? 'error' : 'info', receiptLine(run, outcome));
  return { ...outcome, fingerprint };
}

function broken(error: AppError, sentBytes: number, connecting: boolean): Ended {
  const failure = error.toFailure();
  if (error.code === 'cancelled') return { kind: 'cancel', sentBytes };
  const end = { failure, sentBytes, sha256: null, reply: null };
  if (error.code === 'reply-lost')
    return { kind: 'finish', status: 'unknown', verifiedBy: null, ...end };
  return { kind: 'fail', ...end, noConnection: connecting || error.code === 'site-not-found' };
}

/** The one line of a file: name, end, bytes, SHA-256, the server's reply. */
function receiptLine({ transfer }: Run, outcome: Ended): string {
  const parts = [transfer.direction, safeLine(transfer.name, 255)];
  switch (outcome.kind) {
    case 'cancel':
      parts.push('cancelled', `${outcome.sentBytes} bytes`);
      break;
    case 'fail':
      parts.push(`failed (${outcome.failure.code})`, outcome.failure.detail);
      break;
    case 'finish':
      parts.push(outcome.status, `${outcome.sentBytes} bytes`);
      break;
  }
  if (outcome.kind !== 'cancel')
    parts.push(outcome.sha256 === null ? '' : `SHA-256 ${outcome.sha256}`, outcome.reply ?? '');
  return parts.filter((part) => part !== '').join(' · ');
}
