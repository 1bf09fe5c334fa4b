import fc from 'fast-check';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isWhole, type Wholeness } from './whole-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ciis-whole-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const { signal } = new AbortController();

async function look(content: string | Buffer): Promise<Wholeness> {
  const path = join(folder, 'vax.hl7');
  await writeFile(path, content);
  return isWhole(path, signal);
}

const message = 'MSH|^~\\&|EHR|CLINIC|CIIS|CO|20260601||VXU^V04^VXU_V04|1|P|2.5.1\rPID|1||7\r';
const long = message.repeat(100);

describe('a file is whole', () => {
  it.each([
    ['messages alone', long],
    ['nothing', ''],
    ['something else', 'a,b,c\n'],
    ['bytes', Buffer.from([0, 1, 2, 3, 255])],
    ['a batch', `BHS|^~\\&\r${long}BTS|100\r`],
    ['a file of batches', `FHS|^~\\&\rBHS|^~\\&\r${long}BTS|100\rFTS|1\r`],
    ['no last line end', `FHS|^~\\&\r${long}FTS|1`],
    ['LF', `FHS|^~\\&\n${long.replaceAll('\r', '\n')}FTS|1\n\n`],
    ['CR LF, blank lines', `\r\nFHS|^~\\&\r\n${long}FTS|1\r\n\r\n  \r\n`],
    ['other separators', `FHS#^~\\&\r${long}FTS#1\r`],
    ['a trailer without fields', `BHS|^~\\&\r${message}BTS\r`],
    ['a byte order mark', `\ufeffFHS|^~\\&\r${long}FTS|1\r`],
    ['a comment above', `--- export\r\nBHS|^~\\&\r\n${long}BTS|1\r\n`],
    ['MLLP framing', `\u000bBHS|^~\\&\r${message}BTS|1\r\u001c\r`],
    ['an end of file of DOS', `FHS|^~\\&\r${long}FTS|1\r\n\u001a`],
    ['a name that only begins so', `FHSX\r${message}`],
  ])('that has %s', async (_what, content) => {
    expect(await look(content)).toBe('whole');
  });
});

describe('a batch is unfinished', () => {
  it.each([
    ['stops in a message', `FHS|^~\\&\rBHS|^~\\&\r${long.slice(0, -7)}`],
    ['stops after a message', `FHS|^~\\&\rBHS|^~\\&\r${long}`],
    ['stops within its trailer', `FHS|^~\\&\r${long}BTS|100\rFT`],
    ['has batches and no end of the file', `FHS|^~\\&\rBHS|^~\\&\r${long}BTS|100\r`],
    ['has only its header', 'BHS|^~\\&|EHR\r'],
    ['has its trailer long before its end', `BHS|^~\\&\r${message}BTS|1\r${long}`],
    ['has a comment above', `--- export\nFHS|^~\\&\n${message}`],
    ['has a byte order mark', `\ufeffFHS|^~\\&\r${long}`],
  ])('that %s', async (_what, content) => {
    expect(await look(content)).toBe('unfinished');
  });

  it('until its last byte but the line end is there', async () => {
    const content = `FHS|^~\\&\rBHS|^~\\&\r${message}BTS|1\rFTS\r`;
    for (let length = 5; length < content.length; length += 1) {
      const expected = length < content.length - 1 ? 'unfinished' : 'whole';
      expect([length, await look(content.slice(0, length))]).toEqual([length, expected]);
    }
  });
});

it('is gone, or was never a file', async () => {
  expect(await isWhole(join(folder, 'no.hl7'), signal)).toBe('gone');
  await mkdir(join(folder, 'a.hl7'));
  expect(await isWhole(join(folder, 'a.hl7'), signal)).toBe('gone');
});

describe('a file that another program has open', () => {
  const failing = (codes: Readonly<Record<string, string>>) => {
    return (path: string, flags: string | number) => {
      const code = codes[flags === 'r+' ? 'write' : 'read'];
      if (code === undefined) return open(path, flags);
      return Promise.reject(Object.assign(new Error(`${code}: open`), { code }));
    };
  };

  it.each([
    ['win32', { write: 'EBUSY' }, 'locked'],
    ['win32', { write: 'EPERM', read: 'EPERM' }, 'locked'],
    ['win32', { write: 'EPERM', read: 'EBUSY' }, 'locked'],
    ['win32', { write: 'EPERM' }, 'whole'],
    ['win32', { write: 'ENOENT' }, 'gone'],
    ['win32', {}, 'whole'],
    ['linux', { write: 'EBUSY' }, 'whole'],
    ['linux', { read: 'EBUSY' }, 'locked'],
    ['linux', { read: 'EACCES' }, 'whole'],
    ['linux', { read: 'EIO' }, 'whole'],
    ['darwin', { read: 'ENOENT' }, 'gone'],
  ] as const)('on %s, %j: %s', async (platform, codes, expected) => {
    const path = join(folder, 'vax.hl7');
    await writeFile(path, message);
    expect(await isWhole(path, signal, { open: failing(codes), platform })).toBe(expected);
  });
});

it('bears any bytes', async () => {
  const piece = fc.constantFrom(
    'FHS',
    'BHS',
    'FTS',
    'BTS',
    'MSH',
    '|',
    '\r',
    '\n',
    '---',
    '\u000b',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (pieces) => {
      expect(['whole', 'unfinished']).toContain(await look(pieces.join('')));
    }),
    { numRuns: 200 },
  );
});
