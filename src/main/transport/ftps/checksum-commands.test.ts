import { describe, expect, it } from 'vitest';
import { checksumCommands, checksumWords } from './checksum-commands.ts';
import { parseFeatures } from './features.ts';

const told = (...lines: string[]) =>
  checksumCommands(
    parseFeatures({ code: 211, text: `211-Features:\n ${lines.join('\n ')}\n211 End` }),
  );
const verbsOf = (commands: ReturnType<typeof checksumCommands>): Record<string, string> =>
  Object.fromEntries(
    [...commands.of].map(([algorithm, command]) => [
      algorithm,
      command.kind === 'own' ? command.verb : `HASH ${command.name}`,
    ]),
  );

describe('the checksums that FEAT names', () => {
  it('are none where it names none', () => {
    expect(told('SIZE', 'REST STREAM', 'MDTM').of.size).toBe(0);
    expect(checksumCommands(parseFeatures({ code: 500, text: '500 What?' })).of.size).toBe(0);
  });

  it.each([
    // ProFTPD 1.3.8 with mod_digest
    [
      [
        'HASH CRC32;MD5;SHA-1*;SHA-256;SHA-512',
        'XCRC',
        'XMD5',
        'XSHA',
        'XSHA1',
        'XSHA256',
        'XSHA512',
      ],
      {
        'sha-512': 'HASH SHA-512',
        'sha-256': 'HASH SHA-256',
        'sha-1': 'HASH SHA-1',
        md5: 'HASH MD5',
        'crc-32': 'HASH CRC32',
      },
    ],
    // Serv-U 15
    [
      ['XCRC filename;start;end', 'XMD5 filename;start;end', 'XSHA1 filename;start;end'],
      { 'sha-1': 'XSHA1', md5: 'XMD5', 'crc-32': 'XCRC' },
    ],
    // Gene6 3.10
    [['XCRC "filename" SP EP', 'XMD5 "filename" SP EP'], { md5: 'XMD5', 'crc-32': 'XCRC' }],
    // EFT
    [['SIZE', 'XCRC filename;start;end'], { 'crc-32': 'XCRC' }],
    // FileZilla Server 1
    [
      ['HASH SHA-512;SHA-256;SHA-1;MD5*'],
      {
        'sha-512': 'HASH SHA-512',
        'sha-256': 'HASH SHA-256',
        'sha-1': 'HASH SHA-1',
        md5: 'HASH MD5',
      },
    ],
    [['xsha', 'md5'], { 'sha-1': 'XSHA', md5: 'MD5' }],
  ])('are read from %j, the best first', (lines, expected) => {
    const commands = told(...lines);
    expect(verbsOf(commands)).toEqual(expected);
    expect([...commands.of.keys()]).toEqual(Object.keys(expected));
  });

  it('include which HASH is set to', () => {
    expect(told('HASH SHA-256;SHA-1*;MD5').chosen).toBe('SHA-1');
    expect(told('HASH SHA-256;SHA-1').chosen).toBeUndefined();
  });

  it('leave out what is no name of a checksum', () => {
    const commands = told('HASH SHA-256 \u0007;OPTS;CRC-64;;SHA 1', 'XCRC32');
    expect(verbsOf(commands)).toEqual({});
  });

  it('are read from so much of a list without end', () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `MADE${index}`);
    expect(told(...lines, 'XCRC').of.size).toBe(0);
  });
});

describe('what is asked', () => {
  it.each([
    ['XCRC', '/a.hl7', 'XCRC /a.hl7'],
    ['XSHA256', '/two  spaces.hl7', 'XSHA256 "/two  spaces.hl7"'],
    ['XMD5', '/"quoted".hl7', undefined],
    ['MD5', '/two "quoted" words.hl7', 'MD5 /two "quoted" words.hl7'],
  ])('%s of %j is %j', (verb, path, words) => {
    expect(checksumWords(verb, path)).toBe(words);
  });
});
