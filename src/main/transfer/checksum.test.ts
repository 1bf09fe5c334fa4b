import { expect, test } from 'vitest';
import { checksumAlgorithms } from '../../shared/domain/transfer.ts';
import { chosenOf, runningChecksum } from './checksum.ts';

/** Of "123456789", from each algorithm's own documents. */
const known = {
  'crc-32': 'cbf43926',
  md5: '25f9e794323b453885f5181f1b624d0b',
  'sha-1': 'f7c3bc1d808e04732adf679965ccc34ca7ae3441',
  'sha-256': '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225',
  'sha-512':
    'd9e6762dd1c8eaf6d61b3c6192fc408d4d6d5f1176d0c29169bc24e71c3f274ad27fcd5811b313d681f7e55ec02d73d499c95455b6b5bb503acf574fba8ffe85',
} as const;

test.each(checksumAlgorithms)('%s of bytes that come in pieces is that of all of them', (name) => {
  const checksum = runningChecksum(name);
  for (const piece of ['1', '2345', '', '6789']) checksum.update(Buffer.from(piece));
  expect(checksum.hex()).toBe(known[name]);
});

test('a CRC-32 keeps its leading zeros', () => {
  expect(runningChecksum('crc-32').hex()).toBe('00000000');
});

test('SHA-256 is asked for where the server has it, else its best', () => {
  const of = () => Promise.resolve(undefined);
  const chosen = (algorithms: readonly (typeof checksumAlgorithms)[number][]) =>
    chosenOf({ algorithms, ofParts: false, of });
  expect(chosen(['sha-512', 'sha-256', 'md5'])).toBe('sha-256');
  expect(chosen(['sha-1', 'crc-32'])).toBe('sha-1');
});
