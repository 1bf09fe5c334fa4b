import { expect, it } from 'vitest';
import { errorCodes, type ErrorCode } from '../../shared/domain/error.ts';
import { nextStep, noTries, type Way } from './retry-rules.ts';

/** What happens each time that it goes wrong in the same way: seconds, or what it comes to. */
function course(code: ErrorCode, { chance = 0, proved = true } = {}): readonly string[] {
  const tries = { ...noTries };
  for (const steps: string[] = []; ;) {
    const step = nextStep(code, tries, chance, proved);
    if (!('ms' in step)) return [...steps, step.kind];
    steps.push(`${step.kind} ${step.ms / 1000}`);
    tries[step.way] += 1;
  }
}

const notReached = ['hold 10', 'hold 30', 'hold 60', 'pause'];

const expected: Readonly<Partial<Record<ErrorCode, readonly string[]>>> = {
  'host-not-found': notReached,
  'no-network': notReached,
  'port-refused': notReached,
  'port-silent': notReached,
  'connection-reset': notReached,
  'server-silent': notReached,
  'proxy-unreachable': notReached,
  'proxy-refused': notReached,
  'tls-failed': notReached,
  'tls-cut': notReached,
  'link-lost': notReached,
  'link-stalled': notReached,
  'gateway-page': ['hold 30', 'hold 120', 'pause'],
  'gateway-fault': ['later 10', 'failed'],
  'reply-lost': ['unknown'],
  'gateway-no-answer': ['no-answer'],
  'gateway-too-large': ['failed'],
  'invalid-input': ['failed'],
  cancelled: ['cancelled'],
};

it.each(errorCodes)('%s', (code) => {
  expect(course(code)).toEqual(expected[code] ?? ['stop']);
});

it('holds the others back after a fault until the gateway took the login', () => {
  expect(course('gateway-fault', { proved: false })).toEqual(['hold 10', 'failed']);
});

it('waits up to a fifth longer by chance', () => {
  expect(course('port-refused', { chance: 0.5 })).toEqual([
    'hold 11',
    'hold 33',
    'hold 66',
    'pause',
  ]);
});

it('counts each way apart', () => {
  const tries: Record<Way, number> = { reach: 3, page: 0, fault: 1 };
  expect(nextStep('port-refused', tries, 0, true)).toEqual({ kind: 'pause' });
  expect(nextStep('gateway-page', tries, 0, true)).toEqual({
    kind: 'hold',
    way: 'page',
    ms: 30_000,
  });
  expect(nextStep('gateway-fault', tries, 0, true)).toEqual({ kind: 'failed' });
});
