import type { SweptPort } from '../../../shared/domain/check.ts';
import type { Failure } from '../../../shared/domain/error.ts';
import type { Site } from '../../../shared/domain/site.ts';
import { someSite } from '../../../shared/domain/testing/some-check.ts';
import type { CheckCommand } from '../command.ts';
import { check, type CheckHow } from '../commands/check.ts';
import { Screen } from '../screen.ts';
import { MemoryChecks, type Going } from './memory-checks.ts';
import { recordedIo } from './recorded-io.ts';

export interface Given {
  readonly sites?: readonly Site[];
  readonly going?: (site: Site) => Going;
  readonly ports?: readonly SweptPort[];
  readonly sweepFailure?: Failure;
  readonly command?: Partial<CheckCommand>;
  readonly how?: Partial<CheckHow>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Called once the check runs. */
  readonly meanwhile?: (io: ReturnType<typeof recordedIo>) => void;
}

/** Runs a check over sites in memory. */
export async function runCheck(given: Given = {}) {
  const { sites = [someSite('ciis-sftp')], going = () => ({ kind: 'well' }) as const } = given;
  const { ports = [], sweepFailure = null } = given;
  const checks = new MemoryChecks({ sites, going, ports, sweepFailure });
  const store = {
    find: (label: string) => sites.find((site) => site.label === label),
    snapshot: () => ({ sites, folders: [] }),
  };
  const io = recordedIo({ environment: given.environment ?? {} });
  let withheld = false;
  const command = { kind: 'check', sites: [], json: false, sweep: false, insist: false } as const;
  const ended = check(
    { sites: store, checks },
    new Screen(io, false),
    io,
    { ...command, ...given.command },
    {
      fingerprint: null,
      passwordStdin: false,
      withholdPassword: () => (withheld = true),
      ...given.how,
    },
  );
  given.meanwhile?.(io);
  const code = await ended;
  const lines = io.stdout().trimEnd().split('\n');
  return {
    code,
    lines,
    err: io.stderr(),
    asked: checks.asked,
    withheld,
    events: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

/** Fails at a step, with words of the server that are no good on a terminal. */
export const failing = (
  at: 'port' | 'identity' | 'sign-in',
  code: 'port-silent' | 'identity-changed' | 'login-refused',
): Going => ({
  kind: 'failed',
  at,
  code,
  detail: 'its own\u001b[2J words',
});
