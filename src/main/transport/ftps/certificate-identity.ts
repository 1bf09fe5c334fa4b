import { X509Certificate } from 'node:crypto';
import { checkServerIdentity, type PeerCertificate, type TLSSocket } from 'node:tls';
import { AppError } from '../../../shared/domain/error.ts';
import type { PresentedIdentity } from '../../../shared/domain/identity.ts';

/** The certificate that the other side of a finished handshake showed. `now` in milliseconds since 1970. */
export function presentedIdentity(socket: TLSSocket, host: string, now: number): PresentedIdentity {
  const shown = socket.getPeerCertificate();
  if (!('raw' in shown)) throw new AppError('tls-failed', 'The server showed no certificate');
  const certificate = new X509Certificate(shown.raw);
  // Node's types say Error; what it puts there is OpenSSL's code.
  const chainError = socket.authorized ? undefined : String(socket.authorizationError);
  return {
    kind: 'tls-certificate',
    keyType: keyType(shown),
    fingerprint: shown.fingerprint256,
    certificate: {
      subject: oneLine(certificate.subject),
      issuer: oneLine(certificate.issuer),
      validFrom: Date.parse(certificate.validFrom),
      validTo: Date.parse(certificate.validTo),
      problems: certificateProblems(certificate, shown, host, now, chainError),
    },
  };
}

function certificateProblems(
  certificate: X509Certificate,
  shown: PeerCertificate,
  host: string,
  now: number,
  chain: string | undefined,
): string[] {
  const problems: string[] = [];
  const selfSigned = certificate.checkIssued(certificate);
  if (now < Date.parse(certificate.validFrom)) problems.push('It is not valid yet');
  if (now > Date.parse(certificate.validTo)) problems.push('It has expired');
  if (checkServerIdentity(host, shown)) problems.push(`It was not made for the name ${host}`);
  if (chain && selfSigned) problems.push('It is signed by itself');
  else if (chain && unknownIssuer.test(chain))
    problems.push('This computer does not know who issued it');
  if (chain && problems.length === 0) problems.push(`This computer does not trust it (${chain})`);
  return problems;
}

const unknownIssuer = /SELF_SIGNED|UNABLE_TO|UNTRUSTED|ISSUER/;

function keyType(shown: PeerCertificate): string {
  if (shown.bits !== undefined && shown.modulus !== undefined) return `RSA ${shown.bits}`;
  const curve = shown.nistCurve ?? shown.asn1Curve;
  return curve === undefined ? 'unknown' : `EC ${curve}`;
}

function oneLine(name: string): string {
  // eslint-disable-next-line no-control-regex -- a name is the server's own text
  return name.replace(/[\u0000-\u001f\u007f]+/g, ', ').slice(0, 300);
}
