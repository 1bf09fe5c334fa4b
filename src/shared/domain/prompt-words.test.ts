import { expect, test } from 'vitest';
import { existsChoices, existsWords, signInAgainWords, thereWords } from './prompt-words.ts';

const telling = { size: (bytes: number) => `${bytes} B`, when: (at: number) => `at ${at}` };
const file = { name: 'a.hl7', remotePath: '/in/a.hl7', size: 10 };
const there = (size: number, modifiedAt: number | null = 5) =>
  thereWords({ ...file, there: { kind: 'there', size, modifiedAt } }, 'CIIS', telling);

test('a file that is there is compared by its size', () => {
  expect(there(10)).toBe(
    'On CIIS now: a.hl7, 10 B, at 5, same size as yours: it most likely arrived.',
  );
  expect(there(9, null)).toBe(
    'On CIIS now: a.hl7, 9 B, smaller than yours: it most likely did not arrive whole.',
  );
  expect(there(11)).toContain('larger than yours: it looks like another file.');
});

test('a file that is not to be seen may have been collected', () => {
  expect(thereWords({ ...file, there: { kind: 'not-seen' } }, 'CIIS', telling)).toBe(
    'Not to be seen on CIIS: it may have been collected, or have never arrived.',
  );
});

test('why nobody could look is said', () => {
  const words = (code: 'link-lost' | 'cancelled', detail: string) =>
    thereWords(
      { ...file, there: { kind: 'not-asked', failure: { code, detail } } },
      'CIIS',
      telling,
    );
  expect(words('link-lost', 'ECONNRESET')).toMatch(/^Could not look: [A-Z][^:]+\.$/);
  expect(words('cancelled', 'Only the first 200 were looked at.')).toBe(
    'Could not look: Only the first 200 were looked at.',
  );
});

test('going on with what is there is offered only where it may fit', () => {
  const offered = (
    beginning: 'same' | 'other' | 'unknown',
    remoteSize: number | null,
    localSize = 10,
  ) => existsChoices({ beginning, remoteSize, localSize }).includes('resume');
  expect(offered('same', 5)).toBe(true);
  expect(offered('other', 5)).toBe(false);
  expect(offered('unknown', 5)).toBe(true);
  expect(offered('unknown', 10)).toBe(false);
  expect(offered('unknown', 0)).toBe(false);
  expect(offered('unknown', null)).toBe(false);
});

test('each choice says what it does, and the name that it gives', () => {
  const names = { renamed: 'a_20261124-150501.hl7', numbered: 'a (2).hl7' };
  const words = (
    choice: Parameters<typeof existsWords>[0],
    beginning: 'same' | 'unknown' = 'same',
    forAll = false,
  ) => existsWords(choice, { names, beginning, remoteSize: 5, localSize: 9 }, forAll);
  expect(words('numerate')).toContain('a (2).hl7');
  expect(words('rename')).toMatch(/a_20261124-150501\.hl7, or what you type/);
  expect(words('rename', 'same', true)).not.toContain('type');
  expect(words('resume')).toContain('only the rest is sent');
  expect(words('resume', 'unknown')).toContain('Nobody can see whether it fits');
});

test('how often signing in was refused is said', () => {
  expect(signInAgainWords(3)).toMatch(/refused 3 times .*Six lock the account for 30 minutes/);
  expect(signInAgainWords(1)).toContain('refused once');
});

test('a file that is there whole needs no rest', () => {
  const names = { renamed: 'a_1.hl7', numbered: 'a (2).hl7' };
  const whole = { names, beginning: 'same', remoteSize: 9, localSize: 9 } as const;
  expect(existsWords('resume', whole, false)).toContain('nothing has to be sent');
});
