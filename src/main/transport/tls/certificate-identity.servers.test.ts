import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { describeServer, vsftpdAvailability } from '../../../../e2e/servers/availability.ts';
import { makeCertificate, type Certificate } from '../../../../e2e/servers/certificates.ts';
import type { PresentedIdentity } from '../../../shared/domain/identity.ts';
import { presentedIdentity } from './certificate-identity.ts';
import { startTls, tlsSettings } from './tls-settings.ts';

const undo: (() => void)[] = [];
afterEach(() => {
  for (const act of undo.splice(0).reverse()) act();
});

interface Showing {
  /** What the server sends after its own certificate. */
  readonly chain?: readonly Certificate[];
  /** What counts as public. */
  readonly roots?: readonly Certificate[];
  readonly host?: string;
}

/** What is made of a certificate that a TLS server shows. */
async function shown(
  own: Certificate,
  { chain = [], roots = [], host = 'localhost' }: Showing = {},
): Promise<NonNullable<PresentedIdentity['certificate']>> {
  const cert = [own, ...chain].map(({ certificatePem }) => certificatePem).join('');
  const server = createServer({ key: own.keyPem, cert });
  server.listen(0, '127.0.0.1');
  undo.push(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = startTls(
    connect({ host: '127.0.0.1', port }),
    tlsSettings(host, '1.2', undefined),
  );
  undo.push(() => socket.destroy());
  await once(socket, 'secureConnect');
  const listed = (): X509Certificate[] =>
    roots.map(({ certificatePem }) => new X509Certificate(certificatePem));
  const { certificate } = presentedIdentity(socket, host, Date.now(), listed);
  if (certificate === null) throw new Error('No certificate');
  return certificate;
}

const authority = (commonName: string, signedBy?: Certificate): Certificate =>
  makeCertificate({ commonName, authority: true, ...(signedBy ? { signedBy } : {}) });

// Certificates are made with openssl; where that is not, neither is vsftpd.
describeServer('the identity that a certificate shows', vsftpdAvailability(), () => {
  describe('who issued it', () => {
    let root: Certificate;
    let between: Certificate;
    let leaf: Certificate;
    beforeAll(() => {
      root = authority('Made-up root');
      between = authority('Made-up authority', root);
      leaf = makeCertificate({ signedBy: between });
    });

    it('is itself when it is signed by itself', async () => {
      const own = makeCertificate();
      expect((await shown(own, { roots: [own] })).authority).toBe('itself');
    });

    it('is a public authority where the chain leads to one, sent or not', async () => {
      const roots = [root];
      expect((await shown(leaf, { chain: [between], roots })).authority).toBe('public');
      expect((await shown(leaf, { chain: [between, root], roots })).authority).toBe('public');
    });

    it('is a public authority where the chain leads on to others', async () => {
      const roots = [between];
      expect((await shown(leaf, { chain: [between, root], roots })).authority).toBe('public');
    });

    it('is another one where the chain leads to none', async () => {
      const roots = [authority('Made-up stranger')];
      expect((await shown(leaf, { chain: [between, root], roots })).authority).toBe('other');
    });

    it('is not known where the chain breaks off', async () => {
      expect((await shown(leaf, { roots: [root] })).authority).toBe('unknown');
      expect((await shown(leaf)).authority).toBe('unknown');
      expect((await shown(leaf, { chain: [between] })).authority).toBe('unknown');
    });

    it('is not believed for its name', async () => {
      const forged = makeCertificate({ signedBy: authority('Made-up root') });
      const roots = [root];
      expect((await shown(forged, { roots })).authority).toBe('unknown');
      expect((await shown(forged, { chain: [root], roots })).authority).toBe('unknown');
    });
  });

  it('fits the name that was called, or does not', async () => {
    const certificate = makeCertificate({ altNames: ['DNS:here.example'] });
    const fitting = await shown(certificate, { host: 'here.example' });
    expect(fitting).toMatchObject({ fitsName: true, problems: ['It is signed by itself'] });
    const misfitting = await shown(certificate, { host: 'there.example' });
    expect(misfitting.fitsName).toBe(false);
    expect(misfitting.problems).toContain('It was not made for the name there.example');
  });

  it('fits an address where it names that address', async () => {
    const certificate = makeCertificate();
    expect((await shown(certificate, { host: '127.0.0.1' })).fitsName).toBe(true);
    expect((await shown(certificate, { host: '127.0.0.9' })).fitsName).toBe(false);
  });

  it('says when it has expired', async () => {
    const certificate = await shown(makeCertificate({ days: -3 }));
    expect(certificate.problems).toContain('It has expired');
    expect(certificate.validTo).toBeLessThan(Date.now());
  });

  it('says when it is not valid yet', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000);
    const certificate = await shown(makeCertificate({ notBefore: tomorrow }));
    expect(certificate.problems).toContain('It is not valid yet');
    expect(certificate.validFrom).toBeGreaterThan(Date.now());
  });
});
