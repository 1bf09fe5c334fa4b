import { X509Certificate } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface CertificateOptions {
  /** Default: localhost. */
  readonly commonName?: string;
  /** Subject alternative names. Default: DNS:localhost, IP:127.0.0.1, IP:127.0.0.2. */
  readonly altNames?: readonly string[];
  /** Default: an hour ago, or a day before its end when that is earlier. */
  readonly notBefore?: Date;
  /** Default: `days` from now. */
  readonly notAfter?: Date;
  /** Default: 30. Negative for one that has expired. */
  readonly days?: number;
  /** RSA. Default: 2048. */
  readonly keyBits?: number;
  /** Default: signed by itself. */
  readonly signedBy?: Certificate;
  /** May sign others. Default: false. */
  readonly authority?: boolean;
}

export interface Certificate {
  readonly certificatePem: string;
  readonly keyPem: string;
  /** SHA-256 of the DER form, as Node prints it: `AB:CD:...`. */
  readonly fingerprint256: string;
}

const hour = 3_600_000;
const day = 24 * hour;

/** Makes an RSA key and a certificate for it with the openssl command. */
export function makeCertificate(options: CertificateOptions = {}): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'ciis-certificate-'));
  try {
    return makeIn(folder, options);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function makeIn(folder: string, options: CertificateOptions): Certificate {
  const file = (name: string): string => join(folder, name);
  const name = `/O=Made-up test servers/CN=${options.commonName ?? 'localhost'}`;
  const key = ['-newkey', `rsa:${options.keyBits ?? 2048}`, '-nodes', '-keyout', file('key.pem')];
  openssl('req', '-new', ...key, '-subj', name, '-out', file('request.pem'));

  writeFileSync(file('openssl.cnf'), configuration(folder, options));
  writeFileSync(file('index.txt'), '');
  const { notBefore, notAfter } = dates(options);
  const period = ['-startdate', asn1Time(notBefore), '-enddate', asn1Time(notAfter)];
  const signer = signedBy(folder, options);
  const files = ['-in', file('request.pem'), '-out', file('certificate.pem')];
  const settings = ['-config', file('openssl.cnf'), '-batch', '-notext', '-create_serial'];
  openssl('ca', ...settings, ...signer, ...period, ...files);

  const certificatePem = readFileSync(file('certificate.pem'), 'utf8');
  return {
    certificatePem,
    keyPem: readFileSync(file('key.pem'), 'utf8'),
    fingerprint256: new X509Certificate(certificatePem).fingerprint256,
  };
}

function dates(options: CertificateOptions): { notBefore: Date; notAfter: Date } {
  const now = Date.now();
  const notAfter = options.notAfter ?? new Date(now + (options.days ?? 30) * day);
  const earliest = Math.min(now - hour, notAfter.getTime() - day);
  return { notAfter, notBefore: options.notBefore ?? new Date(earliest) };
}

function signedBy(folder: string, options: CertificateOptions): readonly string[] {
  if (options.signedBy === undefined) return ['-selfsign', '-keyfile', join(folder, 'key.pem')];
  const [certificate, key] = [join(folder, 'signer.pem'), join(folder, 'signer-key.pem')];
  writeFileSync(certificate, options.signedBy.certificatePem);
  writeFileSync(key, options.signedBy.keyPem);
  return ['-cert', certificate, '-keyfile', key];
}

function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] });
}

function configuration(folder: string, { altNames, authority }: CertificateOptions): string {
  const names = altNames ?? ['DNS:localhost', 'IP:127.0.0.1', 'IP:127.0.0.2'];
  return `
[ca]
default_ca = own
[own]
database = ${join(folder, 'index.txt')}
serial = ${join(folder, 'serial')}
new_certs_dir = ${folder}
default_md = sha256
policy = any
unique_subject = no
x509_extensions = extensions
[any]
organizationName = optional
commonName = supplied
[extensions]
basicConstraints = CA:${authority === true ? 'TRUE' : 'FALSE'}
subjectKeyIdentifier = hash
subjectAltName = ${names.join(',')}
`;
}

function asn1Time(date: Date): string {
  return date.toISOString().replace(/\.\d+/, '').replace(/[-:T]/g, '');
}
