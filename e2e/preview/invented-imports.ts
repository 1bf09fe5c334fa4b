import type { Failure } from '../../src/shared/domain/error.ts';
import type {
  ImportableIdentity,
  ImportableSite,
  ImportPreview,
} from '../../src/shared/domain/site-import.ts';

const site = (key: number, changes: Partial<ImportableSite>): ImportableSite => ({
  key,
  label: `Clinic ${key}`,
  protocol: 'sftp',
  host: 'sshftp.cohealthnet.com',
  port: 22,
  username: `clinic_${key}`,
  folder: '',
  hasPassword: false,
  isHere: false,
  notes: [],
  ...changes,
});

const some: readonly ImportableSite[] = [
  site(0, { label: 'CIIS', username: 'riverside_peds', isHere: true, hasPassword: true }),
  site(1, {
    label: 'CIIS by FTPS',
    protocol: 'ftps',
    host: 'sslftp.cohealthnet.com',
    port: 1971,
    username: 'riverside_peds',
    folder: 'State / Immunization',
    hasPassword: true,
  }),
  site(2, {
    label: 'Lab results',
    host: 'files.lab.example',
    port: 2222,
    username: 'riverside',
    notes: [
      'It signs in with a key file (C:\\Keys\\lab.ppk). CIIS Connect reads keys of OpenSSH: choose one at Private key.',
    ],
  }),
  site(3, { label: 'Billing', host: 'sftp.billing.example', username: 'rp-billing' }),
];

const identities: readonly ImportableIdentity[] = [
  identity(0, 'files.lab.example', 2222, 'no'),
  identity(1, 'sshftp.cohealthnet.com', 22, 'same'),
  identity(2, 'sftp.billing.example', 22, 'other'),
];

function identity(
  key: number,
  host: string,
  port: number,
  here: ImportableIdentity['here'],
): ImportableIdentity {
  const fingerprint = 'SHA256:0sVn8hGq2b3lqkq9l0yYw5x9mO5sV1y3uE0c7m4tQ8k';
  return { key, host, port, keyType: 'ssh-ed25519', fingerprint, here };
}

const preview: ImportPreview = {
  id: 'import-1',
  fileName: 'sitemanager.xml',
  format: 'filezilla',
  sites: some,
  identities: [],
  leftOut: [
    { name: 'Printer', reason: 'Plain FTP sends passwords and files without encryption.' },
    { name: 'Archive', reason: 'CIIS Connect does not speak S3.' },
  ],
  notes: [],
};

/** Why the file can't be read, where that is the scene. */
export function importFailure(scene: string | null): Failure | null {
  const code = 'import-unreadable';
  if (scene === 'cuteftp') return { code, detail: "CuteFTP's sm.dat can't be read." };
  return scene === 'bad' ? { code, detail: 'Line 3: <Host> is empty.' } : null;
}

/** `?imports=`: some, winscp, many, nothing, bad, cuteftp. */
export function importAnswers(scene: string): (name: string, input: unknown) => unknown {
  return (name, input) => {
    if (name === 'imports.apply')
      return applied(input as { sites: number[]; identities: number[] });
    if (scene === 'winscp')
      return { ...preview, fileName: 'WinSCP.ini', format: 'winscp', identities };
    if (scene === 'many')
      return { ...preview, sites: Array.from({ length: 5000 }, (_, key) => site(key, {})) };
    return scene === 'nothing' ? { ...preview, sites: [] } : preview;
  };
}

const applied = ({ sites, identities: accepted }: { sites: number[]; identities: number[] }) => ({
  sites: sites.length,
  identities: accepted.length,
  passwords: 1,
});
