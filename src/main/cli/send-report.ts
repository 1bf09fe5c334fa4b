import { basename } from 'node:path';
import { aboutSite, type ErrorContext } from '../../shared/domain/error-text.ts';
import type { Failure } from '../../shared/domain/error.ts';
import type { Inspection } from '../../shared/domain/inspection.ts';
import type { Site } from '../../shared/domain/site.ts';
import { exitCodeOfSending, type ExitCode } from './exit-codes.ts';
import { jsonInspection } from './findings-text.ts';
import {
  jsonMessage,
  plainMessage,
  plainSendSummary,
  summarizeMessages,
  type EndVerdict,
  type MessageEnd,
} from './message-end.ts';
import { jsonError, plainFailure } from './output.ts';
import { printable } from './printable.ts';
import type { Screen } from './screen.ts';

/** Tells each message's end once, in words or in JSON, and the sum. */
export class SendReport {
  readonly #screen: Screen;
  readonly #about: ErrorContext;
  readonly #json: boolean;
  readonly #counts: Record<EndVerdict, number> = {
    accepted: 0,
    'accepted-with-remarks': 0,
    'not-accepted': 0,
    'no-proper-answer': 0,
    unknown: 0,
    'not-sent': 0,
  };
  readonly #failures = new Set<Failure['code']>();
  #allWell = true;
  #lastFile = '';
  #lastReason = '';

  constructor(screen: Screen, site: Site, keychain: string, json: boolean) {
    this.#screen = screen;
    this.#about = { ...aboutSite(site), keychain };
    this.#json = json;
  }

  /** Nothing of this file was sent. */
  fileLeft(file: string, inspection: Inspection | null, failure: Failure): void {
    this.#note(failure);
    this.#counts['not-sent'] += inspection?.messages ?? 0;
    const about = this.#aboutFile(file);
    if (this.#json) {
      const found = inspection === null ? { messages: 0 } : jsonInspection(inspection);
      const error = jsonError(failure, about, file);
      this.#screen.result(JSON.stringify({ event: 'file', file, ...found, error }));
    } else {
      this.#screen.result(`${printable(file)}\n${plainFailure(failure, about, '    ')}`);
    }
  }

  message(end: MessageEnd): void {
    this.#counts[end.verdict] += 1;
    if (end.failure !== null) this.#note(end.failure);
    else if (!end.verdict.startsWith('accepted')) this.#allWell = false;
    const about = this.#aboutFile(end.file);
    if (this.#json) {
      this.#screen.result(jsonMessage(end, about));
      return;
    }
    if (end.file !== this.#lastFile) this.#screen.result(printable(end.file));
    this.#lastFile = end.file;
    this.#screen.result(this.#withoutRepeating(end, plainMessage(end, about)));
  }

  sum(): ExitCode {
    const exitCode = exitCodeOfSending(this.#allWell, [...this.#failures]);
    const summary = summarizeMessages(this.#counts, exitCode);
    this.#screen.result(
      this.#json ? JSON.stringify({ event: 'summary', ...summary }) : plainSendSummary(summary),
    );
    return exitCode;
  }

  /** No file was there. */
  nothing(): void {
    this.#allWell = false;
    this.#screen.problem('There was no file to send.');
  }

  /** Something went wrong that belongs to no one message. */
  failed(failure: Failure): void {
    this.#note(failure);
  }

  #note({ code }: Failure): void {
    this.#allWell = false;
    this.#failures.add(code);
  }

  #aboutFile(file: string): ErrorContext {
    return { ...this.#about, file: printable(basename(file)) };
  }

  /** A hundred messages that a refused sign-in left behind say why once. */
  #withoutRepeating({ failure }: MessageEnd, text: string): string {
    const reason = failure === null ? '' : `${failure.code} ${failure.detail}`;
    if (reason !== '' && reason === this.#lastReason) {
      return `${text.split('\n')[0] ?? ''}  (for the same reason)`;
    }
    this.#lastReason = reason;
    return text;
  }
}
