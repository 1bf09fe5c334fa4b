import { failedStep, type Check } from '../../shared/domain/check.ts';
import { connectingCodes, identityCodes, type ErrorCode } from '../../shared/domain/error.ts';
import { hasArrived, type Transfer } from '../../shared/domain/transfer.ts';

/** What the program tells the script that called it. */
export const exitCodes = {
  allAccepted: 0,
  someNot: 1,
  wrongUsage: 2,
  notConnected: 3,
  identity: 4,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Of a failure on the way to a signed-in connection: the link may also break or fall silent there. */
export function exitCodeOfConnecting(code: ErrorCode): ExitCode {
  if (identityCodes.has(code)) return exitCodes.identity;
  if (code === 'link-lost' || code === 'link-stalled' || code === 'server-refused') {
    return exitCodes.notConnected;
  }
  return exitCodeOfFailure(code);
}

/** Of a failure at any other time. */
export function exitCodeOfFailure(code: ErrorCode): ExitCode {
  if (identityCodes.has(code)) return exitCodes.identity;
  return connectingCodes.has(code) ? exitCodes.notConnected : exitCodes.someNot;
}

/** Of connection checks: 0 only when every site is ready and every data port that was tried let through. */
export function exitCodeOfChecks(
  checks: readonly Pick<Check, 'steps' | 'verdict'>[],
  allPortsThrough: boolean,
): ExitCode {
  const failed = checks.flatMap((check) => failedStep(check) ?? []);
  const byIdentity = failed.some(
    ({ id, failure }) => id === 'identity' || (failure !== null && identityCodes.has(failure.code)),
  );
  if (byIdentity) return exitCodes.identity;
  const allReady = checks.every(({ verdict }) => verdict === 'ready');
  return allReady && allPortsThrough ? exitCodes.allAccepted : exitCodes.notConnected;
}

/**
 * Of messages: `failures` are why some were not accepted or not sent. A gateway that shows a page for people is
 * as good as not there.
 */
export function exitCodeOfSending(allWell: boolean, failures: readonly ErrorCode[]): ExitCode {
  if (allWell) return exitCodes.allAccepted;
  const codes = failures.map((code) =>
    code === 'gateway-page' ? exitCodes.notConnected : exitCodeOfFailure(code),
  );
  if (codes.includes(exitCodes.identity)) return exitCodes.identity;
  return codes.includes(exitCodes.notConnected) ? exitCodes.notConnected : exitCodes.someNot;
}

type Ended = Pick<Transfer, 'status' | 'failure'>;

/** Of a run's ended files; where skipping was chosen, one that was skipped is none that is missing: the reason that a person must act on first decides. No file at all is not "all accepted". */
export function exitCodeOfTransfers(transfers: readonly Ended[], mayBeSkipped = false): ExitCode {
  if (transfers.length === 0) return exitCodes.someNot;
  const missing = transfers.filter(
    ({ status }) => !hasArrived(status) && !(mayBeSkipped && status === 'skipped'),
  );
  if (missing.length === 0) return exitCodes.allAccepted;
  const codes = missing.map((each) =>
    each.failure === null ? exitCodes.someNot : exitCodeOfFailure(each.failure.code),
  );
  if (codes.includes(exitCodes.identity)) return exitCodes.identity;
  return codes.includes(exitCodes.notConnected) ? exitCodes.notConnected : exitCodes.someNot;
}
