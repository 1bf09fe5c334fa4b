import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { someReceipt } from '../../shared/domain/testing/some-receipt.ts';
import { receiptHtml } from './receipt-page.ts';

test('it holds what the receipt says', () => {
  const page = receiptHtml(someReceipt());
  for (const words of [
    'Verified',
    'Accepted by CIIS and checked: 212 messages, 1.4 MB, 10:32',
    '5e1c9a40 77d2b8f3 06ce4ab1 e2f8530d\n91c62b7a d04f8e65 13a9fc70 4dd892b6',
    'Close handle: OK (0)',
    'riverside_peds',
  ])
    expect(page).toContain(words);
});

test('nothing in it is markup of somebody else', () => {
  const page = receiptHtml(
    someReceipt({
      name: '<script>alert(1)</script>.hl7',
      reply: '226 </dd><img src="https://elsewhere.example/x">',
      username: '"><a href=x>',
    }),
  );
  expect(page).not.toMatch(/<script|<img|<a /);
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;.hl7');
});

test('it may load nothing and run nothing, and its one style is the one that is allowed', () => {
  const page = receiptHtml(someReceipt());
  const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(page) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  expect(page).toContain(`content="default-src 'none'; style-src 'sha256-${hash}'"`);
  expect(page).not.toMatch(/style="|url\(|@import|https?:/);
});
