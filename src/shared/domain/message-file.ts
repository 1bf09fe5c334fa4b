import { z } from 'zod';
import type { Failure } from './error.ts';
import type { Inspection } from './inspection.ts';
import type { Acknowledgement, Verdict } from './message.ts';

/** How the letters of a file are read, where it does not say so itself. */
export const letterSetSchema = z.enum(['utf-8', 'windows-1252']);
export type LetterSet = z.infer<typeof letterSetSchema>;

/** A file of HL7 messages that is open on the Messages screen. */
export interface MessageFile {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly size: number;
  /** Null while it is read. */
  readonly inspection: Inspection | null;
  /** Why it could not be read. */
  readonly failure: Failure | null;
  /** Messages found so far. */
  readonly messages: number;
  readonly letters: LetterSet;
}

/**
 * - `waiting`: its turn in a run will come. `answered`: the gateway said something (`verdict`).
 * - `failed`: it did not get there, and surely so. `unknown`: it may have: never resent by itself.
 */
export const messageStates = [
  'not-sent',
  'waiting',
  'sending',
  'answered',
  'failed',
  'unknown',
  'cancelled',
] as const;
export type MessageState = (typeof messageStates)[number];

/** One message in the list. */
export interface MessageRow {
  /** From 0, in the order of the file. */
  readonly index: number;
  /** Of its first segment, from 1. */
  readonly line: number;
  /** MSH-9, for example VXU^V04. */
  readonly type: string;
  readonly controlId: string;
  readonly processingId: string;
  /** Of the patient; only where the setting is on. */
  readonly initials: string | null;
  readonly state: MessageState;
  readonly verdict: Verdict | null;
  /** Codes the registry gave (0357), for example 101, 207. */
  readonly codes: readonly string[];
  /** Why it failed or is unknown. */
  readonly failure: Failure | null;
}

export const rowFilterSchema = z.enum(['all', 'not-sent', 'remarks', 'refused', 'trouble']);
/** `refused`: not accepted. `trouble`: no proper answer, failed or unknown. */
export type RowFilter = z.infer<typeof rowFilterSchema>;

export interface MessageRows {
  /** That fit filter and search. */
  readonly total: number;
  readonly rows: readonly MessageRow[];
}

export interface FieldView {
  /** 1 for PID-1. */
  readonly position: number;
  /** What HL7 2.5.1 calls it; null for one it does not know. */
  readonly name: string | null;
  /** As it is in the message, escapes and all. */
  readonly value: string;
}

export interface SegmentView {
  readonly name: string;
  readonly title: string | null;
  readonly line: number;
  /** Which of the segments with that name, from 1. */
  readonly sequence: number;
  /** Without empty ones at the end. */
  readonly fields: readonly FieldView[];
}

/** A message to read. Its content goes to the window and nowhere else. */
export interface MessageView {
  readonly index: number;
  readonly segments: readonly SegmentView[];
}

/** What came back for a message. */
export interface AnswerView {
  readonly acknowledgement: Acknowledgement;
  /** The answer's own segments (RSP: what was asked for). Empty for no proper answer. */
  readonly segments: readonly SegmentView[];
  /** The first line of what came instead of a proper answer, safe to show. */
  readonly firstLine: string | null;
  readonly receivedAt: number;
}

/**
 * What is to be sent of a file. `all`: but those the registry may have already, as nobody can tell;
 * `every`: those too, and `some`, which names them: a person was asked. `refused`: those not accepted;
 * `unsent`: those that were not sent or failed.
 */
export const selectionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('every') }),
  z.object({ kind: z.literal('unsent') }),
  z.object({ kind: z.literal('refused') }),
  z.object({
    kind: z.literal('some'),
    indexes: z.array(z.number().int().min(0)).min(1).max(1_000_000),
  }),
]);
export type Selection = Readonly<z.infer<typeof selectionSchema>>;

export interface RunCounts {
  readonly total: number;
  readonly waiting: number;
  readonly sending: number;
  readonly accepted: number;
  readonly remarks: number;
  readonly refused: number;
  readonly noAnswer: number;
  readonly unknown: number;
  readonly failed: number;
}

/** Sending some messages of a file to a site. */
export interface SendRun {
  readonly id: string;
  readonly fileId: string;
  readonly siteId: string;
  readonly status: 'running' | 'paused' | 'stopped' | 'done';
  readonly counts: RunCounts;
  /** Why it stopped or waits by itself: a refused login, a gateway that is down. */
  readonly failure: Failure | null;
  /** When it goes on by itself, ms since 1970. */
  readonly resumesAt: number | null;
  readonly startedAt: number;
}

export interface MessagesSnapshot {
  readonly files: readonly MessageFile[];
  /** The last one of each file. */
  readonly runs: readonly SendRun[];
}
