import type { Socket } from 'node:net';

/**
 * Sends in one system call what is written within one turn. ssh2 writes each packet in three parts, of which
 * two are tiny; each would be a packet of TCP of its own. A tiny part's memory is free once it was written.
 * To be called after the socket's `connect`, which takes a `write` of one's own away.
 */
export function gatherWrites(socket: Socket): void {
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  let gathering = false;
  const send = (): void => {
    gathering = false;
    socket.uncork();
  };
  socket.write = (bytes: unknown, ...rest: unknown[]): boolean => {
    if (!gathering) {
      gathering = true;
      socket.cork();
      process.nextTick(send);
    }
    return write(isSmall(bytes) ? Buffer.from(bytes) : bytes, ...rest);
  };
}

const isSmall = (bytes: unknown): bytes is Uint8Array =>
  bytes instanceof Uint8Array && bytes.length <= 64;
