import { expect, test } from 'vitest';
import { stepResultSchema, type Fact, type StepResult } from '../../shared/domain/check.ts';
import { safeResult } from './safe-result.ts';

const result = (change: Partial<StepResult>): StepResult => ({
  id: 'page',
  outcome: 'ok',
  ms: 1,
  finding: null,
  failure: null,
  facts: [],
  ...change,
});
const endless = 'x'.repeat(1_000_000);
const same = (text: string): string => text;

test('what a server says has an end', () => {
  const safe = safeResult(
    result({
      finding: {
        kind: 'description',
        operations: new Array<string>(5000).fill(endless),
        address: endless,
      },
      failure: { code: 'gateway-page', detail: `${endless}\n`.repeat(5) },
      facts: new Array<Fact>(5000).fill({ name: endless, value: endless }),
    }),
    same,
  );
  expect(JSON.stringify(safe).length).toBeLessThan(1_000_000);
  expect(stepResultSchema.safeParse(safe).success).toBe(true);
});

test('numbers and nothing stay as they are', () => {
  const finding = { kind: 'page', status: 200, title: null } as const;
  expect(safeResult(result({ finding }), same).finding).toEqual(finding);
});
