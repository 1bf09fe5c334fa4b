import { describe, expect, it } from 'vitest';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import {
  fileEnd,
  jsonSummary,
  jsonTransfer,
  plainSummary,
  plainTransfer,
  summarize,
} from './output.ts';
import { sizeText } from './size-text.ts';

const verified = someTransfer({
  localPath: '/clinic/out/batch.hl7',
  remotePath: '/in/batch.hl7',
  size: 4228,
  status: 'verified',
  verifiedBy: 'size',
  sentBytes: 4228,
  sha256: 'ab'.repeat(32),
  reply: '226 Done',
  startedAt: 2,
  endedAt: 3,
  owner: 'cli-1',
});
const failed: Transfer = {
  ...verified,
  status: 'failed',
  sentBytes: 0,
  sha256: null,
  reply: null,
  failure: { code: 'local-locked', detail: 'EBUSY\u001b[2J' },
};
const about = { label: 'CIIS', host: 'h.example', port: 22 };

describe('a file in JSON', () => {
  it('has exactly the fields that scripts are promised', () => {
    expect(JSON.parse(jsonTransfer(fileEnd(verified), about))).toEqual({
      event: 'transfer',
      file: '/clinic/out/batch.hl7',
      remotePath: '/in/batch.hl7',
      status: 'verified',
      bytes: 4228,
      sha256: 'ab'.repeat(32),
      reply: '226 Done',
      error: null,
    });
  });

  it('says what went wrong in words and apart from them in detail', () => {
    expect(JSON.parse(jsonTransfer(fileEnd(failed), about))).toMatchObject({
      status: 'failed',
      error: {
        code: 'local-locked',
        sentence: 'Another program is using batch.hl7.',
        nextStep: expect.stringContaining('Close it there') as string,
        detail: 'EBUSY\ufffd[2J',
      },
    });
  });

  it('is one line, whatever the server said', () => {
    const end = fileEnd({ ...verified, reply: 'a\nb\u2028c' });
    expect(jsonTransfer(end, about).split(/\n/)).toHaveLength(1);
  });

  it('that was left out because it was there already is skipped', () => {
    expect(fileEnd({ ...verified, status: 'skipped' }).status).toBe('skipped');
  });

  it('that the program lost sight of is unknown', () => {
    expect(fileEnd({ ...verified, status: 'interrupted' }).status).toBe('unknown');
  });
});

describe('a file for a person', () => {
  it('is a line, and below it the reason and the detail', () => {
    expect(plainTransfer(fileEnd(verified), about)).toBe(
      'Accepted and checked     /clinic/out/batch.hl7  4.2 KB  to  /in/batch.hl7',
    );
    expect(plainTransfer(fileEnd(failed), about).split('\n')).toEqual([
      'Failed                   /clinic/out/batch.hl7  to  /in/batch.hl7',
      '    Another program is using batch.hl7. Close it there (the record system may still be writing it), then retry.',
      '    Details: local-locked: EBUSY\ufffd[2J',
    ]);
  });
});

describe('the sum', () => {
  const ends = [
    fileEnd(verified),
    fileEnd({ ...verified, status: 'accepted', sentBytes: 100 }),
    fileEnd({ ...verified, status: 'cancelled', sentBytes: 50 }),
  ];

  it('counts each kind of end, and the bytes that arrived', () => {
    expect(JSON.parse(jsonSummary(summarize(ends, 1)))).toEqual({
      event: 'summary',
      total: 3,
      verified: 1,
      accepted: 1,
      unknown: 0,
      failed: 0,
      cancelled: 1,
      skipped: 0,
      bytes: 4328,
      exitCode: 1,
    });
  });

  it('reads like a sentence', () => {
    expect(plainSummary(summarize(ends, 1))).toBe(
      '3 files: 1 accepted and checked, 1 accepted, not checkable, 1 stopped (4.3 KB).',
    );
  });
});

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [999_999, '1.0 MB'],
  [1_400_000, '1.4 MB'],
])('%d bytes read %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
