import type { ImportFormat } from '../../shared/domain/site-import.ts';
import { exportFormat } from './own-export.ts';

type Mark = readonly [format: ImportFormat, mark: RegExp];

/** Each looks for what only that program writes; none of them goes back over a line twice. */
const marks: readonly Mark[] = [
  ['ciis-connect', new RegExp(`^\\s*\\{[^]*"format"\\s{0,9}:\\s{0,9}"${exportFormat}"`)],
  ['filezilla', /<FileZilla3[\s/>]/],
  ['cuteftp-script', /"CuteFTPPro\.TEConnection"/i],
  ['winscp', /^\[(?:Sessions\\|SshHostKeys\]|Configuration(?:\]|\\(?:Interface|Security)))/im],
  [
    'known-hosts',
    /^(?:@[a-z-]{1,20} )?\S{1,2000}[ \t]{1,9}(?:sk-)?(?:ssh-|ecdsa-)\S{1,60}[ \t]{1,9}AAAA/m,
  ],
  ['openssh-config', /^[ \t]{0,80}Host(?:[ \t]*=[ \t]*|[ \t]+)"?[^\s="]/im],
];

/** Where the content says nothing, as in one that is cut or empty. */
const names: readonly Mark[] = [
  ['filezilla', /^(?:sitemanager|fzdefaults|filezilla).*\.xml$/i],
  ['winscp', /^winscp.*\.ini$/i],
  ['cuteftp-script', /\.vbs$/i],
  ['known-hosts', /^(?:ssh_)?known_hosts2?(?:\.old|\.txt)?$/i],
  ['openssh-config', /^(?:ssh_)?config(?:\.txt)?$/i],
];

/** As much of a file as is looked at. */
const head = 1024 * 1024;

/** What a file is, by its content, then by its name; null: none that can be read, or not a text. */
export function detectFormat(fileName: string, text: string): ImportFormat | null {
  const beginning = text.slice(0, head).replace(/^\ufeff/, '');
  if (beginning.includes('\0')) return null;
  return first(marks, beginning) ?? first(names, baseName(fileName));
}

/** CuteFTP's own list of sites: locked, and in a form that is nowhere described. */
export function isCuteFtpSiteManager(fileName: string, bytes: Uint8Array): boolean {
  return /^sm\b.*\.dat$/i.test(baseName(fileName)) && bytes.subarray(0, 4096).some(isBinary);
}

const first = (list: readonly Mark[], text: string): ImportFormat | null =>
  list.find(([, mark]) => mark.test(text))?.[0] ?? null;

const baseName = (fileName: string): string => fileName.split(/[\\/]/).at(-1) ?? '';

/** A byte that no plain English text has. */
const isBinary = (byte: number): boolean =>
  byte > 0x7e || (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
