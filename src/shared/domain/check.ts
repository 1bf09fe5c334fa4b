import { z } from 'zod';
import { failureSchema, type Failure } from './error.ts';
import type { Protocol } from './protocol.ts';
import type { Site } from './site.ts';

/** The steps of a connection check, from the name to what the service does. */
export const stepIds = [
  'name',
  'port',
  'secure-link',
  'identity',
  'sign-in',
  'folder',
  'data-ports',
  'description',
  'connectivity-test',
  'page',
] as const;
export const stepIdSchema = z.enum(stepIds);
export type StepId = (typeof stepIds)[number];

const reaching = ['name', 'port', 'secure-link', 'identity'] as const;

/** Which steps a check of each protocol has, in order. */
export const stepsOf: Readonly<Record<Protocol, readonly StepId[]>> = {
  sftp: [...reaching, 'sign-in', 'folder'],
  ftps: [...reaching, 'sign-in', 'folder', 'data-ports'],
  soap: [...reaching, 'description', 'connectivity-test'],
  web: [...reaching, 'page'],
};

/** How a step can end. `warn`: it works, and there is something to know. `skipped`: on purpose, `reason` says why. */
export const stepOutcomes = ['ok', 'warn', 'failed', 'skipped', 'not-reached'] as const;
export type StepOutcome = (typeof stepOutcomes)[number];

const line = z.string().max(2000);

/** What a step found, as data: its words are in check-text.ts. Times are ms since 1970. */
export const findingSchema = z.discriminatedUnion('kind', [
  /** `literal`: the site has an address instead of a name. */
  z.object({ kind: z.literal('address'), address: line, literal: z.boolean() }),
  z.object({ kind: z.literal('port'), port: z.number() }),
  /** `proxy`, as people read it, looks the name up and makes the connection. */
  z.object({ kind: z.literal('name-at-proxy'), proxy: line }),
  z.object({ kind: z.literal('port-through-proxy'), port: z.number(), proxy: line }),
  /** `summary` is technical: "SSH 2.0, aes128-gcm". `older`: settings that are off by default, allowed for this site. */
  z.object({ kind: z.literal('link'), summary: line, older: z.boolean() }),
  /** `known`: accepted at `since`; `accepted`: just now; `trusted`: by this computer's own list; `plain`: no certificate, to this computer itself. */
  z.object({
    kind: z.literal('identity'),
    how: z.enum(['known', 'accepted', 'trusted', 'plain']),
    since: z.number().nullable(),
    validTo: z.number().nullable(),
  }),
  /** Trusted by this computer, but issued by an authority that is not public: a company's, or one that reads along. */
  z.object({ kind: z.literal('private-authority'), issuer: line }),
  z.object({ kind: z.literal('signed-in'), username: line }),
  z.object({ kind: z.literal('no-password') }),
  /** Signing in was held back after refused tries. */
  z.object({ kind: z.literal('sign-in-held-back'), refused: z.number() }),
  /** `entries` null: this account may not list, which is usual for uploading only. */
  z.object({ kind: z.literal('folder'), path: line, entries: z.number().nullable() }),
  /** The folder is there; whether it may be listed was not tried. */
  z.object({ kind: z.literal('folder-there'), path: line }),
  /** The account may not look at it: whether it is there only sending would tell. */
  z.object({ kind: z.literal('folder-unseen'), path: line }),
  /** `named`: the address that the server named, where it is another one than was used. */
  z.object({
    kind: z.literal('data-port'),
    port: z.number(),
    named: line.nullable(),
    listed: z.boolean(),
  }),
  /** `address`: what the description names as the service's address, where it is not the site's. */
  z.object({ kind: z.literal('description'), operations: z.array(line), address: line.nullable() }),
  z.object({ kind: z.literal('echo') }),
  /** The gateway does not offer the test; sending may still work. */
  z.object({ kind: z.literal('test-not-offered') }),
  z.object({ kind: z.literal('page'), status: z.number(), title: line.nullable() }),
]);
export type Finding = Readonly<z.infer<typeof findingSchema>>;

export const factSchema = z.object({ name: line, value: z.string().max(8000) });
export type Fact = Readonly<z.infer<typeof factSchema>>;

/** The fact that names the proxy through which a step went. */
export const proxyFactName = 'Proxy';

