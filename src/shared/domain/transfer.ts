import { z } from 'zod';
import { failureSchema } from './error.ts';

/**
 * `verified`, `accepted`, `unknown`, `failed` and `cancelled` are ends (see docs: how a file can end).
 * `skipped` is the end of a file whose name was there already and which the person chose to leave.
 * `interrupted`: the program ended while the file was under way; nothing goes on by itself.
 */
export const transferStatusSchema = z.enum([
  'waiting',
  'sending',
  'paused',
  'interrupted',
  'verified',
  'accepted',
  'unknown',
  'failed',
  'cancelled',
  'skipped',
]);
export type TransferStatus = z.infer<typeof transferStatusSchema>;

export const directionSchema = z.enum(['upload', 'download']);

/** Weakest last. CRC-32 and MD5 show damage, not tampering. */
export const checksumAlgorithms = ['sha-512', 'sha-256', 'sha-1', 'md5', 'crc-32'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** How an arrived file was compared with what the server has. */
export const verifiedBySchema = z.enum(['size', ...checksumAlgorithms]);
export type VerifiedBy = z.infer<typeof verifiedBySchema>;

/**
 * How much of an upload the server may have, whatever its status says: written down before it can be so.
 * `part`: something of it may lie at its place there. `all`: its last piece was about to be sent, so that
 * without the server's word its end is unknown.
 */
export const serverMayHaveSchema = z.enum(['nothing', 'part', 'all']);

/** One file on its way to a site (or back), as it is stored and shown. Times: ms since 1970; sizes: bytes. */
export const transferSchema = z.object({
  id: z.string(),
  siteId: z.string(),
  direction: directionSchema,
  localPath: z.string(),
  remotePath: z.string(),
  name: z.string(),
  size: z.number(),
  /** Changed-time of the local file when it was queued. */
  localModifiedAt: z.number().nullable(),
  /** The person said that an empty file is meant to be sent. */
  allowEmpty: z.boolean(),
  status: transferStatusSchema,
  serverMayHave: serverMayHaveSchema,
  /** Times it was begun again by itself, since a person last asked for it. */
  tries: z.number(),
  /** When it is begun again by itself; null: as soon as its turn comes. Only while it waits. */
  retryAt: z.number().nullable(),
  sentBytes: z.number(),
  /** Known from the pre-flight check on; after the end that of the bytes that were sent. */
  sha256: z.string().nullable(),
  /** HL7 messages in it, as the pre-flight check counted; null: not looked at, or no HL7. */
  messages: z.number().nullable(),
  /** Of a verified one. */
  verifiedBy: verifiedBySchema.nullable(),
  /** Of the identity that the server had shown. */
  fingerprint: z.string().nullable(),
  /** The server's own last word on the file. */
  reply: z.string().nullable(),
  failure: failureSchema.nullable(),
  queuedAt: z.number(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  /** Order in the queue. */
  position: z.number(),
  /** Which process owns it: the app's queue or one run of the command line. */
  owner: z.string(),
});
export type Transfer = Readonly<z.infer<typeof transferSchema>>;

/** Live figures of a transfer that is being sent; not stored. */
export interface TransferProgress {
  readonly id: string;
  readonly sentBytes: number;
  /** Bytes a second over the last seconds; null until known. */
  readonly speed: number | null;
  /** Seconds left; null until known. */
  readonly secondsLeft: number | null;
}

export const endedStatuses = [
  'verified',
  'accepted',
  'unknown',
  'failed',
  'cancelled',
  'skipped',
] as const satisfies readonly TransferStatus[];

export const hasEnded = (status: TransferStatus): boolean =>
  (endedStatuses as readonly TransferStatus[]).includes(status);

/** The two ends that mean "CIIS has it". */
export const hasArrived = (status: TransferStatus): boolean =>
  status === 'verified' || status === 'accepted';
