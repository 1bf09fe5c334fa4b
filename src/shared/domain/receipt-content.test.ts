import { expect, test } from 'vitest';
import { receiptContent } from './receipt-content.ts';
import type { Receipt } from './receipt.ts';
import { receiptText } from './receipt-text.ts';
import { someReceipt } from './testing/some-receipt.ts';

function facts(change: Partial<Receipt> = {}): Readonly<Record<string, string>> {
  const { facts: first, more } = receiptContent(someReceipt(change), 'screen');
  return Object.fromEntries(
    [...first, ...more].map(({ name, value, second }) => [
      name,
      second === undefined ? value : `${value} | ${second}`,
    ]),
  );
}

test('it says when, where, whose and how much', () => {
  expect(facts()).toEqual({
    File: 'VXU_2026-11-19.hl7',
    Sent: 'Friday, November 20, 2026 | 10:32:07 to 10:32:11',
    Site: 'CIIS SFTP | sshftp.cohealthnet.com, port 22',
    'Signed in as': 'riverside_peds',
    Size: '1,468,204 bytes, read back equal',
    Messages: '212',
    'Sent by': 'Front desk | on RIVERSIDE-PC2',
    Identity: 'SHA256:invented',
    'Local path': 'C:\\Clinic\\Outbox\\VXU_2026-11-19.hl7',
    'Remote path': '/riverside_peds/VXU_2026-11-19.hl7',
    'App version': 'CIIS Connect 0.1.0',
  });
});

test.each([
  [{ verifiedBy: 'sha-256' }, '1,468,204 bytes, checksum (SHA-256) equal'],
  [{ verifiedBy: 'crc-32' }, '1,468,204 bytes, checksum (CRC-32) equal'],
  [{ outcome: 'accepted', verifiedBy: null }, '1,468,204 bytes, not checked'],
  [{ outcome: 'failed', verifiedBy: null }, '1,468,204 bytes'],
  [{ size: 1 }, '1 byte, read back equal'],
] as const)('how it was checked: %o', (change, words) => {
  expect(facts(change)['Size']).toBe(words);
});

test('a message has its file, no size and no count', () => {
  const message = facts({ kind: 'message', name: 'RP-1', size: null, remotePath: null });
  expect(message).toMatchObject({
    Message: 'RP-1',
    'In the file': 'C:\\Clinic\\Outbox\\VXU_2026-11-19.hl7',
  });
  expect(message).not.toHaveProperty('Size');
  expect(message).not.toHaveProperty('Messages');
  expect(message).not.toHaveProperty('Remote path');
});

test('one that did not get there is not called sent', () => {
  expect(facts({ outcome: 'failed' })).toHaveProperty('When');
  expect(facts({ outcome: 'failed' })).not.toHaveProperty('Sent');
});

test('over midnight both days are said', () => {
  const startedAt = new Date(2026, 10, 19, 23, 59, 58).getTime();
  expect(facts({ startedAt })['Sent']).toBe(
    'Thursday, November 19, 2026, 23:59:58 | to Friday, November 20, 2026, 10:32:11',
  );
});

test('what is not known is left out', () => {
  const known = facts({ siteLabel: '', host: '', sentBy: '', computer: '', version: '' });
  expect(Object.keys(known)).toEqual(
    expect.not.arrayContaining(['Site', 'Sent by', 'App version']),
  );
});

test('the checksum is in groups of eight', () => {
  const { sha256 } = receiptContent(someReceipt(), 'screen');
  expect(sha256).toHaveLength(8);
  expect(sha256[0]).toBe('5e1c9a40');
  expect(receiptContent(someReceipt({ sha256: null }), 'screen').sha256).toEqual([]);
});

test("a server's words and a name can't hide or turn a line", () => {
  const { reply, facts: shown } = receiptContent(
    someReceipt({ reply: '226 ok\u202e\u0007', name: 'a\u200b.hl7' }),
    'screen',
  );
  expect(reply).toBe('226 ok\ufffd\ufffd');
  expect(shown[0]?.value).toBe('a\ufffd.hl7');
});

test('as text it says the same, ready to mail', () => {
  const text = receiptText(someReceipt());
  expect(text).toMatch(/^CIIS Connect receipt: Verified\n={30}\nAccepted by CIIS and checked/);
  expect(text).toMatch(/^Sent {12}Friday, November 20, 2026\n {16}10:32:07 to 10:32:11 \S+/m);
  expect(text).toMatch(
    /^SHA-256 {9}5e1c9a40 77d2b8f3 06ce4ab1 e2f8530d\n {16}91c62b7a d04f8e65 13a9fc70 4dd892b6$/m,
  );
  expect(text).toMatch(/^Server's reply {2}Close handle: OK \(0\)$/m);
  expect(text.split('\n').every((line) => line.length <= 96)).toBe(true);
});
