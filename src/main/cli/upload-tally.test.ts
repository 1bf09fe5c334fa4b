import { expect, test } from 'vitest';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';
import { UploadTally } from './upload-tally.ts';

const a = someTransfer({ id: 'a', name: 'a.hl7', size: 100 });
const b = someTransfer({ id: 'b', name: 'b.hl7', size: 300 });

test('the whole is kept up change by change', () => {
  const tally = new UploadTally([a, b]);
  expect(tally.figures([])).toMatchObject({
    files: 2,
    filesDone: 0,
    sentBytes: 0,
    totalBytes: 400,
  });
  tally.note({ ...a, status: 'sending', startedAt: 1 });
  tally.note({ ...b, status: 'sending', startedAt: 1 });
  const live = [
    { id: 'a', sentBytes: 50, speed: 10, secondsLeft: 5 },
    { id: 'b', sentBytes: 100, speed: 15, secondsLeft: 13 },
  ];
  expect(tally.figures(live)).toMatchObject({
    sentBytes: 150,
    speed: 25,
    secondsLeft: 10,
    name: 'a.hl7',
  });
  tally.note({ ...a, status: 'verified', sentBytes: 100 });
  expect(tally.figures(live)).toMatchObject({
    filesDone: 1,
    sentBytes: 200,
    speed: 15,
    name: 'b.hl7',
  });
});

test('what will not be sent any more is no part of the whole', () => {
  const tally = new UploadTally([a, b]);
  tally.note({ ...b, status: 'failed', sentBytes: 30 });
  expect(tally.figures([])).toMatchObject({
    filesDone: 1,
    sentBytes: 30,
    totalBytes: 130,
    speed: null,
  });
});
