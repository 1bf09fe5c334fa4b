import { expect, test } from 'vitest';
import { errorCodes, type ErrorCode } from '../../shared/domain/error.ts';
import { longestDelay, retryDelay, retryDelays, retryRules } from './retry.ts';

const parts = { delays: retryDelays, random: () => 0.5 };
const failure = (code: ErrorCode) => ({ code, detail: '' });

test('every code has its rule', () => {
  expect(Object.keys(retryRules).sort()).toEqual([...errorCodes].sort());
});

test('a way that may be open again in a moment is tried again, and nothing else', () => {
  expect(errorCodes.filter((code) => retryRules[code] === 'again').sort()).toEqual(
    [
      ...['host-not-found', 'no-network', 'port-refused', 'port-silent', 'connection-reset'],
      ...['server-silent', 'server-full', 'proxy-unreachable', 'tls-cut'],
      ...['data-port-blocked', 'data-port-dropped', 'data-port-refused', 'data-link-refused'],
      ...['link-lost', 'link-stalled'],
    ].sort(),
  );
});

test('three times: after 10, 30 and 60 seconds', () => {
  const delays = [0, 1, 2, 3].map((tries) => retryDelay(failure('link-lost'), tries, parts));
  expect(delays).toEqual([10_000, 30_000, 60_000, null]);
});

test('a hundred files do not come back at the same moment', () => {
  const at = (random: number) =>
    retryDelay(failure('link-lost'), 0, { ...parts, random: () => random });
  expect([at(0), at(0.25), at(0.75), at(0.999)]).toEqual([8000, 9000, 11_000, 11_996]);
  expect(longestDelay(retryDelays)).toBe(72_000);
});
