import { receiptContent, type ReceiptFact } from './receipt-content.ts';
import type { Receipt } from './receipt.ts';
import { wrapText } from './wrap-text.ts';

/** What a mail shows without breaking it again. */
const columns = 96;
const valueAt = 16;

/** A receipt as plain text, ready to mail. */
export function receiptText(receipt: Receipt): string {
  const { title, sentence, nextStep, facts, more, sha256, reply, detail } = receiptContent(
    receipt,
    'paper',
  );
  const heading = `CIIS Connect receipt: ${title}`;
  const proof: readonly ReceiptFact[] = [
    // Half of it in a line, so that it can be compared with another one.
    { name: 'SHA-256', value: [sha256.slice(0, 4), sha256.slice(4)].map(joined).join('\n') },
    { name: "Server's reply", value: reply },
    { name: 'Details', value: detail },
  ];
  return [
    heading,
    '='.repeat(heading.length),
    ...wrapText(sentence, columns),
    ...(nextStep === '' ? [] : wrapText(nextStep, columns)),
    '',
    ...[...facts, ...proof.filter(({ value }) => value.trim() !== ''), ...more].flatMap(factLines),
    '',
  ].join('\n');
}

const joined = (groups: readonly string[]): string => groups.join(' ');

function factLines({ name, value, second }: ReceiptFact): readonly string[] {
  const text = second === undefined ? value : `${value}\n${second}`;
  return wrapText(text, columns - valueAt).map((line, index) =>
    `${(index === 0 ? name : '').padEnd(valueAt)}${line}`.trimEnd(),
  );
}
