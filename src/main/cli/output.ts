import {
  describeFailure,
  type ErrorContext,
  type ErrorText,
} from '../../shared/domain/error-text.ts';
import type { Failure } from '../../shared/domain/error.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import type { ExitCode } from './exit-codes.ts';
import { printable } from './printable.ts';
import { sizeText } from './size-text.ts';

/** How a file can end, as the command line reports it. */
export type EndStatus = 'verified' | 'accepted' | 'unknown' | 'failed' | 'cancelled' | 'skipped';

/** The end of one file. `remotePath` is null for a file that never had a place on the server. */
export interface FileEnd {
  readonly file: string;
  readonly remotePath: string | null;
  readonly status: EndStatus;
  readonly bytes: number;
  readonly sha256: string | null;
  readonly reply: string | null;
  readonly failure: Failure | null;
}

export interface Summary {
  readonly total: number;
  readonly verified: number;
  readonly accepted: number;
  readonly unknown: number;
  readonly failed: number;
  readonly cancelled: number;
  /** Left out, because a file of that name was there. */
  readonly skipped: number;
  readonly bytes: number;
  readonly exitCode: ExitCode;
}

export function fileEnd(transfer: Transfer): FileEnd {
  return {
    file: transfer.localPath,
    remotePath: transfer.remotePath,
    status: endStatus(transfer),
    bytes: transfer.sentBytes,
    sha256: transfer.sha256,
    reply: transfer.reply,
    failure: transfer.failure,
  };
}

function endStatus({ status }: Transfer): EndStatus {
  switch (status) {
    case 'verified':
    case 'accepted':
    case 'unknown':
    case 'failed':
    case 'cancelled':
    case 'skipped':
      return status;
    case 'interrupted':
      return 'unknown';
    case 'waiting':
    case 'sending':
    case 'paused':
      return 'cancelled';
  }
}

export function summarize(ends: readonly FileEnd[], exitCode: ExitCode): Summary {
  const count = (status: EndStatus): number => ends.filter((each) => each.status === status).length;
  return {
    total: ends.length,
    verified: count('verified'),
    accepted: count('accepted'),
    unknown: count('unknown'),
    failed: count('failed'),
    cancelled: count('cancelled'),
    skipped: count('skipped'),
    bytes: ends
      .filter((each) => each.status === 'verified' || each.status === 'accepted')
      .reduce((sum, each) => sum + each.bytes, 0),
    exitCode,
  };
}

/** One line of JSON, without its line end. Server text in it is escaped by JSON itself. */
export function jsonTransfer(end: FileEnd, about: ErrorContext): string {
  const { failure, ...rest } = end;
  return JSON.stringify({ event: 'transfer', ...rest, error: jsonError(failure, about, end.file) });
}

export function jsonSummary(summary: Summary): string {
  return JSON.stringify({ event: 'summary', ...summary });
}

/** A failure as it is in every line of JSON: code, sentence, next step, detail. */
export function jsonError(
  failure: Failure | null,
  about: ErrorContext,
  file: string,
): object | null {
  if (failure === null) return null;
  const { sentence, nextStep } = describe(failure, { ...about, file: baseName(file) });
  return { code: failure.code, sentence, nextStep, detail: printable(failure.detail) };
}

const words: Readonly<Record<EndStatus, string>> = {
  verified: 'Accepted and checked',
  accepted: 'Accepted, not checkable',
  unknown: 'Unknown',
  failed: 'Failed',
  cancelled: 'Stopped',
  skipped: 'Skipped, name was there',
};
const wordWidth = Math.max(...Object.values(words).map((word) => word.length));

/** A file's end for a person: one line, and below it why and what to do. */
export function plainTransfer(end: FileEnd, about: ErrorContext): string {
  const name = printable(end.file);
  const where = end.remotePath === null ? '' : `  to  ${printable(end.remotePath)}`;
  const size =
    end.status === 'failed' || end.status === 'skipped' ? '' : `  ${sizeText(end.bytes)}`;
  const line = `${words[end.status].padEnd(wordWidth)}  ${name}${size}${where}`;
  if (end.failure === null) return line;
  return `${line}\n${plainFailure(end.failure, { ...about, file: baseName(end.file) }, '    ')}`;
}

/** Sentence and next step, and apart from them the technical detail. */
export function plainFailure(failure: Failure, about: ErrorContext = {}, indent = ''): string {
  const { sentence, nextStep } = describe(failure, about);
  const detail = failure.detail === '' ? failure.code : `${failure.code}: ${failure.detail}`;
  return [`${sentence} ${nextStep}`, `Details: ${detail}`]
    .map((line) => indent + printable(line))
    .join('\n');
}

export function plainSummary(summary: Summary): string {
  const { total, accepted, verified, unknown, failed, cancelled, skipped, bytes } = summary;
  const files = total === 1 ? '1 file' : `${total} files`;
  const counts = [
    [verified, 'accepted and checked'],
    [accepted, 'accepted, not checkable'],
    [unknown, 'unknown: look before you send again'],
    [failed, 'failed'],
    [cancelled, 'stopped'],
    [skipped, 'skipped, since a file of the name was there'],
  ] as const;
  const parts = counts.filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`);
  const sent = verified + accepted > 0 ? ` (${sizeText(bytes)})` : '';
  return parts.length === 0 ? `${files}.` : `${files}: ${parts.join(', ')}${sent}.`;
}

/** Where to enter a password here; the other sentences fit both the window and the command line. */
export const passwordHint =
  'Keep one with "ciis-connect password set", or give it in CIIS_CONNECT_PASSWORD or by --password-stdin.';

function describe(failure: Failure, about: ErrorContext): ErrorText {
  // "the keyring of this computer" begins a sentence.
  const keychain = about.keychain?.replace(/^./u, (first) => first.toUpperCase());
  const text = describeFailure(failure, { ...about, keychain });
  return failure.code === 'password-missing' ? { ...text, nextStep: passwordHint } : text;
}

function baseName(path: string): string {
  const name = path.split(/[\\/]/).findLast((part) => part !== '');
  return printable(name ?? path);
}
