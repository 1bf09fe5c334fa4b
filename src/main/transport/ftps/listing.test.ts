import { describe, expect, it } from 'vitest';
import { parseListing, parseMlsd } from './listing.ts';
import { mlsxTime } from './mlsx.ts';

const now = Date.UTC(2026, 0, 10);

describe('an MLSD listing', () => {
  it('is read whatever the case, and without the folder itself', () => {
    const text = [
      'Type=cdir;Modify=20260101000000; .',
      'Type=File;Size=12;Modify=20240131120000.250; two  spaces.hl7',
      'type=dir;modify=20240131120000; inside',
      'type=OS.unix=slink:/x;size=3; link',
      'nonsense',
      'type=file;size=1; ../out.hl7',
      '',
    ].join('\r\n');
    expect(parseMlsd(text)).toEqual([
      {
        name: 'two  spaces.hl7',
        kind: 'file',
        size: 12,
        modifiedAt: Date.UTC(2024, 0, 31, 12, 0, 0, 250),
      },
      { name: 'inside', kind: 'folder', size: 0, modifiedAt: Date.UTC(2024, 0, 31, 12) },
      { name: 'link', kind: 'link', size: 3, modifiedAt: null },
    ]);
  });
});

describe('a LIST listing', () => {
  it('is read in Unix style, odd lines passed over', () => {
    const text = [
      'total 8',
      '-rw-r--r--    1 1000  1000       12 Jan 09 08:32 a b.hl7',
      'drwxr-xr-x    2 1000  1000     4096 Dec 24 10:00 inside',
      'lrwxrwxrwx    1 0     0           3 Nov 23  2024 link -> a b.hl7',
      '?? what is this',
    ].join('\r\n');
    expect(parseListing(text, now)).toEqual([
      { name: 'a b.hl7', kind: 'file', size: 12, modifiedAt: Date.UTC(2026, 0, 9, 8, 32) },
      { name: 'inside', kind: 'folder', size: 4096, modifiedAt: Date.UTC(2025, 11, 24, 10) },
      { name: 'link', kind: 'link', size: 3, modifiedAt: Date.UTC(2024, 10, 23) },
    ]);
  });

  it('is read in DOS style', () => {
    const text = '11-23-24  08:32PM                 12 a.hl7\r\n01-02-26  12:05AM       <DIR>  in';
    expect(parseListing(text, now)).toEqual([
      { name: 'a.hl7', kind: 'file', size: 12, modifiedAt: Date.UTC(2024, 10, 23, 20, 32) },
      { name: 'in', kind: 'folder', size: 0, modifiedAt: Date.UTC(2026, 0, 2, 0, 5) },
    ]);
  });
});

it('says times as MFMT wants them', () => {
  expect(mlsxTime(Date.UTC(2024, 0, 31, 12, 5, 9, 999))).toBe('20240131120509');
});
