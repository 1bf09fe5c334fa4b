import type { Protocol } from './protocol.ts';

/** What saved sites can be read from. */
export const importFormats = [
  'filezilla',
  'winscp',
  'cuteftp-script',
  'openssh-config',
  'known-hosts',
  'ciis-connect',
] as const;
export type ImportFormat = (typeof importFormats)[number];

export const importFormatNames: Readonly<Record<ImportFormat, string>> = {
  filezilla: 'FileZilla (sitemanager.xml)',
  winscp: 'WinSCP (WinSCP.ini)',
  'cuteftp-script': 'CuteFTP automation script (.vbs)',
  'openssh-config': 'OpenSSH (config)',
  'known-hosts': 'OpenSSH (known_hosts)',
  'ciis-connect': 'CIIS Connect (exported sites)',
};

/** A site of the file, as it would come. */
export interface ImportableSite {
  /** Its place in the file. */
  readonly key: number;
  readonly label: string;
  readonly protocol: Protocol;
  readonly host: string;
  readonly port: number;
  readonly username: string;
  /** Folders around it, joined by " / "; empty: none. */
  readonly folder: string;
  /** A password is there and can be read. It does not leave main. */
  readonly hasPassword: boolean;
  /** A site of the same protocol, host, port and username is here already. */
  readonly isHere: boolean;
  /** What does not come with it, or comes otherwise, and why: sentences. */
  readonly notes: readonly string[];
}

/** What is in the file and can't come. */
export interface NotImportable {
  readonly name: string;
  readonly reason: string;
}

/** A server's key that a person has accepted elsewhere. */
export interface ImportableIdentity {
  readonly key: number;
  readonly host: string;
  readonly port: number;
  readonly keyType: string;
  /** SHA256:... */
  readonly fingerprint: string;
  /** Here already, the same or (then it does not come) another. */
  readonly here: 'no' | 'same' | 'other';
}

export interface ImportPreview {
  /** To be named when it is carried out; kept until another file is opened. */
  readonly id: string;
  readonly fileName: string;
  readonly format: ImportFormat;
  readonly sites: readonly ImportableSite[];
  readonly identities: readonly ImportableIdentity[];
  readonly leftOut: readonly NotImportable[];
  /** About the file as a whole: sentences. */
  readonly notes: readonly string[];
}

export interface ImportResult {
  readonly sites: number;
  readonly passwords: number;
  readonly identities: number;
}
