import { z } from 'zod';
import type { Failure } from './error.ts';

const line = (max: number) =>
  z
    .string()
    .max(max)
    // eslint-disable-next-line no-control-regex -- control characters are what is refused
    .refine((text) => !/[\u0000-\u001f\u007f]/.test(text), 'no control characters');

/** In the time zone of this computer, as the clock on the wall shows it. */
export const scheduleSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('daily'),
    at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter a time such as 17:30'),
    days: z.enum(['every-day', 'weekdays']),
  }),
  /** At 0:00, and every so many minutes after it. */
  z.object({ kind: z.literal('every'), minutes: z.number().int().min(1).max(1440) }),
]);
export type Schedule = Readonly<z.infer<typeof scheduleSchema>>;

export const ruleStartSchema = z.discriminatedUnion('kind', [
  /** As soon as a file of the folder has not changed for so long. */
  z.object({ kind: z.literal('watch') }),
  z.object({
    kind: z.literal('schedule'),
    schedule: scheduleSchema,
    /** What was missed while the computer slept or the program did not run is done once, late. */
    runMissed: z.boolean(),
  }),
]);

export const ruleSettingsSchema = z.object({
  name: line(80).trim().min(1, 'Enter a name for the rule'),
  /** Of files, or a real-time gateway. */
  siteId: z.string().min(1, 'Choose a site').max(64),
  /** On this computer or its network, absolute. Its subfolders are left alone. */
  folder: line(1024).trim().min(1, 'Choose a folder'),
  /** File names, whatever the case: "*" and "?", several with ";" between them. */
  pattern: line(200).trim().min(1, 'Enter which files, for example *.hl7'),
  /** A folder of the site; empty: the one that the site opens. Without meaning for a gateway. */
  to: line(1024),
  start: ruleStartSchema,
  /** A file is taken when its size and time have not changed for this long. */
  steadySeconds: z.number().int().min(1).max(3600),
  /** `move`: into Sent\yyyy-mm or Refused beside the files. No rule ever deletes a file. */
  afterwards: z.enum(['move', 'leave']),
  notify: z.enum(['failures', 'all', 'nothing']),
  paused: z.boolean(),
});
export type RuleSettings = Readonly<z.infer<typeof ruleSettingsSchema>>;

/** Files of a folder that are sent to a site without anybody asking. */
export type Rule = RuleSettings & { readonly id: string; readonly position: number };

/**
 * `done`: every file that was there arrived (or there was none). `some-not`: at least one was refused, failed
 * or is unknown. `failed`: nothing could be done; `failure` says why. `interrupted`: the program ended first.
 */
export const ruleRunOutcomes = ['done', 'some-not', 'failed', 'interrupted'] as const;
export type RuleRunOutcome = (typeof ruleRunOutcomes)[number];

export interface RuleRunCounts {
  /** Files that arrived. */
  readonly sent: number;
  /** That went to the site before, and were not sent again. */
  readonly known: number;
  /** That the pre-flight check or the server refused. */
  readonly refused: number;
  /** That did not arrive; they stay where they are and are tried at the next run. */
  readonly failed: number;
  /** That may have arrived; they stay where they are and are not sent again by a rule. */
  readonly unknown: number;
}

export interface RuleRun extends RuleRunCounts {
  readonly id: number;
  readonly ruleId: string;
  readonly startedAt: number;
  /** Null while it runs. */
  readonly endedAt: number | null;
  /** Null while it runs. */
  readonly outcome: RuleRunOutcome | null;
  readonly failure: Failure | null;
  /** One sentence about each file that did not arrive, its name first; no more than 50. */
  readonly notes: readonly string[];
}

export interface RuleView extends Rule {
  /** Null: it is paused, or it watches. */
  readonly nextRunAt: number | null;
  /** The latest; null: it has not run. A run without any file is not kept. */
  readonly lastRun: RuleRun | null;
  /** When a run last ended `done`. */
  readonly lastSuccessAt: number | null;
  /** Why it can't do its work now (the folder is not there, another program runs the rule); null: it can. */
  readonly trouble: Failure | null;
}

export const newRuleSettings = (): RuleSettings => ({
  name: '',
  siteId: '',
  folder: '',
  pattern: '*.hl7',
  to: '',
  start: { kind: 'watch' },
  steadySeconds: 30,
  afterwards: 'move',
  notify: 'failures',
  paused: false,
});
