import { expect, test } from 'vitest';
import { outcomeSchema, type Receipt } from './receipt.ts';
import { arrivedWords, outcomeNames, outcomeTones, receiptSentence } from './receipt-words.ts';
import { someReceipt } from './testing/some-receipt.ts';

const says = (change: Partial<Receipt>) => {
  const { sentence, nextStep } = receiptSentence(someReceipt(change));
  return `${sentence} ${nextStep}`.trim();
};

test('a verified file says what was accepted, how much and when', () => {
  expect(says({})).toBe('Accepted by CIIS and checked: 212 messages, 1.4 MB, 10:32');
  expect(says({ messages: null, host: 'files.example.org', siteLabel: 'Our server' })).toBe(
    'Accepted by Our server and checked: 1.4 MB, 10:32',
  );
  expect(says({ messages: 1 })).toContain('1 message, ');
});

test('one that was collected at once is accepted, and not called checked', () => {
  expect(says({ outcome: 'accepted', verifiedBy: null })).toBe(
    "Accepted by CIIS. It was collected at once, so it can't be checked again",
  );
});

test('of another server than CIIS nobody knows why it could not be seen', () => {
  const elsewhere = { host: 'sftp.example', siteLabel: 'Clinic', outcome: 'accepted' } as const;
  expect(says({ ...elsewhere, verifiedBy: null })).toBe(
    'Accepted by Clinic. It was not seen there afterwards',
  );
});

test('what is wrong with a file that is there all the same is said behind it', () => {
  const failure = { code: 'remote-name-kept', detail: '550 no rename' } as const;
  expect(says({ failure })).toMatch(/^Accepted by CIIS and checked: .* under its temporary name/);
});

test('a file that CIIS may have says that first, whatever broke', () => {
  const failure = { code: 'link-lost', detail: 'ECONNRESET' } as const;
  expect(says({ outcome: 'unknown', failure })).toBe(
    'CIIS may or may not have this file. Look before you send again.',
  );
});

test('a failed one says what happened and the next step', () => {
  const failure = { code: 'port-silent', detail: '' } as const;
  expect(says({ outcome: 'failed', failure })).toBe(
    'Port 22 did not answer. Your firewall may be closing it: ask IT to open outgoing TCP 22 to sshftp.cohealthnet.com.',
  );
});

test.each([
  ['cancelled', 'upload', 'Stopped before all of it was sent.'],
  ['cancelled', 'download', 'Stopped before all of it was received.'],
  ['skipped', 'upload', 'Not sent. A file of this name was there already.'],
] as const)('%s, %s', (outcome, direction, words) => {
  expect(says({ outcome, direction })).toBe(words);
});

test('a download has not been accepted by anybody', () => {
  expect(says({ direction: 'download', messages: null })).toBe(
    'Downloaded and checked: 1.4 MB, 10:32',
  );
});

test.each([
  ['accepted', /^Accepted by CIIS, 10:32$/],
  ['accepted-with-remarks', /took this message and had remarks/],
  ['not-accepted', /did not take this message.*Put it right in the record system/],
  ['no-proper-answer', /may or may not have this message.*Look in CIIS/],
  ['unknown', /may or may not have this message.*Look in CIIS/],
  ['cancelled', /^Stopped before it was sent/],
] as const)('a message that ended %s', (outcome, words) => {
  expect(says({ kind: 'message', size: null, outcome })).toMatch(words);
});

test('every outcome has a name; only the word of the server is green', () => {
  for (const outcome of outcomeSchema.options) expect(outcomeNames[outcome]).not.toBe('');
  const green = outcomeSchema.options.filter((outcome) => outcomeTones[outcome] === 'good');
  expect(green).toEqual(['verified', 'accepted']);
});

test('the queue says of a file that has arrived what its receipt says', () => {
  const end = { direction: 'upload', size: 2048, messages: null, endedAt: null } as const;
  expect(arrivedWords(end, true, 'CIIS')).toEqual({
    strong: 'Accepted by CIIS and checked:',
    rest: '2 KB',
  });
});
