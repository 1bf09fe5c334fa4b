import { z } from 'zod';
import { failureSchema } from './error.ts';
import { inspectionSchema } from './inspection.ts';
import { acceptedIdentitySchema, presentedIdentitySchema } from './identity.ts';
import { sentBeforeSchema } from './receipt.ts';
import { onExistsSchema } from './site.ts';

/** A question from the main process. It ends with an answer, or is withdrawn; no answer means no. */
export const promptSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('identity-new'),
    id: z.string(),
    siteId: z.string(),
    host: z.string(),
    port: z.number(),
    presented: presentedIdentitySchema,
  }),
  z.object({
    kind: z.literal('identity-changed'),
    id: z.string(),
    siteId: z.string(),
    host: z.string(),
    port: z.number(),
    presented: presentedIdentitySchema,
    accepted: acceptedIdentitySchema,
  }),
  z.object({
    kind: z.literal('password'),
    id: z.string(),
    siteId: z.string(),
    host: z.string(),
    username: z.string(),
    /** Whether it can be kept in the keychain; if not, why. */
    canRemember: z.boolean(),
    /** Asks for the passphrase of a private key instead. */
    passphrase: z.boolean(),
  }),
  z.object({
    kind: z.literal('empty-files'),
    id: z.string(),
    siteId: z.string(),
    names: z.array(z.string()),
  }),
  /**
   * Files for which the pre-flight check has a question (`inspection`), or whose content went to this site
   * before (`sentBefore`) or is on its way to it (`copyOf`: the name of that other file); those that may
   * not be sent at all are not among them.
   */
  z.object({
    kind: z.literal('preflight'),
    id: z.string(),
    siteId: z.string(),
    files: z.array(
      z.object({
        name: z.string(),
        inspection: inspectionSchema.nullable(),
        sentBefore: sentBeforeSchema.nullable(),
        copyOf: z.string().nullable(),
      }),
    ),
  }),
  /** Files whose end is unknown are to be sent again. `there`: what the server says about their names now. */
  z.object({
    kind: z.literal('send-again'),
    id: z.string(),
    siteId: z.string(),
    files: z.array(
      z.object({
        name: z.string(),
        remotePath: z.string(),
        size: z.number(),
        there: z.discriminatedUnion('kind', [
          z.object({
            kind: z.literal('there'),
            size: z.number(),
            modifiedAt: z.number().nullable(),
          }),
          /** Not there, or not to be seen: it may have been collected. */
          z.object({ kind: z.literal('not-seen') }),
          z.object({ kind: z.literal('not-asked'), failure: failureSchema }),
        ]),
      }),
    ),
  }),
  /** Sign-ins were refused lately; one more may lock the account. */
  z.object({
    kind: z.literal('sign-in-again'),
    id: z.string(),
    siteId: z.string(),
    host: z.string(),
    username: z.string(),
    /** Within the last five minutes. */
    refused: z.number(),
  }),
  z.object({
    kind: z.literal('file-exists'),
    id: z.string(),
    siteId: z.string(),
    name: z.string(),
    remotePath: z.string(),
    /** Null: the server says that the name is taken, and shows no more. */
    remoteSize: z.number().nullable(),
    remoteModifiedAt: z.number().nullable(),
    localSize: z.number(),
    localModifiedAt: z.number().nullable(),
    /** Whether what is there is the beginning of the file: `unknown` where it can't be read back. */
    beginning: z.enum(['same', 'other', 'unknown']),
    /** Names that are free, as far as can be seen: with the time, and with a number. */
    names: z.object({ renamed: z.string(), numbered: z.string() }),
    /** How many more files of the queue may raise the same question. */
    more: z.number(),
  }),
]);
export type Prompt = Readonly<z.infer<typeof promptSchema>>;
export type PromptKind = Prompt['kind'];

export const promptAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('no') }),
  /** identity-new, empty-files, preflight, send-again, sign-in-again: yes. identity-changed is only answered yes in Site Manager's deliberate act. */
  z.object({ kind: z.literal('yes') }),
  /** preflight: yes to those of its files (their places in the list, from 0), no to the others. */
  z.object({ kind: z.literal('only'), files: z.array(z.number().int().min(0)) }),
  z.object({ kind: z.literal('password'), password: z.string().max(1024), remember: z.boolean() }),
  z.object({
    kind: z.literal('exists'),
    choice: onExistsSchema.exclude(['ask']),
    /** With `rename`: the name that the person typed; null: with the time of sending. */
    name: z
      .string()
      .min(1)
      .max(255)
      .refine((text) => !/[\p{Cc}/\\]/u.test(text) && text !== '.' && text !== '..', 'a name')
      .nullable(),
    forAll: z.boolean(),
  }),
]);
export type PromptAnswer = Readonly<z.infer<typeof promptAnswerSchema>>;
