import { basename } from 'node:path';
import { csvLine, csvMark } from '../../shared/domain/csv-line.ts';
import type { MessageState } from '../../shared/domain/message-file.ts';
import { verdictNames, type Verdict } from '../../shared/domain/message.ts';
import type { OpenFile } from './open-file.ts';
import { rowOf } from './message-rows.ts';

const titles = ['File', 'Number', 'Line', 'Control ID', 'Type', 'Result', 'Codes', 'Sent at'];

/** One line for each message and nothing of a patient, for Excel (RFC 4180, UTF-8 with its mark). */
export function summaryCsv(file: OpenFile): string {
  const lines = [titles];
  for (let index = 0; index < file.index.length; index += 1) {
    const { line, controlId, type, state, verdict, codes } = rowOf(file, index);
    const outcome = file.ledger.outcomeOf(index);
    const acknowledgement = verdict === null ? null : (outcome?.acknowledgement ?? null);
    const sentAt = outcome?.sentAt ?? null;
    lines.push([
      basename(file.path),
      String(index + 1),
      String(line),
      controlId,
      type,
      resultWord(state, verdict),
      [acknowledgement ?? '', ...codes].filter((code) => code !== '').join(' '),
      sentAt === null ? '' : new Date(sentAt).toISOString(),
    ]);
  }
  return csvMark + lines.map(csvLine).join('');
}

const stateWords: Readonly<Record<Exclude<MessageState, 'answered'>, string>> = {
  'not-sent': 'Not sent',
  waiting: 'Waiting',
  sending: 'Sending',
  failed: 'Failed',
  unknown: 'Unknown',
  cancelled: 'Stopped',
};

const resultWord = (state: MessageState, verdict: Verdict | null): string =>
  state === 'answered' ? verdictNames[verdict ?? 'no-proper-answer'] : stateWords[state];
