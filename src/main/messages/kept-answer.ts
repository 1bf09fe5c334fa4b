import type { Verdict } from '../../shared/domain/message.ts';
import type { KeptAnswer } from './message-ledger.ts';

/** Characters. Answers are a few hundred; a file may have many thousands of them in memory. */
export const mostKept = 256 * 1024;

const note = 'NTE|1||CIIS Connect kept only the first 256 KB of this answer.\r';

/** An answer as it is kept: as it came; one that is far too long is cut behind a line, and says so in its last. */
export function keptAnswer(text: string, verdict: Verdict, receivedAt: number): KeptAnswer {
  if (text.length <= mostKept) return { kind: 'answer', text, receivedAt };
  const beginning = text.slice(0, mostKept);
  const lineEnd = Math.max(beginning.lastIndexOf('\r'), beginning.lastIndexOf('\n'));
  const whole = lineEnd < 0 ? `${beginning}\r` : beginning.slice(0, lineEnd + 1);
  // By way of bytes: a slice would keep all of the text that it is a part of in memory.
  const kept = Buffer.from(whole + note).toString();
  return { kind: 'answer', text: kept, receivedAt, verdictOfWhole: verdict };
}
