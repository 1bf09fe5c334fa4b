import type { PortRange } from './free-ports.ts';
import { type Proxy, startProxy } from './proxy.ts';

export interface FtpProxy {
  readonly host: string;
  /** The control port's proxy; its port is the server's. */
  readonly control: Proxy;
  /** One for each passive port. */
  readonly data: readonly Proxy[];
  readonly close: () => Promise<void>;
}

export interface FtpProxyOptions {
  /** Default: 127.0.0.2. */
  readonly host?: string;
  readonly delayMs?: number;
}

/**
 * Proxies for an FTP server's control port and all its passive ports, on the same numbers at
 * another loopback address (the control link is encrypted, so PASV replies can't be rewritten).
 */
export async function startFtpProxy(
  server: { readonly port: number; readonly passivePorts: PortRange },
  { host = '127.0.0.2', delayMs = 0 }: FtpProxyOptions = {},
): Promise<FtpProxy> {
  const at = (port: number): Promise<Proxy> => startProxy({ to: port, port, host, delayMs });
  const { from, to } = server.passivePorts;
  const dataPorts = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const control = await at(server.port);
  const data = await Promise.all(dataPorts.map(at));
  return {
    host,
    control,
    data,
    close: async () => {
      await Promise.all([control, ...data].map((proxy) => proxy.close()));
    },
  };
}
