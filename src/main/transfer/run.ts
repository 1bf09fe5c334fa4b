import type { AppError, Failure } from '../../shared/domain/error.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Transfer, VerifiedBy } from '../../shared/domain/transfer.ts';
import type { Connection } from '../transport/transport.ts';
import type { Gate } from './gate.ts';
import type { Prepared } from './transition.ts';

/** One transfer under way, as the queue hands it over. */
export interface Run {
  readonly transfer: Transfer;
  readonly site: Site;
  readonly signal: AbortSignal;
  readonly gate: Gate;
  /**
   * Writes down what is about to be sent, and that the server may have a part of it from now on.
   * Rejects AppError `storage-failed`: then nothing may be sent.
   */
  readonly prepared: (facts: Prepared) => Promise<void>;
  /** Writes down that the server may have the whole file from now on. Rejects as `prepared` does. */
  readonly lastPiece: () => Promise<void>;
  /** Resolves when the site's speed limit lets so many more bytes go. Rejects `cancelled`. */
  readonly mayPass: (bytes: number, signal: AbortSignal) => Promise<void>;
  readonly progress: (sentBytes: number) => void;
  /** All of it is written; it waits for the server's last word and makes room for another one. */
  readonly written: () => void;
  /** Throws why the site could not be connected to, if that was found out since the run began: one attempt is for all. */
  readonly mayConnect: () => void;
  /** Told whenever there is a connection for it. */
  readonly connected: () => void;
  /** How many more files of the site wait. */
  readonly more: () => number;
}

/** A run on its way through the runner. */
export interface Leg extends Run {
  /** Runs work on a connection of the site. */
  readonly use: <T>(
    work: (connection: Connection, signal: AbortSignal) => Promise<T>,
  ) => Promise<T>;
  readonly note: (kind: 'info' | 'error', text: string) => void;
}

/** What is known of the server when a file has ended. */
export interface ServerFacts {
  readonly fingerprint: string | null;
}

export type Outcome = Ended & ServerFacts;

/** How a run ended, before it is known on which server. */
export type Ended =
  | {
      readonly kind: 'finish';
      readonly status: 'verified' | 'accepted' | 'unknown' | 'skipped';
      readonly sentBytes: number;
      readonly sha256: string | null;
      readonly reply: string | null;
      /** With `unknown`, why; else what a person should know of a file that arrived all the same. */
      readonly failure: Failure | null;
      readonly verifiedBy: VerifiedBy | null;
    }
  | {
      readonly kind: 'fail';
      readonly failure: Failure;
      readonly sentBytes: number;
      readonly sha256: string | null;
      readonly reply: string | null;
      /** The site could not be connected to: the same would happen to every other file of it. */
      readonly noConnection: boolean;
      /** The server would not open it, so that what is there is not ours. Else it may have a part. */
      readonly serverMayHave?: 'nothing';
    }
  | { readonly kind: 'cancel'; readonly sentBytes: number };

/** For steps after the server has the whole file: the person's "stop" comes too late for them. */
export const unstoppable = new AbortController().signal;

/** Whether a failed step says something about the link, not only about the step. */
export const linkIsGone = (connection: Connection, signal: AbortSignal, error: AppError): boolean =>
  signal.aborted || !connection.usable || error.code === 'cancelled';
