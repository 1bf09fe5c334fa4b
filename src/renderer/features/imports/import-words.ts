import type { Failure } from '../../../shared/domain/error.ts';
import { presetIds, presets } from '../../../shared/domain/presets.ts';
import { protocols } from '../../../shared/domain/protocol.ts';
import {
  importFormatNames,
  type ImportableIdentity,
  type ImportableSite,
  type ImportPreview,
  type ImportResult,
} from '../../../shared/domain/site-import.ts';
import type { AppInfo } from '../../../shared/ipc/contract.ts';

type Keychain = Pick<AppInfo, 'keychainName' | 'keychainProblem'>;

const counted = (count: number, one: string, several: string): string =>
  count === 1 ? `1 ${one}` : `${count.toLocaleString('en-US')} ${several}`;

const sitesWords = (count: number): string => counted(count, 'site', 'sites');
const identitiesWords = (count: number): string => counted(count, 'identity', 'identities');
const passwordsWords = (count: number): string => counted(count, 'password', 'passwords');

/** "sitemanager.xml, of FileZilla (sitemanager.xml)": below the title. */
export const sourceWords = ({ fileName, format }: ImportPreview): string =>
  `${fileName} · ${importFormatNames[format]}`;

/** "SFTP · sshftp.cohealthnet.com:22 · riverside_peds · in Clinics". */
export const siteFacts = (site: ImportableSite): string =>
  [
    protocols[site.protocol].shortLabel,
    hostAndPort(site),
    ...(site.username === '' ? [] : [site.username]),
    ...(site.folder === '' ? [] : [`in ${site.folder}`]),
  ].join(' · ');

export const hostAndPort = ({ host, port }: { host: string; port: number }): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

/** What there is to say about a site; empty: nothing. */
export const siteRemark = ({ isHere, notes }: ImportableSite): string =>
  [...(isHere ? ['A site with this address and username is here already.'] : []), ...notes].join(
    ' ',
  );

/** Why an identity can't be ticked; empty: it can be. */
export function identityRemark({ here }: ImportableIdentity): string {
  switch (here) {
    case 'no':
      return '';
    case 'same':
      return 'Accepted here already.';
    case 'other':
      return 'Another identity of this server is accepted here, and stays. Connect to be asked about a new one.';
  }
}

/** "12 of 14 chosen". */
export const chosenWords = (chosen: number, all: number): string =>
  `${chosen.toLocaleString('en-US')} of ${all.toLocaleString('en-US')} chosen`;

/** What the button says: "Import 12 sites and 1 identity". */
export function importWords(sites: number, identities: number): string {
  const parts = [
    ...(sites > 0 ? [sitesWords(sites)] : []),
    ...(identities > 0 ? [identitiesWords(identities)] : []),
  ];
  return ['Import', parts.join(' and ')].join(' ').trim();
}

/** Where the passwords of the file would be kept. */
export const passwordsGoWhere = ({ keychainName, keychainProblem }: Keychain): string =>
  keychainProblem === null
    ? `They go into ${keychainName}, never in a file. The file itself stays as it is.`
    : `${keychainProblem} They are kept until the program ends.`;

/** What was done, for a notice. `asked`: how many passwords were to come. */
export function doneWords(
  { sites, passwords, identities }: ImportResult,
  asked: number,
  keychain: Keychain | null,
): { readonly title: string; readonly text: string } {
  const came = [
    ...(sites > 0 ? [sitesWords(sites)] : []),
    ...(identities > 0 ? [identitiesWords(identities)] : []),
  ];
  const title = came.length === 0 ? 'Nothing was imported.' : `${came.join(' and ')} imported.`;
  return { title, text: passwordsDone(sites, passwords, asked, keychain) };
}

function passwordsDone(
  sites: number,
  passwords: number,
  asked: number,
  keychain: Keychain | null,
): string {
  if (sites === 0) return 'Site Manager is as it was.';
  if (passwords === 0)
    return asked === 0
      ? `${sites === 1 ? 'It came without its password' : 'They came without their passwords'}: you will be asked when you connect.`
      : 'The passwords could not be kept: you will be asked when you connect.';
  const kept =
    keychain?.keychainProblem === null
      ? `in ${keychain.keychainName}`
      : 'kept until the program ends';
  if (passwords < asked)
    return `${passwords.toLocaleString('en-US')} of ${passwordsWords(asked)} are ${kept}. You will be asked for the others.`;
  return `${passwordsWords(passwords)} ${passwords === 1 ? 'is' : 'are'} ${kept}.`;
}

/** Whether it is the file in which CuteFTP keeps its sites, which only CuteFTP can read. */
export const isCuteFtpFile = ({ code, detail }: Failure): boolean =>
  code === 'import-unreadable' && /\bsm\.dat\b/i.test(detail);

/** "CIIS SFTP, CIIS FTPS, ... and CIIS Web upload". */
export const presetNames: string = (() => {
  const labels = presetIds.map((id) => presets[id].label);
  return `${labels.slice(0, -1).join(', ')} and ${labels.at(-1) ?? ''}`;
})();
