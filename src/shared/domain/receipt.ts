import { z } from 'zod';
import { failureSchema } from './error.ts';
import { protocolSchema } from './protocol.ts';
import { directionSchema, transferStatusSchema, verifiedBySchema } from './transfer.ts';

/** How a file (see transfer.ts) or a message sent in real time can end. */
export const outcomeSchema = z.enum([
  ...transferStatusSchema.extract([
    'verified',
    'accepted',
    'unknown',
    'failed',
    'cancelled',
    'skipped',
  ]).options,
  'accepted-with-remarks',
  'not-accepted',
  'no-proper-answer',
]);
export type Outcome = z.infer<typeof outcomeSchema>;

/** The outcomes that mean "CIIS has it". */
export const arrivedOutcomes = [
  'verified',
  'accepted',
  'accepted-with-remarks',
] as const satisfies readonly Outcome[];

/**
 * The record of one file or message at its end. It is written with the end itself and never changed:
 * a file that is sent again has one more. It says nothing of what is in a file. Times: ms since 1970.
 */
export const receiptSchema = z.object({
  /** Rising with the time of the end. */
  id: z.number(),
  kind: z.enum(['file', 'message']),
  direction: directionSchema,
  outcome: outcomeSchema,
  startedAt: z.number().nullable(),
  endedAt: z.number(),
  siteId: z.string(),
  /** As the site was then: it may be another one now, or gone. */
  siteLabel: z.string(),
  protocol: protocolSchema,
  host: z.string(),
  port: z.number(),
  /** Whose account at the site. */
  username: z.string(),
  /** Of the identity that the server had shown; null: none was reached. */
  fingerprint: z.string().nullable(),
  /** The file's name below the folder it was sent to, or the message's control ID. */
  name: z.string(),
  /** The file on this computer; of a message the file it was in. */
  localPath: z.string(),
  /** Changed-time of the local file as it was sent; null: not known. */
  localModifiedAt: z.number().nullable(),
  /** Where the file went on the server; null for a message. */
  remotePath: z.string().nullable(),
  /** Bytes; null for a message. */
  size: z.number().nullable(),
  /** Of the bytes that were sent, lower-case hex; null where not all of them were read. */
  sha256: z.string().nullable(),
  /** HL7 messages; null: unknown. */
  messages: z.number().nullable(),
  /** Of a verified file. */
  verifiedBy: verifiedBySchema.nullable(),
  /** The server's last word; of a message the codes of its answer (never its text, which may name patients). */
  reply: z.string().nullable(),
  failure: failureSchema.nullable(),
  /** Who was signed in on this computer, and its name. */
  sentBy: z.string(),
  computer: z.string(),
  /** Of the program. */
  version: z.string(),
});
export type Receipt = Readonly<z.infer<typeof receiptSchema>>;

/** What a list of receipts shows. All that is null is not asked for. */
export const historyFilterSchema = z.object({
  /** In the name, or the beginning of the SHA-256; whatever the case. */
  text: z.string().max(200),
  siteId: z.string().max(64).nullable(),
  outcomes: z.array(outcomeSchema).max(outcomeSchema.options.length).nullable(),
  /** Ended at or after, and before. */
  from: z.number().nullable(),
  to: z.number().nullable(),
});
export type HistoryFilter = Readonly<z.infer<typeof historyFilterSchema>>;

export const everything: HistoryFilter = {
  text: '',
  siteId: null,
  outcomes: null,
  from: null,
  to: null,
};

/** Newest first. For a text of one or two characters it may be short, or empty, before the last. */
export interface HistoryPage {
  readonly receipts: readonly Receipt[];
  /** What to give for the next page; null: this is the last. */
  readonly next: number | null;
}

/** How many receipts fit a filter; counting stops at `atLeast`. */
export type HistoryCount =
  | { readonly kind: 'exactly'; readonly count: number }
  | { readonly kind: 'at-least'; readonly count: number };

/** That the same content went to the site before. */
export const sentBeforeSchema = z.object({
  at: z.number(),
  outcome: outcomeSchema,
  /** Under which name. */
  name: z.string(),
});
export type SentBefore = Readonly<z.infer<typeof sentBeforeSchema>>;

/** The last sending of a file of this computer: it is still what was sent where it has this size and time. */
export interface SentFile extends SentBefore {
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
}
