import { createHash } from 'node:crypto';
import type { PresentedIdentity } from '../../../shared/domain/identity.ts';

const digest = (name: string) => createHash('sha256').update(name).digest();

/** The host key of that name, as the SFTP driver shows it. */
export const hostKeyIdentity = (name: string): PresentedIdentity => ({
  kind: 'ssh-host-key',
  keyType: 'ssh-rsa',
  fingerprint: `SHA256:${digest(name).toString('base64').replace('=', '')}`,
  certificate: null,
});

/** The certificate of that name, as the FTPS driver shows it. */
export const certificateIdentity = (
  name: string,
  problems: readonly string[] = ['It is self-signed'],
): PresentedIdentity => ({
  kind: 'tls-certificate',
  keyType: 'RSA 2048',
  fingerprint: (digest(name).toString('hex').toUpperCase().match(/../g) ?? []).join(':'),
  certificate: {
    subject: 'CN=sslftp.example',
    issuer: 'CN=sslftp.example',
    validFrom: 0,
    validTo: 4_000_000_000_000,
    authority: 'itself',
    fitsName: true,
    problems: [...problems],
  },
});
