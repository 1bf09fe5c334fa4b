import { resolve } from 'node:path';
import {
  importFormatNames,
  type ImportableIdentity,
  type ImportableSite,
  type ImportPreview,
  type ImportResult,
} from '../../../shared/domain/site-import.ts';
import type { SitesImport } from '../../imports/sites-import.ts';
import type { SiteStore } from '../../sites/site-store.ts';
import type { GlobalOptions, ImportSitesCommand } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { prepareOutput } from '../output-file.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';

export interface ImportServices {
  readonly siteImports: Pick<SitesImport, 'open' | 'apply' | 'exportText'>;
  readonly sites: Pick<SiteStore, 'snapshot'>;
  readonly secrets: { readonly name: string };
}

/** What of the file is to come. */
interface Plan {
  readonly sites: readonly ImportableSite[];
  readonly identities: readonly ImportableIdentity[];
  readonly passwords: number;
}

/** Saves the sites of a file that are not here yet. */
export async function importSites(
  services: ImportServices,
  screen: Screen,
  io: Pick<Io, 'workingFolder'>,
  command: ImportSitesCommand,
  { acceptNewIdentity }: Pick<GlobalOptions, 'acceptNewIdentity'>,
): Promise<ExitCode> {
  const { siteImports, secrets } = services;
  const preview = await siteImports.open(resolve(io.workingFolder, command.file));
  const plan = planOf(preview, command.withPasswords, acceptNewIdentity);
  if (!command.json) showPreview(screen, preview, plan);
  const done = command.dryRun
    ? { sites: plan.sites.length, passwords: plan.passwords, identities: plan.identities.length }
    : await siteImports.apply({
        id: preview.id,
        sites: plan.sites.map(({ key }) => key),
        identities: plan.identities.map(({ key }) => key),
        passwords: command.withPasswords,
      });
  const exitCode = exitCodeOf(preview, plan, done);
  if (command.json) {
    for (const line of jsonLines(preview, plan)) screen.result(line);
    const { format } = preview;
    const facts = { format, dryRun: command.dryRun, ...done, leftOut: preview.leftOut.length };
    screen.result(JSON.stringify({ event: 'summary', ...facts, exitCode }));
    return exitCode;
  }
  screen.result(doneText(done, command.dryRun));
  if (done.passwords < plan.passwords) {
    screen.problem(
      `Not every password could be kept in ${secrets.name}: ${done.passwords} of ${plan.passwords}. ` +
        'Keep the others with "ciis-connect password set SITE".',
    );
  }
  const offered = preview.sites.filter((site) => site.hasPassword && !site.isHere).length;
  if (!command.withPasswords && offered > 0) {
    screen.message(`No password came; --with-passwords brings them too (${offered}).`);
  }
  return exitCode;
}

/** Writes every site to a file or to standard output. */
export async function exportSites(
  { siteImports, sites }: ImportServices,
  screen: Screen,
  io: Pick<Io, 'workingFolder' | 'out'>,
  { file }: { readonly file: string | null },
): Promise<ExitCode> {
  if (file === null) {
    io.out(siteImports.exportText());
    return exitCodes.allAccepted;
  }
  const output = await prepareOutput(resolve(io.workingFolder, file));
  try {
    await output.save(siteImports.exportText());
  } finally {
    await output.close();
  }
  const count = sites.snapshot().sites.length;
  screen.result(`Wrote ${counted(count, 'site', 'sites')} to ${printable(file)}, no passwords.`);
  return exitCodes.allAccepted;
}

/** An identity is trusted from then on: a file that is not a list of them brings none unasked. */
function planOf(preview: ImportPreview, withPasswords: boolean, acceptNew: boolean): Plan {
  const sites = preview.sites.filter((site) => !site.isHere);
  const takesIdentities = acceptNew || preview.format === 'known-hosts';
  return {
    sites,
    identities: takesIdentities ? preview.identities.filter(({ here }) => here === 'no') : [],
    passwords: withPasswords ? sites.filter((site) => site.hasPassword).length : 0,
  };
}

function showPreview(screen: Screen, preview: ImportPreview, plan: Plan): void {
  const { format, sites, identities, leftOut, notes } = preview;
  screen.result(`From ${importFormatNames[format]}:`);
  for (const note of notes) screen.result(`  ${printable(note)}`);
  const coming = new Set([...plan.sites, ...plan.identities]);
  for (const site of sites) {
    screen.result(`  ${printable(siteText(site))}`);
    for (const note of site.notes) screen.result(`      ${printable(note)}`);
  }
  for (const each of identities) {
    screen.result(`  ${printable(identityText(each, coming.has(each)))}`);
  }
  if (leftOut.length > 0) screen.result("Can't come:");
  for (const { name, reason } of leftOut) screen.result(`  ${printable(`${name}: ${reason}`)}`);
}

function siteText(site: ImportableSite): string {
  const { label, protocol, username, host, port, folder, isHere, hasPassword } = site;
  const account = username === '' ? host : `${username} at ${host}`;
  const place = folder === '' ? '' : `, in "${folder}"`;
  const password = hasPassword ? ', with a password' : '';
  const here = isHere ? ' (is here already)' : '';
  return `${label}: ${protocol}, ${account}, port ${port}${place}${password}${here}`;
}

function identityText(identity: ImportableIdentity, comes: boolean): string {
  const { host, port, keyType, fingerprint, here } = identity;
  const state = {
    no: comes ? '' : ' (not taken over: --accept-new-identity does)',
    same: ' (is here already)',
    other: ' (another one is here, which stays)',
  }[here];
  return `Identity of ${host}, port ${port}: ${keyType} ${fingerprint}${state}`;
}

function jsonLines({ sites, identities, leftOut }: ImportPreview, plan: Plan): readonly string[] {
  const coming = new Set([...plan.sites, ...plan.identities]);
  const line = (event: string, each: ImportableSite | ImportableIdentity): string =>
    // Keys are of use to the window only.
    JSON.stringify({ event, ...each, key: undefined, comes: coming.has(each) });
  return [
    ...sites.map((each) => line('site', each)),
    ...identities.map((each) => line('identity', each)),
    ...leftOut.map((each) => JSON.stringify({ event: 'left-out', ...each })),
  ];
}

function doneText({ sites, passwords, identities }: ImportResult, dryRun: boolean): string {
  const parts = [
    counted(sites, 'site', 'sites'),
    ...(passwords > 0 ? [counted(passwords, 'password', 'passwords')] : []),
    ...(identities > 0 ? [counted(identities, 'server identity', 'server identities')] : []),
  ];
  return `${dryRun ? 'Nothing was saved. Would come: ' : 'Imported: '}${parts.join(', ')}.`;
}

const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

function exitCodeOf(preview: ImportPreview, plan: Plan, done: ImportResult): ExitCode {
  const allCame =
    preview.leftOut.length === 0 &&
    !preview.identities.some(({ here }) => here === 'other') &&
    done.passwords === plan.passwords;
  return allCame ? exitCodes.allAccepted : exitCodes.someNot;
}
