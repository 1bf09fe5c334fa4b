import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readPuttyHostKey } from './putty-host-key.ts';

/** GitHub's published host keys, and keys that ssh-keygen made; fingerprints as ssh-keygen -l shows them. */
const ed25519 =
  '0x7c63b118b878f3c2b9606a129009fe407d4a80a7724639bbd691b54c2fb2ad60,0x65a2187d69871d2d5a24da0bf9016e1abb282aea50bad149b4b9ce1579aa2ae3';
const nistp256 =
  'nistp256,0x498a4843634047b33a6c6464ccbba292a0c0507d9e4b79611ad832336e1b937c,0xeee46083a08badba39c00753ff2eafd26295d14db0d16676601ffef93a687248';
const wire521 =
  'AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBAEm1J/qzrmzT5ReT1V7QxeIqO1R1lC+Xwq0HOPKTiEdY3zg7sV8WjlMGyzx9ufgDjLGw/SNwHrC1+DevXRklBcKPwH0H2QmSHbhttaEXQU4gifKvBPYm2r/a5yomk313UNLfn58d60h5OH+IMnuKNW3S7uqvF9zIdGbAm7Af/tX8FPUzQ==';
const wireRsa =
  'AAAAB3NzaC1yc2EAAAADAQABAAAAgQC1UMsz366p60NGkzy0JLeGhQTgjewW9jrEYNwYgBLVsVGm+crseawg1oXx5KBGbjlMN/MNv6sIaSea0SlyzR0lb98QETTDvlgAZbJUzyho9ZKVF83IL9qGD/OdfBAisgGk1QgDF8CC3f6YdcSfMCEgf9QZaXLFhVup/P7sqzXY1w==';

/** As PuTTY writes numbers: no zeros in front. */
const hex = (bytes: Buffer): string => `0x${BigInt(`0x${bytes.toString('hex')}`).toString(16)}`;
const last = (wire: string, from: number, to?: number): string =>
  hex(Buffer.from(wire, 'base64').subarray(from, to));

const rsa = `0x10001,${last(wireRsa, -128)}`;
const nistp521 = `nistp521,${last(wire521, -132, -66)},${last(wire521, -66)}`;

it.each([
  ['ssh-ed25519', ed25519, 'ssh-ed25519', 'SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU'],
  [
    'ecdsa-sha2-nistp256',
    nistp256,
    'ecdsa-sha2-nistp256',
    'SHA256:p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM',
  ],
  [
    'ecdsa-sha2-nistp521',
    nistp521,
    'ecdsa-sha2-nistp521',
    'SHA256:2c6BKjYDHzOiSanw7DB2mtzB33AvchQLdrRS1lfVEbA',
  ],
  ['rsa2', rsa, 'ssh-rsa', 'SHA256:u+L5/+kDV03a/BllwUbOlNh4u37gR0e8YeO3Tg4ixbQ'],
])('gives the fingerprint of %s that OpenSSH shows', (type, text, keyType, fingerprint) => {
  expect(readPuttyHostKey(type, text)).toEqual({ keyType, fingerprint });
});

it.each([
  ['a digit that differs is no point of the curve', 'ssh-ed25519', ed25519.replace('0x7', '0x6')],
  ['nor of the other curve', 'ecdsa-sha2-nistp256', nistp256.replace('0x4', '0x5')],
  ['another curve than the type says', 'ecdsa-sha2-nistp384', nistp256],
  ['a number too long for the curve', 'ecdsa-sha2-nistp256', nistp256.replace('0x4', '0x14')],
  ['an RSA key without its exponent', 'rsa2', rsa.slice(8)],
  ['an even modulus', 'rsa2', `${rsa.slice(0, -1)}6`],
  ['a modulus that is cut', 'rsa2', rsa.slice(0, 100)],
  ['a fingerprint in place of the key', 'rsa2', 'ssh-rsa 2048 aa:bb:cc'],
  ['one number too many', 'ssh-ed25519', `${ed25519},0x1`],
  ['no hex', 'ssh-ed25519', ed25519.replace('0x7', 'x7')],
  ['an old type', 'dss', '0x1,0x2,0x3,0x4'],
  ['endless digits', 'rsa2', `0x10001,0x${'f'.repeat(20_000)}`],
])('%s: none', (_what, type, text) => {
  expect(readPuttyHostKey(type, text)).toBeNull();
});

it('bears anything', () => {
  const type = fc.constantFrom('rsa2', 'ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp521');
  const number = fc.bigInt({ min: 0n, max: 2n ** 600n }).map((value) => `0x${value.toString(16)}`);
  const text = fc
    .array(fc.oneof(number, fc.constant('nistp256'), fc.string()), { maxLength: 4 })
    .map((fields) => fields.join(','));
  fc.assert(fc.property(type, text, (one, other) => void readPuttyHostKey(one, other)));
});
