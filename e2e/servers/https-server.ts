import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { SecureVersion } from 'node:tls';
import { makeCertificate, type Certificate } from './certificates.ts';

/** What a client asked for. */
export interface HeardRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** `reset` ends the link of the request with RST. */
export type Answer = (
  request: HeardRequest,
  response: ServerResponse,
  reset: () => void,
) => unknown;

export interface WebServerOptions {
  /** Default: one that all web servers of this process share. */
  readonly certificate?: Certificate;
  /** Default: what Node speaks. */
  readonly versions?: { readonly minVersion: SecureVersion; readonly maxVersion: SecureVersion };
  /** Without TLS. Default: false. */
  readonly plain?: boolean;
  /** A fixed port. Default: a free one. */
  readonly port?: number;
}

/** A web server on loopback. */
export interface WebServer {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** With scheme, address and port, without a slash at the end. */
  readonly origin: string;
  readonly certificate: Certificate;
  /** What was asked so far. */
  readonly requests: readonly HeardRequest[];
  /** Connections since the start. */
  readonly accepted: () => number;
  /** Connections open now. One that the server has ended counts until the client has ended it as well. */
  readonly open: () => number;
  /** Ends every link in good order, as servers do on which nothing is asked for long. */
  readonly endLinks: () => void;
  readonly close: () => Promise<void>;
}

let shared: Certificate | undefined;

/** Starts one that gives these answers. */
export async function startWebServer(
  answer: Answer,
  options: WebServerOptions = {},
): Promise<WebServer> {
  const certificate = options.certificate ?? (shared ??= makeCertificate());
  const requests: HeardRequest[] = [];
  const sockets = new Set<Socket>();
  let accepted = 0;
  const server = newServer(certificate, options);
  server.on('request', (incoming: IncomingMessage, response: ServerResponse) => {
    void hear(incoming).then((request) => {
      requests.push(request);
      const tcp = [...sockets].find(({ remotePort }) => remotePort === incoming.socket.remotePort);
      answer(request, response, () => reset(incoming.socket, tcp));
    });
  });
  server.on('connection', (socket: Socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  const links = new Set<Socket>();
  server.on(options.plain === true ? 'connection' : 'secureConnection', (socket: Socket) => {
    links.add(socket);
    socket.on('close', () => links.delete(socket));
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    host: '127.0.0.1',
    port,
    origin: `${options.plain === true ? 'http' : 'https'}://127.0.0.1:${port}`,
    certificate,
    requests,
    accepted: () => accepted,
    open: () => sockets.size,
    endLinks: () => {
      for (const link of links) link.end();
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function newServer(certificate: Certificate, { plain, versions }: WebServerOptions): Server {
  if (plain === true) return createServer();
  // The level is OpenSSL's word for how weak is too weak; BoringSSL (Electron) does not know it.
  const weakAllowed = 'electron' in process.versions ? {} : { ciphers: 'DEFAULT@SECLEVEL=0' };
  return createSecureServer({
    key: certificate.keyPem,
    cert: certificate.certificatePem,
    ...(versions ? { ...versions, ...weakAllowed } : {}),
  });
}

/** What resetAndDestroy() does, in the order that a TLS socket on top of it can bear. */
function reset(socket: Socket, tcp: Socket | undefined): void {
  if (tcp) Object.assign(tcp, { resetAndClosing: true });
  socket.destroy();
  tcp?.destroy();
}

async function hear(incoming: IncomingMessage): Promise<HeardRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = '', url = '', headers } = incoming;
  return { method, path: url, headers, body: Buffer.concat(chunks) };
}

/** A page for people. */
export const page = (title: string, text = title): string =>
  `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${text}<br></h1></body></html>\n`;

/** Answers each request with the same page. */
export const startPageServer = (
  options: WebServerOptions & { readonly title?: string; readonly status?: number } = {},
): Promise<WebServer> =>
  startWebServer((_, response) => {
    response.writeHead(options.status ?? 200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(page(options.title ?? 'Made-up upload page'));
  }, options);
