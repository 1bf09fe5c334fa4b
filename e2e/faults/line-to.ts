import { startFtpProxy } from '../servers/ftp-proxy.ts';
import { startProxy, type Proxy } from '../servers/proxy.ts';
import type { FtpServer, TestServer } from '../servers/test-server.ts';

/** The links to a server, through proxies. */
export interface Line {
  readonly host: string;
  readonly port: number;
  readonly control: Proxy;
  /** Of FTPS; else empty. */
  readonly data: readonly Proxy[];
  /** Calls back once, when so many bytes have gone to the server over one of its links. */
  readonly tellAfter: (bytes: number, act: () => void) => void;
  readonly unlimited: () => void;
  readonly close: () => Promise<void>;
}

/** `host`: a loopback address that no other line of this process uses (FTPS takes the server's own ports there). */
export async function lineTo(
  server: TestServer,
  protocol: 'sftp' | 'ftps',
  host: string,
): Promise<Line> {
  if (protocol === 'sftp') {
    const proxy = await startProxy({ to: server.port, host });
    return lineOf(proxy, [], () => proxy.close());
  }
  const proxy = await startFtpProxy(server as FtpServer, { host });
  return lineOf(proxy.control, proxy.data, () => proxy.close());
}

function lineOf(control: Proxy, data: readonly Proxy[], close: () => Promise<void>): Line {
  const all = [control, ...data];
  return {
    host: control.host,
    port: control.port,
    control,
    data,
    tellAfter: (bytes, act) => {
      let told = false;
      for (const proxy of all)
        proxy.tellAfterBytes(bytes, 'to-server', () => {
          if (!told) act();
          told = true;
        });
    },
    unlimited: () => {
      for (const proxy of all) proxy.unlimited();
    },
    close,
  };
}
