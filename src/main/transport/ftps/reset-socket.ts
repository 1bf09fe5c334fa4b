import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

/**
 * Ends a TCP socket, and the TLS socket on it, with RST and nothing before it. Node's own
 * resetAndDestroy() sends FIN first, and a lenient server takes a file that ends so for whole; on a
 * TCP socket with TLS on it, it can also end the process (seen with Node 20 and 24: SIGSEGV).
 */
export function resetSocket(tcp: Socket, tls?: TLSSocket): void {
  // What resetAndDestroy() sets, since Node 18.3; ftps-oddities.servers.test.ts watches over it.
  Object.assign(tcp, { resetAndClosing: !tcp.connecting });
  tls?.destroy(); // Destroys the TCP socket as well, in the order that its native part can bear.
  tcp.destroy();
}
