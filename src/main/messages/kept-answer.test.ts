import { expect, test } from 'vitest';
import { answerView } from './answer-view.ts';
import { keptAnswer, mostKept } from './kept-answer.ts';
import { answered } from './outcome.ts';

const head = 'MSH|^~\\&|CIIS|||||||ACK|1|P|2.5.1\rMSA|AA|M-1\r';
const warning = 'ERR||PID^1|101^Required field missing|W\r';
const error = 'ERR||PID^1^5|102^Data type error|E||||No name\r';

test('an answer is kept as it came', () => {
  const text = head + warning;
  expect(keptAnswer(text, 'accepted-with-remarks', 5)).toEqual({
    kind: 'answer',
    text,
    receivedAt: 5,
  });
});

test('one that is far too long is kept in part, says so, and keeps the verdict of the whole', () => {
  const filler = 'NTE|1||nothing to say\r'.repeat(mostKept / 20);
  const { verdict, answer } = answered(
    head.replace('|AA|', '|AE|') + warning + filler + error,
    { controlId: 'M-1', sentAt: 1 },
    5,
  );
  expect(verdict).toBe('not-accepted');
  if (answer?.kind !== 'answer') throw new Error('It is an answer');
  expect(answer.text.length).toBeLessThan(mostKept + 100);
  const lines = answer.text.split('\r');
  expect(lines.at(-2)).toContain('kept only the first 256 KB');
  expect(lines.at(-3)).toBe('NTE|1||nothing to say');
  const view = answerView(answer, 'M-1');
  expect(view.acknowledgement.verdict).toBe('not-accepted');
  expect(view.segments.length).toBeGreaterThan(3);
});

test('a line that never ends is cut as well', () => {
  const { verdict, answer } = answered(
    'x'.repeat(mostKept * 2),
    { controlId: 'M-1', sentAt: 1 },
    5,
  );
  expect(verdict).toBe('no-proper-answer');
  expect(answer?.kind === 'answer' && answer.text.length < mostKept + 100).toBe(true);
});
