import type { PresentedIdentity } from '../../../shared/domain/identity.ts';
import type { ConnectHooks, Credentials, Milestone } from '../transport.ts';

export interface RecordingHooks extends ConnectHooks {
  readonly presented: PresentedIdentity[];
  readonly lines: string[];
  /** How far the driver said that it had come. */
  readonly milestones: Milestone[];
  /** How many times the driver asked for credentials. */
  readonly asked: () => number;
}

export interface RecordingHooksOptions {
  readonly credentials?: Credentials;
  /** Instead of accepting every identity. */
  readonly checkIdentity?: (presented: PresentedIdentity) => Promise<void>;
}

/** Hooks that accept, answer and remember. */
export function recordingHooks(
  password: string,
  { credentials, checkIdentity }: RecordingHooksOptions = {},
): RecordingHooks {
  const presented: PresentedIdentity[] = [];
  const lines: string[] = [];
  const milestones: Milestone[] = [];
  let asked = 0;
  return {
    presented,
    lines,
    milestones,
    reached: (milestone) => void milestones.push(milestone),
    asked: () => asked,
    checkIdentity: async (identity) => {
      presented.push(identity);
      await checkIdentity?.(identity);
    },
    credentials: () => {
      asked += 1;
      return Promise.resolve(credentials ?? { kind: 'password', password });
    },
    log: (kind, text) => void lines.push(`${kind}: ${text}`),
  };
}

/** The kinds of the milestones, in the order in which they came. */
export const wayOf = ({ milestones }: RecordingHooks): readonly Milestone['kind'][] =>
  milestones.map(({ kind }) => kind);
