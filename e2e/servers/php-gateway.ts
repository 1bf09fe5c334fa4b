import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, type Socket, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { makeCertificate } from './certificates.ts';
import { freePort } from './free-ports.ts';
import { startProcess } from './server-process.ts';
import { cdcDescription } from './wsdl/cdc-description.ts';

export interface PhpGatewayOptions {
  /**
   * `refused`: the connectivity test is described, and answered with the contract's own fault; `unknown`:
   * it is not even described. Default: offered.
   */
  readonly test?: 'offered' | 'refused' | 'unknown';
}

/** PHP's SOAP server with the CDC contract, behind TLS. It shows its WSDL to any GET. */
export interface PhpGateway {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly serviceUrl: string;
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

const program = fileURLToPath(new URL('php/gateway.php', import.meta.url));

export async function startPhpGateway({ test }: PhpGatewayOptions = {}): Promise<PhpGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'ciis-php-gateway-'));
  const phpPort = await freePort();
  const front = await startTlsFront(phpPort);
  const serviceUrl = `https://127.0.0.1:${front.port}/CIGService/ImmunizationService`;
  const wsdl = join(folder, 'gateway.wsdl');
  const description = cdcDescription(serviceUrl);
  writeFileSync(wsdl, test === 'unknown' ? withoutTest(description) : description);
  const server = await startProcess({
    command: '/usr/bin/php',
    args: ['-d', 'soap.wsdl_cache_enabled=0', '-S', `127.0.0.1:${phpPort}`, program],
    env: { GATEWAY_WSDL: wsdl, ...(test === 'refused' ? { GATEWAY_REFUSES_TEST: '1' } : {}) },
    ready: { port: phpPort },
  });
  return {
    host: '127.0.0.1',
    port: front.port,
    serviceUrl,
    log: server.output,
    stop: async () => {
      await front.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const withoutTest = (description: string): string =>
  description.replace(
    /<wsdl:operation name="connectivityTest">[\s\S]*?<\/wsdl:operation>/g,
    '<!-- no test -->',
  );

/** PHP's own web server has no TLS. */
async function startTlsFront(to: number) {
  const { certificatePem: cert, keyPem: key } = makeCertificate();
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer({ cert, key }, (client) => {
    const php = connect(to, '127.0.0.1');
    for (const socket of [client, php]) keep(socket);
    client.pipe(php).pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async (): Promise<void> => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
