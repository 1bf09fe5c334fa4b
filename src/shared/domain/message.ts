import { z } from 'zod';

/** What the registry's answer means for one message. */
export const verdictSchema = z.enum([
  'accepted',
  'accepted-with-remarks',
  'not-accepted',
  'no-proper-answer',
]);
export type Verdict = z.infer<typeof verdictSchema>;

export const verdictNames: Readonly<Record<Verdict, string>> = {
  accepted: 'Accepted',
  'accepted-with-remarks': 'Accepted with remarks',
  'not-accepted': 'Not accepted',
  'no-proper-answer': 'No proper answer',
};

/** What an error points at, counted from 1; null where the registry did not say. */
export const errorLocationSchema = z.object({
  segment: z.string(),
  /** Which of the segments with that name. */
  sequence: z.number().nullable(),
  field: z.number().nullable(),
  repetition: z.number().nullable(),
  component: z.number().nullable(),
  subcomponent: z.number().nullable(),
});
export type ErrorLocation = Readonly<z.infer<typeof errorLocationSchema>>;

/** HL7 table 0516: error (data lost), fatal, warning (possible loss), information. */
export const severitySchema = z.enum(['E', 'F', 'W', 'I']);

/** One thing the registry reported. `text` may name a patient: it is shown and never logged. */
export const reportedErrorSchema = z.object({
  severity: severitySchema.nullable(),
  /** HL7 table 0357. */
  code: z.string().nullable(),
  /** HL7 table 0533, or one of the registry's own. */
  applicationCode: z.string().nullable(),
  text: z.string().nullable(),
  locations: z.array(errorLocationSchema),
});
export type ReportedError = Readonly<z.infer<typeof reportedErrorSchema>>;

/** HL7 table 0208, and TM (too many matches) of the national guide. */
export const queryStatusSchema = z.enum(['OK', 'NF', 'TM', 'AE', 'AR']);
export type QueryStatus = z.infer<typeof queryStatusSchema>;

/** HL7 table 0008. */
export const acknowledgementCodeSchema = z.enum(['AA', 'AE', 'AR', 'CA', 'CE', 'CR']);
export type AcknowledgementCode = z.infer<typeof acknowledgementCodeSchema>;

/** Why an answer is no proper one. */
export const answerProblemSchema = z.enum([
  'empty',
  /** Human text, a web page, base64 ... */
  'not-hl7',
  /** HL7, but it acknowledges nothing. */
  'no-acknowledgement',
  /** An acknowledgement with a code we don't know, or one that only says it was received. */
  'unknown-code',
]);
export type AnswerProblem = z.infer<typeof answerProblemSchema>;

/** The registry's answer to one message. `texts` and the errors' texts are shown and never logged. */
export const acknowledgementSchema = z.object({
  verdict: verdictSchema,
  /** Only with `no-proper-answer`. */
  problem: answerProblemSchema.nullable(),
  /** MSA-1; the gravest where there are several. */
  code: acknowledgementCodeSchema.nullable(),
  /** MSA-2. */
  controlId: z.string().nullable(),
  /** A remark, no more: CIIS has been seen to answer without any. */
  controlIdMatches: z.boolean(),
  queryStatus: queryStatusSchema.nullable(),
  /** MSA-3, for people. */
  texts: z.array(z.string()),
  errors: z.array(reportedErrorSchema),
  /** How it was written. URL-encoded is unusual, and was undone. */
  form: z.enum(['plain', 'url-encoded', 'base64']),
});
export type Acknowledgement = Readonly<z.infer<typeof acknowledgementSchema>>;
