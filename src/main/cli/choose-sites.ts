import { isCiisHost } from '../../shared/domain/presets.ts';
import { takesFiles } from '../../shared/domain/protocol.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { SiteStore } from '../sites/site-store.ts';
import { mostSweptPorts } from '../checks/port-sweeps.ts';
import { UsageError, type CheckCommand, type GlobalOptions } from './command.ts';
import { findSite } from './find-site.ts';
import { printable } from './printable.ts';

/** The sites that `check` is to check, each once. Throws UsageError. */
export function chooseSites(
  store: Pick<SiteStore, 'find' | 'snapshot'>,
  command: Pick<CheckCommand, 'sites' | 'sweep'>,
  { fingerprint }: Pick<GlobalOptions, 'fingerprint'>,
): readonly Site[] {
  const named = command.sites.map((typed) => findSite(store, typed, 'check'));
  const all = command.sites.length === 0 ? store.snapshot().sites : named;
  const sites = [...new Map(all.map((site) => [site.id, site])).values()];
  if (sites.length === 0) {
    throw new UsageError('No site is saved yet: see "ciis-connect sites add".', 'check');
  }
  if (fingerprint !== null && sites.length > 1) {
    throw new UsageError('--fingerprint is that of one server: check one site at a time.', 'check');
  }
  if (command.sweep && !sites.some(hasDataPorts)) {
    throw new UsageError('--sweep is for FTPS sites that name their data ports.', 'check');
  }
  const wide = command.sweep ? sites.filter(hasDataPorts).find(hasTooManyPorts) : undefined;
  if (wide !== undefined) {
    throw new UsageError(
      `"${printable(wide.label)}" names more than ${mostSweptPorts} data ports, which are too many for --sweep.`,
      'check',
    );
  }
  return sites;
}

export const hasDataPorts = ({ protocol, options }: Site): boolean =>
  protocol === 'ftps' && options.passivePorts !== null;

function hasTooManyPorts({ options: { passivePorts: range } }: Site): boolean {
  return range !== null && range.to - range.from >= mostSweptPorts;
}

/** Whether one password can be that of all sites that sign in. */
export function areOfOneAccount(sites: readonly Site[]): boolean {
  const accounts = sites.filter(({ protocol }) => takesFiles(protocol)).map(accountOf);
  return new Set(accounts).size < 2;
}

/** CIIS has one account for its servers. */
const accountOf = ({ host, username, signIn }: Site): string =>
  JSON.stringify([signIn.kind, username, isCiisHost(host) ? 'CIIS' : host.toLowerCase()]);
