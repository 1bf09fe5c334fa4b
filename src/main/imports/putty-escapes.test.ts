import { expect, it } from 'vitest';
import { withoutPuttyEscapes } from './putty-escapes.ts';

it.each([
  ['plain', 'plain'],
  ['C:%5CMy%20files', 'C:\\My files'],
  ['%EF%BB%BF/Pe%C3%B1a', '/Peña'],
  ['CIIS/%EF%BB%BFPe%C3%B1a', 'CIIS/Peña'],
  ['Pe%F1a %80', 'Peña €'],
  ['100%25', '100%'],
  ['100% of %zz', '100% of %zz'],
  ['%2525', '%25'],
])('%s is %s', (escaped, plain) => {
  expect(withoutPuttyEscapes(escaped)).toBe(plain);
});
