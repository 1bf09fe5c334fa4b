import { expect, it } from 'vitest';
import type { SweptPort } from './check.ts';
import { portRuns, sweepText } from './sweep-text.ts';

const swept = (from: number, to: number, state: SweptPort['state']): readonly SweptPort[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ port: from + index, state }));

it('tells ports in runs of what a firewall let through and what it dropped', () => {
  const ports = [...swept(52_000, 52_010, 'refused'), ...swept(52_011, 52_011, 'dropped')];
  expect(sweepText(ports)).toBe('52000-52010 let through, 52011 most likely dropped by a firewall');
});

it('counts an open port and a refused one alike', () => {
  expect(portRuns([...swept(1, 2, 'open'), ...swept(3, 4, 'refused')])).toEqual([
    { from: 1, to: 4, way: 'through' },
  ]);
});

it('claims nothing of a port that was not tried', () => {
  const ports = [...swept(7, 8, 'open'), ...swept(3, 4, 'open')];
  expect(sweepText(ports)).toBe('3-4 let through, 7-8 let through');
  expect(sweepText([])).toBe('');
});

it('does not blame a firewall for what never left this computer', () => {
  expect(sweepText([...swept(1, 1, 'refused'), ...swept(2, 3, 'unreachable')])).toBe(
    '1 let through, 2-3 could not be tried from this computer',
  );
});
