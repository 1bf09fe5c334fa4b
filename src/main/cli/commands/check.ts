import { failedStep, type Check, type SweptPort } from '../../../shared/domain/check.ts';
import type { Site } from '../../../shared/domain/site.ts';
import { wayOf } from '../../../shared/domain/sweep-text.ts';
import type { ConnectionChecks } from '../../checks/connection-checks.ts';
import type { SiteStore } from '../../sites/site-store.ts';
import { heldBackCheck, type CheckEnd } from '../check-end.ts';
import type { CheckTeller } from '../check-teller.ts';
import { areOfOneAccount, chooseSites, hasDataPorts } from '../choose-sites.ts';
import type { CheckCommand, GlobalOptions } from '../command.ts';
import { exitCodeOfChecks, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { jsonChecks } from '../json-check.ts';
import { plainChecks } from '../plain-check.ts';
import { printable } from '../printable.ts';
import { refuseBadProxy } from '../refuse-bad-proxy.ts';
import type { Screen } from '../screen.ts';
import { untilChecked } from '../until-checked.ts';
import { untilSwept } from '../until-swept.ts';

export interface CheckServices {
  readonly sites: Pick<SiteStore, 'find' | 'snapshot'>;
  readonly checks: Pick<
    ConnectionChecks,
    'list' | 'run' | 'stop' | 'onChanged' | 'sweep' | 'onSwept'
  >;
}

export interface CheckHow extends Pick<GlobalOptions, 'fingerprint' | 'passwordStdin'> {
  /** From now on the password that came with this run is shown to no server. */
  readonly withholdPassword: () => void;
}

/** Checks the sites side by side, tells each step, and whether one can send. Nothing is uploaded. */
export async function check(
  services: CheckServices,
  screen: Screen,
  io: Io,
  command: CheckCommand,
  how: CheckHow,
): Promise<ExitCode> {
  const sites = chooseSites(services.sites, command, how);
  keepToOneAccount(sites, io, screen, how);
  await refuseBadProxy(io, sites, 'check');
  const several = sites.length > 1;
  const line = (text: string): void => screen.result(text);
  const teller = command.json ? jsonChecks(line) : plainChecks(line, several);
  screen.message(`Checking ${sites.map(({ label }) => printable(label)).join(', ')} ...`);
  const stop = (): void => services.checks.stop(sites.map(({ id }) => id));
  io.stopped.addEventListener('abort', stop, { once: true });
  try {
    const ends = await runChecks(services.checks, sites, command, io, teller);
    const sweep = { services, screen, io, teller };
    const allThrough = !command.sweep || (await sweepPorts(ends, sweep));
    const exitCode = exitCodeOfChecks(
      ends.map((end) => end.check),
      allThrough,
    );
    teller.sum(ends, exitCode);
    return exitCode;
  } finally {
    io.stopped.removeEventListener('abort', stop);
  }
}

/** One password is that of one account: at another it would be a wrong try, and known to a stranger. */
function keepToOneAccount(
  sites: readonly Site[],
  io: Io,
  screen: Screen,
  { passwordStdin, withholdPassword }: CheckHow,
): void {
  if (areOfOneAccount(sites)) return;
  withholdPassword();
  if (!passwordStdin && (io.environment['CIIS_CONNECT_PASSWORD'] ?? '') === '') return;
  screen.problem(
    'These sites have several accounts, so the password that was given is not used: it is that of one.\n' +
      'Keep each with "ciis-connect password set", or check one site at a time.',
  );
}

async function runChecks(
  checks: CheckServices['checks'],
  sites: readonly Site[],
  { insist }: CheckCommand,
  io: Io,
  teller: CheckTeller,
): Promise<readonly CheckEnd[]> {
  const ids = sites.map(({ id }) => id);
  const heldBack = new Map(
    checks.run(ids, { insist }).map(({ siteId, refused }) => [siteId, refused]),
  );
  const byId = new Map(sites.map((site) => [site.id, site]));
  const withSite = (ended: Check): readonly CheckEnd[] => {
    const site = byId.get(ended.siteId);
    return site === undefined ? [] : [{ site, check: ended }];
  };
  const started = ids.filter((id) => !heldBack.has(id));
  const over = untilChecked(checks, started, {
    step: (siteId, step) => {
      const site = byId.get(siteId);
      if (site !== undefined) teller.step(site, step);
    },
    ended: (ended) => withSite(ended).forEach((end) => teller.ended(end)),
  });
  const held = [...heldBack].flatMap(([siteId, refused]) =>
    tellHeldBack(byId.get(siteId), refused, teller),
  );
  if (io.stopped.aborted) checks.stop(ids);
  const ends = new Map(
    [...held, ...(await over).flatMap(withSite)].map((end) => [end.site.id, end]),
  );
  return ids.flatMap((id) => ends.get(id) ?? []);
}

function tellHeldBack(
  site: Site | undefined,
  refused: number,
  teller: CheckTeller,
): readonly CheckEnd[] {
  if (site === undefined) return [];
  const end = { site, check: heldBackCheck(site, refused) };
  for (const step of end.check.steps) teller.step(site, step);
  teller.ended(end);
  return [end];
}

/** Whether every data port was tried and let through. */
async function sweepPorts(
  ends: readonly CheckEnd[],
  {
    services,
    screen,
    io,
    teller,
  }: {
    readonly services: CheckServices;
    readonly screen: Screen;
    readonly io: Io;
    readonly teller: CheckTeller;
  },
): Promise<boolean> {
  let allThrough = true;
  for (const { site, check: ended } of ends.filter((end) => hasDataPorts(end.site))) {
    if (io.stopped.aborted || isOutOfReach(ended)) {
      allThrough = false;
      continue;
    }
    screen.message(`Trying the data ports of ${printable(site.label)} ...`);
    const tell = (swept: SweptPort): void => teller.port(site, swept);
    const sweep = await untilSwept(services.checks, site.id, tell);
    teller.swept(site, sweep);
    const through = sweep.ports.filter((swept) => wayOf(swept) === 'through');
    allThrough &&= sweep.failure === null && through.length === sweep.total;
  }
  return allThrough;
}

/** Without a network every port is as silent as behind a firewall. */
const isOutOfReach = (ended: Check): boolean => {
  const code = failedStep(ended)?.failure?.code;
  return code === 'no-network' || code === 'host-not-found';
};
