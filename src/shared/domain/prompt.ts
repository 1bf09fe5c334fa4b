import { z } from 'zod';
import { inspectionSchema } from './inspection.ts';
import { acceptedIdentitySchema, presentedIdentitySchema } from './identity.ts';

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
  /** Files for which the pre-flight check has a question; those that may not be sent at all are not among them. */
  z.object({
    kind: z.literal('preflight'),
    id: z.string(),
    siteId: z.string(),
    files: z.array(z.object({ name: z.string(), inspection: inspectionSchema })),
  }),
  z.object({
    kind: z.literal('file-exists'),
    id: z.string(),
    siteId: z.string(),
    name: z.string(),
    remotePath: z.string(),
    remoteSize: z.number(),
    remoteModifiedAt: z.number().nullable(),
    localSize: z.number(),
    localModifiedAt: z.number().nullable(),
    /** How many more files of the queue may raise the same question. */
    more: z.number(),
  }),
]);
export type Prompt = Readonly<z.infer<typeof promptSchema>>;
export type PromptKind = Prompt['kind'];

export const promptAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('no') }),
  /** identity-new, empty-files, preflight: yes. identity-changed is only answered yes in Site Manager's deliberate act. */
  z.object({ kind: z.literal('yes') }),
  z.object({ kind: z.literal('password'), password: z.string().max(1024), remember: z.boolean() }),
  z.object({
    kind: z.literal('exists'),
    choice: z.enum(['overwrite', 'skip', 'rename']),
    forAll: z.boolean(),
  }),
]);
export type PromptAnswer = Readonly<z.infer<typeof promptAnswerSchema>>;
