import { AppError } from '../../../shared/domain/error.ts';
import { isWebProtocol, takesFiles, type Protocol } from '../../../shared/domain/protocol.ts';
import type { Site, SiteSettings } from '../../../shared/domain/site.ts';
import type { Services } from '../../compose.ts';
import { UsageError } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { findSite } from '../find-site.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';

interface SiteFacts {
  readonly id: string;
  readonly label: string;
  readonly protocol: Protocol;
  readonly host: string;
  readonly port: number;
  readonly username: string;
  /** Of real-time and web sites; else empty. */
  readonly url: string;
  readonly facilityId: string;
  readonly remoteDir: string;
  /** Null: the keychain can't be asked. */
  readonly hasPassword: boolean | null;
  /** The accepted identity of its server. */
  readonly fingerprint: string | null;
}

export async function listSites(
  services: Services,
  screen: Screen,
  { json }: { readonly json: boolean },
): Promise<ExitCode> {
  const kept = await sitesWithPassword(services);
  const facts = services.sites.snapshot().sites.map((site) => siteFacts(services, site, kept));
  if (json) {
    for (const each of facts) screen.result(jsonSite(each));
  } else if (facts.length === 0) {
    screen.message('No site is saved yet. For the CIIS services:');
    screen.message('  ciis-connect sites add --preset ciis-sftp --username YOUR-CIIS-USERNAME');
  } else {
    for (const line of siteTable(facts)) screen.result(line);
  }
  return exitCodes.allAccepted;
}

export async function addSite(
  services: Services,
  screen: Screen,
  { settings, json }: { readonly settings: SiteSettings; readonly json: boolean },
): Promise<ExitCode> {
  const site = create(services, settings);
  if (json) screen.result(jsonSite(siteFacts(services, site, new Set())));
  else screen.result(`Saved "${site.label}": ${addressText(site)}.`);
  const next = nextCommand(site);
  if (next !== null) screen.message(`Next: ciis-connect ${next} ${quoted(site.label)}`);
  return Promise.resolve(exitCodes.allAccepted);
}

function addressText({ protocol, username, url, host, port }: Site): string {
  const place = isWebProtocol(protocol) ? url : `${host}, port ${port}`;
  return username === '' ? place : `${username} at ${place}`;
}

function nextCommand({ protocol, signIn }: Site): string | null {
  if (protocol === 'web') return 'check';
  return signIn.kind === 'password' ? 'password set' : null;
}

export async function removeSite(
  services: Services,
  screen: Screen,
  { site: typed }: { readonly site: string },
): Promise<ExitCode> {
  const site = findSite(services.sites, typed, 'sites');
  services.sites.remove(site.id);
  if ((await services.secrets.problem()) === null) await services.secrets.delete(site.id);
  screen.result(`Removed "${site.label}".`);
  return exitCodes.allAccepted;
}

export async function forgetIdentity(
  services: Services,
  screen: Screen,
  { site: typed }: { readonly site: string },
): Promise<ExitCode> {
  const site = findSite(services.sites, typed, 'sites');
  services.identities.forget(site.host, site.port);
  screen.result(
    `The identity of ${site.host}, port ${site.port}, is forgotten: the next connection asks about it.`,
  );
  return Promise.resolve(exitCodes.allAccepted);
}

function create(services: Services, settings: SiteSettings): Site {
  try {
    return services.sites.create(settings);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'invalid-input') {
      throw new UsageError(printable(thrown.detail), 'sites');
    }
    throw thrown;
  }
}

async function sitesWithPassword({ secrets }: Services): Promise<ReadonlySet<string> | null> {
  try {
    return await secrets.siteIds();
  } catch {
    // Shown as "not known"; whoever needs the password will be told more.
    return null;
  }
}

function siteFacts(
  { identities }: Services,
  site: Site,
  kept: ReadonlySet<string> | null,
): SiteFacts {
  return {
    id: site.id,
    label: site.label,
    protocol: site.protocol,
    host: site.host,
    port: site.port,
    username: site.username,
    url: site.url,
    facilityId: site.facilityId,
    remoteDir: site.remoteFolder,
    hasPassword: kept === null ? null : kept.has(site.id),
    fingerprint: identities.get(site.host, site.port)?.fingerprint ?? null,
  };
}

const jsonSite = (facts: SiteFacts): string => JSON.stringify({ event: 'site', ...facts });

function siteTable(facts: readonly SiteFacts[]): readonly string[] {
  const rows = [
    ['Label', 'Protocol', 'Host', 'Port', 'Username', 'Folder', 'Password'],
    ...facts.map((each) => [
      each.label,
      each.protocol,
      each.host,
      String(each.port),
      each.protocol === 'web' ? '-' : each.username,
      takesFiles(each.protocol) ? folderText(each) : '-',
      each.protocol === 'web' ? '-' : passwordText(each),
    ]),
  ].map((row) => row.map(printable));
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

const folderText = ({ remoteDir }: SiteFacts): string =>
  remoteDir === '' ? '(its own)' : remoteDir;

function passwordText({ hasPassword }: SiteFacts): string {
  if (hasPassword === null) return 'not known';
  return hasPassword ? 'kept' : 'not kept';
}

const quoted = (label: string): string => (/^[\w.-]+$/.test(label) ? label : `"${label}"`);
