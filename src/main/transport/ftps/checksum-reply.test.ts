import { describe, expect, it } from 'vitest';
import type { ChecksumAlgorithm } from '../../../shared/domain/transfer.ts';
import { checksumFromHash, checksumFromReply } from './checksum-reply.ts';

const reply = (text: string) => ({ code: Number(text.slice(0, 3)), text });
const md5 = 'd41d8cd98f00b204e9800998ecf8427e';
const sha1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';

describe('an answer to XCRC and its like', () => {
  it.each<[string, ChecksumAlgorithm, string]>([
    ['250 1A2B3C4D', 'crc-32', '1a2b3c4d'], // EFT, Serv-U
    ['250 <1A2B3C4D>.', 'crc-32', '1a2b3c4d'],
    ['250 XCRC 0000003D', 'crc-32', '0000003d'],
    ['250 "1A2B3C4D"', 'crc-32', '1a2b3c4d'],
    ['250-Computing CRC32 digest\n250 CBF43926', 'crc-32', 'cbf43926'], // ProFTPD
    ['213 1a2b3c4d', 'crc-32', '1a2b3c4d'],
    [`251 "/some file.hl7" ${md5.toUpperCase()}`, 'md5', md5], // draft-twine-ftpmd5
    [`250 ${sha1} /a.hl7`, 'sha-1', sha1],
  ])('%j is understood', (text, algorithm, expected) => {
    expect(checksumFromReply(reply(text), algorithm)).toBe(expected);
  });

  it.each<[string, ChecksumAlgorithm]>([
    ['202 1A2B3C4D', 'crc-32'],
    ['450 1A2B3C4D', 'crc-32'],
    ['550 /1A2B3C4D: No such file', 'crc-32'],
    ['500 What?', 'crc-32'],
    ['250 3D', 'crc-32'],
    ['250 1A2B3C4D5E', 'crc-32'],
    ['250 "deadbeef" 1A2B3C4D', 'crc-32'], // Which is it?
    ['250-1A2B3C4D\n250 Done', 'crc-32'],
    [`250 ${sha1}`, 'md5'],
    ['250', 'md5'],
  ])('%j tells nothing', (text, algorithm) => {
    expect(checksumFromReply(reply(text), algorithm)).toBeUndefined();
  });
});

describe('an answer to HASH', () => {
  it.each([
    `213 SHA-1 0-49 ${sha1} a.hl7`,
    `213-Computing SHA-1 digest\n213 SHA-1 0-50 ${sha1.toUpperCase()} ${md5} and more.hl7`,
    `213 sha-1 0-0 ${sha1}`,
  ])('%j is understood', (text) => {
    expect(checksumFromHash(reply(text), 'sha-1')).toBe(sha1);
  });

  it('is understood of CRC32, which has no line in its name', () => {
    expect(checksumFromHash(reply('213 CRC32 0-9 CBF43926 a'), 'crc-32')).toBe('cbf43926');
  });

  it.each([
    `213 SHA-256 0-49 ${sha1} a.hl7`,
    `213 SHA-1 5-49 ${sha1} a.hl7`,
    `213 SHA-1 0-49 ${md5} a.hl7`,
    `213 SHA-1 ${sha1} a.hl7`,
    `550 SHA-1 0-49 ${sha1} a.hl7`,
    `556 SHA-1`,
    `213 SHA-1`,
  ])('%j tells nothing', (text) => {
    expect(checksumFromHash(reply(text), 'sha-1')).toBeUndefined();
  });
});
