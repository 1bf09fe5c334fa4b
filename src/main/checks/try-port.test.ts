import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { dataAddress, stateOf, tryPort } from './try-port.ts';

const never = new AbortController().signal;

async function listening(): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer((socket) => socket.on('error', () => undefined));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  };
  onTestFinished(close);
  return { port: (server.address() as AddressInfo).port, close };
}

test('a port that takes the connection is open, and one without a listener is refused', async () => {
  const { port, close } = await listening();
  expect(await tryPort(5000)('127.0.0.1', port, never)).toBe('open');
  await close();
  expect(await tryPort(5000)('127.0.0.1', port, never)).toBe('refused');
});

test.each([
  ['ECONNREFUSED', 'refused'],
  ['ECONNRESET', 'refused'],
  ['ETIMEDOUT', 'dropped'],
  ['ENETUNREACH', 'unreachable'],
  ['EHOSTUNREACH', 'unreachable'],
  ['EACCES', 'unreachable'],
] as const)('%s means %s', (errno, state) => {
  expect(stateOf(errno)).toBe(state);
});

test('what this computer has no way to is no firewall', async () => {
  // No computer lets a TCP link to it out.
  expect(await tryPort(600_000)('255.255.255.255', 9, never)).toBe('unreachable');
});

test('who is told to stop stops at once', async () => {
  expect(await tryPort(600_000)('127.0.0.1', 9, AbortSignal.abort())).toBe('dropped');
});

test('data links go to the IPv4 address of a name', async () => {
  expect(await dataAddress('127.0.0.1')).toBe('127.0.0.1');
  expect(await dataAddress('::1')).toBe('::1');
  await expect(dataAddress('nowhere.invalid')).rejects.toMatchObject({ code: 'host-not-found' });
});
