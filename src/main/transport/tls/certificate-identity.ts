import { X509Certificate } from 'node:crypto';
import {
  checkServerIdentity,
  rootCertificates,
  type DetailedPeerCertificate,
  type PeerCertificate,
  type TLSSocket,
} from 'node:tls';
import { AppError } from '../../../shared/domain/error.ts';
import type { PresentedIdentity } from '../../../shared/domain/identity.ts';

type CertificateIdentity = NonNullable<PresentedIdentity['certificate']>;

/**
 * The certificate that the other side of a finished handshake showed. `now` in milliseconds since 1970.
 * Public authorities are those of the list that comes with Node, whatever else this computer trusts.
 */
export function presentedIdentity(
  socket: TLSSocket,
  host: string,
  now: number,
  publicAuthorities: () => readonly X509Certificate[] = authoritiesOfNode,
): PresentedIdentity {
  const shown = socket.getPeerCertificate(true);
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
      authority: authorityOf(shown, publicAuthorities),
      fitsName: checkServerIdentity(host, shown) === undefined,
      problems: certificateProblems(certificate, shown, host, now, chainError),
    },
  };
}

/** Goes up the chain until a public authority turns up: servers also send what leads on to others. */
function authorityOf(
  shown: DetailedPeerCertificate,
  publicAuthorities: () => readonly X509Certificate[],
): CertificateIdentity['authority'] {
  let certificate = new X509Certificate(shown.raw);
  if (certificate.checkIssued(certificate)) return 'itself';
  const roots = publicAuthorities();
  let link = shown;
  for (let links = 0; links < longestChain; links += 1) {
    if (isPublic(certificate, roots)) return 'public';
    const above = issuerOf(link);
    if (above === undefined) return 'unknown'; // A server that does not send what lies between is common.
    link = above;
    const issuer = new X509Certificate(link.raw);
    if (issuer.fingerprint256 === certificate.fingerprint256) return 'other';
    if (!isSignedBy(certificate, issuer)) return 'other';
    certificate = issuer;
  }
  return 'other';
}

const longestChain = 10;

/** Undefined where it was not sent; Node's types say that it always is. A root is its own. */
const issuerOf = (link: DetailedPeerCertificate): DetailedPeerCertificate | undefined =>
  'issuerCertificate' in link ? link.issuerCertificate : undefined;

const isPublic = (certificate: X509Certificate, roots: readonly X509Certificate[]): boolean =>
  roots.some(
    (root) =>
      root.fingerprint256 === certificate.fingerprint256 ||
      (certificate.checkIssued(root) && isSignedBy(certificate, root)),
  );

/** Names can be written by anyone. */
function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.verify(issuer.publicKey);
  } catch {
    return false; // A kind of key that this process does not know proves nothing.
  }
}

/** Read at the first need (4 ms), and kept. */
function authoritiesOfNode(): readonly X509Certificate[] {
  return (known ??= rootCertificates.map((pem) => new X509Certificate(pem)));
}

let known: readonly X509Certificate[] | undefined;

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
