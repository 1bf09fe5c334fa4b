import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { gatherWrites } from './gather-writes.ts';

const undo: (() => void)[] = [];
afterEach(() => {
  for (const act of undo.splice(0).reverse()) act();
});

/** A link, and what has come at its other end. */
async function link(): Promise<{ readonly socket: Socket; readonly received: () => string }> {
  let received = '';
  const server = createServer((other) => {
    other.on('data', (bytes: Buffer) => (received += bytes.toString('latin1')));
    undo.push(() => other.destroy());
  });
  server.listen(0, '127.0.0.1');
  undo.push(() => server.close());
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  undo.push(() => socket.destroy());
  gatherWrites(socket);
  await once(socket, 'connect');
  return { socket, received: () => received };
}

describe('gathered writes', () => {
  it('go out together, in their order', async () => {
    const { socket, received } = await link();
    const together = vi.spyOn(socket, '_writev' as never);
    for (const part of ['one ', 'two ', 'three']) socket.write(part);
    await expect.poll(received).toBe('one two three');
    expect(together).toHaveBeenCalledTimes(1);
  });

  it('are not lost when the link is ended at once', async () => {
    const { socket, received } = await link();
    socket.write('last ');
    socket.end('words');
    await expect.poll(received).toBe('last words');
  });
});
