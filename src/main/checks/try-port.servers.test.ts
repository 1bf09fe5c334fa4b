import { expect, onTestFinished, test } from 'vitest';
import { unansweredPort } from '../../../e2e/servers/odd-servers.ts';
import { tryPort } from './try-port.ts';

test('a port that never answers is dropped', async () => {
  const server = await unansweredPort();
  onTestFinished(() => server.close());
  const never = new AbortController().signal;
  expect(await tryPort(300)(server.host, server.port, never)).toBe('dropped');
});
