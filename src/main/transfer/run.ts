import type { AppError, Failure } from '../../shared/domain/error.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import type { Connection } from '../transport/transport.ts';
import type { Gate } from './gate.ts';
import type { Prepared } from './transition.ts';

/** One transfer under way, as the queue hands it over. */
export interface Run {
  readonly transfer: Transfer;
  readonly site: Site;
  readonly signal: AbortSignal;
  readonly gate: Gate;
  /** Writes down what is about to be sent; throws AppError `storage-failed`, then nothing may be sent. */
  readonly prepared: (facts: Prepared) => void;
  readonly progress: (sentBytes: number) => void;
  /** Throws why the site could not be connected to, if that was found out since the run began: one attempt is for all. */
  readonly mayConnect: () => void;
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

export type Outcome =
  | {
      readonly kind: 'finish';
      readonly status: 'verified' | 'accepted' | 'unknown' | 'skipped';
      readonly sentBytes: number;
      readonly sha256: string | null;
      readonly reply: string | null;
      readonly failure: Failure | null;
    }
  | {
      readonly kind: 'fail';
      readonly failure: Failure;
      readonly sentBytes: number;
      readonly sha256: string | null;
      readonly reply: string | null;
      /** The site could not be connected to: the same would happen to every other file of it. */
      readonly noConnection: boolean;
    }
  | { readonly kind: 'cancel'; readonly sentBytes: number };

/** For steps after the server has the whole file: the person's "stop" comes too late for them. */
export const unstoppable = new AbortController().signal;

/** Whether a failed step says something about the link, not only about the step. */
export const linkIsGone = (connection: Connection, signal: AbortSignal, error: AppError): boolean =>
  signal.aborted || !connection.usable || error.code === 'cancelled';
