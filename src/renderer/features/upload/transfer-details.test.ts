import { expect, test } from 'vitest';
import { someTransfer } from '../../../shared/domain/testing/some-transfer.ts';
import { transferDetails } from './transfer-details.ts';

const failed = (code: 'preflight-stopped' | 'link-lost', detail: string) =>
  transferDetails(someTransfer({ status: 'failed', failure: { code, detail } }), undefined);

test('what the pre-flight check stopped a file for is there to read, line by line', () => {
  const detail = 'Line 14 belongs to no message.\nLine 15 belongs to no message.';
  expect(failed('preflight-stopped', detail).at(-1)).toEqual({
    name: 'Found',
    value: detail,
    mono: false,
  });
});

test('any other failure has its technical detail', () => {
  expect(failed('link-lost', 'ECONNRESET').at(-1)).toEqual({
    name: 'Detail',
    value: 'ECONNRESET',
    mono: true,
  });
});
