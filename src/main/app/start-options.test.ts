import { expect, it } from 'vitest';
import { chosenDataFolder, chosenRetryDelays, startsHidden } from './start-options.ts';

it.each([
  [['--data-dir', '/srv/ciis'], '/srv/ciis'],
  [['--no-sandbox', '--data-dir=/srv/ciis', '--inspect=0'], '/srv/ciis'],
  [['--no-sandbox'], null],
  [['--data-dir='], null],
  [['--data-dir'], null],
  [['-r', 'x', '--flag', 'word'], null],
])('finds the data folder in %j', (args, expected) => {
  expect(chosenDataFolder(args)).toBe(expected);
});

it.each([
  [
    ['--retry-delays=0,500', '--no-sandbox'],
    [0, 500],
  ],
  [['--retry-delays='], []],
  [['--retry-delays=soon'], undefined],
  [['--data-dir=/srv'], undefined],
])('finds the delays of tests in %j', (args, expected) => {
  expect(chosenRetryDelays(args)).toEqual(expected);
});

it.each([
  [['--no-sandbox', '--hidden', '--data-dir=/srv'], true],
  [['--hidden-things'], false],
  [[], false],
])('finds whether the window stays hidden in %j', (args, expected) => {
  expect(startsHidden(args)).toBe(expected);
});
