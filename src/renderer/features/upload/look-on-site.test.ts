import { expect, test } from 'vitest';
import { findingWords } from './look-on-site.ts';

const now = new Date(2026, 10, 24, 12).getTime();
const said = (found: Parameters<typeof findingWords>[2]): string =>
  findingWords({ name: 'VXU.hl7', size: 1_003_520 }, 'CIIS', found, now);
const there = (size: number, modifiedAt: number | null = null) =>
  said({ kind: 'there', size, modifiedAt });

test('a file that is there with its size is said to be so, and from when', () => {
  const modifiedAt = new Date(2026, 10, 24, 10, 32).getTime();
  expect(there(1_003_520, modifiedAt)).toBe(
    'VXU.hl7 is there (Today, 10:32), with the same size as yours: 980 KB.',
  );
});

test('a part of a file is not taken for the file, and a larger one for no part of it', () => {
  expect(there(1_003_519)).toContain(
    'with 1,003,519 bytes instead of 1,003,520 bytes: it is not complete',
  );
  expect(there(1_003_521)).toContain('it is another file');
});

test('that CIIS does not show a file is no proof that it does not have it', () => {
  expect(said({ kind: 'absent' })).toContain('may have it all the same');
  const refused = { code: 'remote-listing-refused', detail: '' } as const;
  expect(said({ kind: 'not-looked', failure: refused })).toContain("can't be seen here");
});

test('a look that broke off is told as what it was', () => {
  const lost = { code: 'link-lost', detail: '' } as const;
  expect(said({ kind: 'not-looked', failure: lost })).toBe(
    'Whether CIIS has VXU.hl7 could not be seen. The connection broke.',
  );
});
