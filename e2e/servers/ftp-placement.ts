import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Certificate, makeCertificate } from './certificates.ts';
import { type PortRange, freePort, freePorts } from './free-ports.ts';
import { type ServerFolder, makeServerFolder } from './server-folder.ts';
import type { FtpServerOptions } from './test-server.ts';
import { type SystemUser, ensureTestUser, testUser } from './test-user.ts';

/** Where an FTP server stands and what it shows. */
export interface FtpPlacement {
  readonly user: SystemUser;
  readonly port: number;
  readonly passivePorts: PortRange;
  readonly folder: ServerFolder;
  readonly certificate: Certificate;
  readonly certificatePath: string;
  readonly keyPath: string;
}

/* Making a key takes longer than starting a server. */
let shared: Certificate | undefined;

export async function placeFtpServer(options: FtpServerOptions): Promise<FtpPlacement> {
  const user = await ensureTestUser();
  const certificate = options.certificate ?? (shared ??= makeCertificate());
  const folder = makeServerFolder(user, options);
  const [certificatePath, keyPath] = [
    join(folder.base, 'tls.pem'),
    join(folder.base, 'tls-key.pem'),
  ];
  writeFileSync(certificatePath, certificate.certificatePem);
  writeFileSync(keyPath, certificate.keyPem, { mode: 0o600 });
  return {
    user,
    port: options.port ?? (await freePort()),
    passivePorts: options.passivePorts ?? (await freePorts(20)),
    folder,
    certificate,
    certificatePath,
    keyPath,
  };
}

/** The test user's, as crypt(3) has it. */
export function passwordHash(): string {
  const input = testUser.password;
  return execFileSync('openssl', ['passwd', '-6', '-stdin'], { input, encoding: 'utf8' }).trim();
}
