import { createServer } from 'node:net';

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/* Below the range that Linux, macOS and Windows use for outgoing connections, so that no client's
   own port can take one between the check and the start of the server. */
const firstPort = 20_000;
const lastPort = 31_900;

/** A port that nothing listens on, on any loopback address. */
export async function freePort(): Promise<number> {
  return (await freePorts(1)).from;
}

/** `count` free ports in a row. */
export async function freePorts(count: number): Promise<PortRange> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const from = firstPort + Math.floor(Math.random() * (lastPort - firstPort - count));
    if (await allFree(from, count)) return { from, to: from + count - 1 };
  }
  throw new Error(`No ${count} free ports in a row between ${firstPort} and ${lastPort}`);
}

async function allFree(from: number, count: number): Promise<boolean> {
  for (let port = from; port < from + count; port += 1) {
    if (!(await isFree(port))) return false;
  }
  return true;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '0.0.0.0', exclusive: true }, () => {
      probe.close(() => resolve(true));
    });
  });
}