export const stepResultSchema = z.object({
  id: stepIdSchema,
  outcome: z.enum(stepOutcomes),
  /** How long it took, without the time a person took to answer. Null: it was not run. */
  ms: z.number().nullable(),
  finding: findingSchema.nullable(),
  /** Why it failed; for `warn`, what there is to know, if that has a code. */
  failure: failureSchema.nullable(),
  /** For Details and the report: addresses, versions, algorithms, fingerprints, the server's own words. */
  facts: z.array(factSchema),
});
export type StepResult = Readonly<z.infer<typeof stepResultSchema>>;

/**
 * - `ready`: every step is ok or warn: one can send (or the service answers).
 * - `incomplete`: nothing failed, but a step was skipped (no password is stored).
 * - `failed`: a step failed. `stopped`: by the person; a step that can't be taken back (a sign-in that
 *   was sent) has failed then, with `cancelled`.
 */
export const verdicts = ['ready', 'incomplete', 'failed', 'stopped'] as const;
export type CheckVerdict = (typeof verdicts)[number];

/** One check of one site. */
export const checkSchema = z.object({
  id: z.string(),
  siteId: z.string(),
  /** The address that was checked. */
  host: z.string(),
  port: z.number(),
  /** What of the site's settings it is true for: see `checkedSettings`. */
  settings: z.string().default(''),
  startedAt: z.number(),
  /** Null while it runs. */
  endedAt: z.number().nullable(),
  /** Null while it runs. */
  verdict: z.enum(verdicts).nullable(),
  /** The step that is being run. */
  current: stepIdSchema.nullable(),
  /** Those that have ended, in order; once it has ended all of them, the later ones `not-reached`. */
  steps: z.array(stepResultSchema),
  /** It was started by itself, in the morning. */
  scheduled: z.boolean(),
});
export type Check = Readonly<z.infer<typeof checkSchema>>;

/**
 * One port of the sweep over a site's data ports. `open` and `refused` both mean that no firewall dropped it.
 * `unreachable`: this computer could not try it (no network, no route), which says nothing of a firewall.
 */
export interface SweptPort {
  readonly port: number;
  readonly state: 'open' | 'refused' | 'dropped' | 'unreachable';
}

/** The data ports of a site as this computer reaches them. */
export interface Sweep {
  readonly siteId: string;
  /** As those of a check. */
  readonly settings: string;
  readonly startedAt: number;
  readonly total: number;
  /** Those that have been tried, by port. */
  readonly ports: readonly SweptPort[];
  readonly done: boolean;
  /** Why no port could be tried (the name was not found); null: that was not so. */
  readonly failure: Failure | null;
}

/** Of the steps of a check that has ended. */
export function verdictOf(steps: readonly Pick<StepResult, 'outcome' | 'failure'>[]): CheckVerdict {
  const has = (outcome: StepOutcome): boolean => steps.some((step) => step.outcome === outcome);
  if (steps.some(wasStopped)) return 'stopped';
  if (has('failed')) return 'failed';
  if (has('skipped')) return 'incomplete';
  return has('not-reached') ? 'stopped' : 'ready';
}

/** Settings that decide how a check goes, as one text to compare. Without the password, which is no setting. */
export function checkedSettings(site: Site): string {
  const { protocol, host, port, username, signIn, url, wsdlUrl, facilityId } = site;
  const { minTls, olderAlgorithms, remoteFolder, options } = site;
  const { passivePorts, trustPassiveAddress } = options;
  const signInText = signIn.kind === 'key' ? signIn.file : null;
  const range = passivePorts === null ? null : [passivePorts.from, passivePorts.to];
  return JSON.stringify([
    ...[protocol, host, port, username, signInText, url, wsdlUrl, facilityId],
    ...[minTls, olderAlgorithms, remoteFolder, range, trustPassiveAddress],
  ]);
}

/** Whether it says something of the site as it is set up now. */
export const isOfSettings = (check: Pick<Check, 'settings'>, site: Site): boolean =>
  check.settings === checkedSettings(site);

const wasStopped = ({ outcome, failure }: Pick<StepResult, 'outcome' | 'failure'>): boolean =>
  outcome === 'failed' && failure?.code === 'cancelled';

/** The step that failed, if one did. One that was stopped has not. */
export const failedStep = ({ steps }: Pick<Check, 'steps'>): StepResult | undefined =>
  steps.find((step) => step.outcome === 'failed' && !wasStopped(step));
