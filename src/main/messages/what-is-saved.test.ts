import { describe, expect, it } from 'vitest';
import { fieldText, segmentsOf } from '../hl7/message.ts';
import { parseMessage } from '../hl7/parse-message.ts';
import { PieceReader } from '../hl7/piece-reader.ts';
import { update } from '../hl7/testing/samples.ts';
import { answersBatch } from './answers-batch.ts';
import { summaryCsv } from './summary-csv.ts';
import { answer, openedFile, updates } from './testing/some-file.ts';

const now = Date.UTC(2026, 5, 1, 9, 5, 7);
const ack = (code: string, controlId: string, ...more: readonly string[]) =>
  [`MSH|^~\\&|CIIS|||||||ACK`, `MSA|${code}|${controlId}`, ...more].join('\r');

describe('the answers as one batch', () => {
  it('have every proper one, in the order of the messages, whatever they came as', async () => {
    const file = await openedFile(updates(6));
    answer(file, 4, ack('AR', 'RS-5').replaceAll('\r', '\n'));
    answer(file, 0, `  ${ack('AA', 'RS-1')}\r\r`);
    answer(file, 1, 'Try again later');
    answer(file, 2, encodeURIComponent(ack('AE', 'RS-3', 'ERR||PID|101|W||||Señor')));
    answer(file, 3, `FHS|^~\\&\r${ack('AA', 'RS-9')}\r${ack('AA', 'RS-4')}\rFTS|1\r`);
    const batch = answersBatch(file, now);
    expect(batch.split('\r')).toEqual([
      'FHS|^~\\&|CIIS Connect||||20260601090507+0000',
      'BHS|^~\\&|CIIS Connect||||20260601090507+0000',
      ...ack('AA', 'RS-1').split('\r'),
      ...ack('AE', 'RS-3', 'ERR||PID|101|W||||Señor').split('\r'),
      ...ack('AA', 'RS-4').split('\r'),
      ...ack('AR', 'RS-5').split('\r'),
      'BTS|4',
      'FTS|1',
      '',
    ]);
    const reader = new PieceReader();
    const pieces = [...reader.push(Buffer.from(batch)), ...reader.end()];
    const messages = pieces.filter(({ kind }) => kind === 'message');
    const ids = messages.map(({ bytes }) =>
      fieldText(segmentsOf(parseMessage(bytes), 'MSA')[0], 2),
    );
    expect(ids).toEqual(['RS-1', 'RS-3', 'RS-4', 'RS-5']);
    expect(pieces.some(({ kind }) => kind === 'junk')).toBe(false);
  });

  it('name the message that they answer, also where the registry did not', async () => {
    const file = await openedFile(updates(4));
    answer(file, 0, 'MSH|^~\\&|CIIS\rMSA|AA');
    answer(file, 1, 'MSH|^~\\&|CIIS\rMSA|AE||Wrong\rERR||PID|101|E');
    answer(file, 2, 'MSH#^~\\&#CIIS\rMSA#AA#');
    answer(file, 3, ack('AA', 'RS-9'));
    const lines = answersBatch(file, now).split('\r');
    expect(lines.filter((line) => line.startsWith('MSA'))).toEqual([
      'MSA|AA|RS-1',
      'MSA|AE|RS-2|Wrong',
      'MSA#AA#RS-3',
      'MSA|AA|RS-9',
    ]);
    expect(lines).toContain('ERR||PID|101|E');
  });

  it('are an empty batch where nothing came back', async () => {
    expect(answersBatch(await openedFile(updates(1)), now)).toContain('\rBTS|0\r');
  });
});

describe('the summary', () => {
  it('has a line for each message, and no patient', async () => {
    const file = await openedFile(updates(4), 'north, "clinic".hl7');
    answer(file, 0, ack('AA', 'RS-1'));
    answer(file, 1, ack('AE', 'RS-2', 'ERR||PID^1^7|101|E||||Sample Ada has no birth date'));
    file.ledger.waits(3);
    expect(summaryCsv(file).split('\r\n')).toEqual([
      '\ufeffFile,Number,Line,Control ID,Type,Result,Codes,Sent at',
      '"north, ""clinic"".hl7",1,1,RS-1,VXU^V04,Accepted,AA,2026-06-01T09:00:00.000Z',
      '"north, ""clinic"".hl7",2,8,RS-2,VXU^V04,Not accepted,AE 101,2026-06-01T09:00:00.000Z',
      '"north, ""clinic"".hl7",3,15,RS-3,VXU^V04,Not sent,,',
      '"north, ""clinic"".hl7",4,22,RS-4,VXU^V04,Waiting,,',
      '',
    ]);
    expect(summaryCsv(file)).not.toMatch(/sample|ada/i);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)'])('gives no formula to a spreadsheet: %s', async (id) => {
    const file = await openedFile(update({ controlId: id }));
    expect(summaryCsv(file)).toContain(`,'${id},VXU^V04,`);
  });
});
