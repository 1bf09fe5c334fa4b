import { expect, it } from 'vitest';
import { everything } from '../../shared/domain/receipt.ts';
import { forSpreadsheets, historyCsv, localTime } from './history-csv.ts';
import { emptyHistory, someReceipt } from './testing/some-receipts.ts';

async function text(pieces: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const piece of pieces) all += piece;
  return all;
}

it('is a table with a title for each column and a line for each receipt, newest first', async () => {
  const { writer, history } = emptyHistory();
  writer.add([
    someReceipt({ name: 'a,"b".hl7', endedAt: Date.UTC(2026, 0, 1) }),
    someReceipt({
      ...{
        kind: 'message',
        outcome: 'not-accepted',
        name: '=HYPERLINK("x")',
        endedAt: Date.UTC(2026, 0, 2),
      },
      ...{ size: null, sha256: null, remotePath: null, localModifiedAt: null, reply: '@cmd' },
    }),
  ]);
  const csv = await text(historyCsv(history, everything));
  const lines = csv.split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^Ended,Started,Result,Kind,Direction,Name,Site,/);
  expect(lines[1]).toContain(`Not accepted,Message,Sent,"'=HYPERLINK(""x"")",CIIS SFTP`);
  expect(lines[1]).toContain("'@cmd");
  expect(lines[2]).toContain('Accepted and checked,File,Sent,"a,""b"".hl7",CIIS SFTP,sftp,');
  expect(lines[2]).toContain(`,100,${'ab'.repeat(32)},3,size,226 Transfer complete,,,nurse,`);
  expect(await text(forSpreadsheets(historyCsv(history, everything)))).toBe(`\ufeff${csv}`);
  expect((await text(historyCsv(history, everything, 1))).split('\r\n')).toHaveLength(3);
});

it('is made a page at a time: other things are done meanwhile', async () => {
  const { writer, history } = emptyHistory();
  writer.add(Array.from({ length: 1000 }, (_, index) => someReceipt({ endedAt: index })));
  let turns = 0;
  const count = () => {
    turns += 1;
    again = setImmediate(count);
  };
  let again = setImmediate(count);
  const csv = await text(historyCsv(history, { ...everything, text: 'batch' }));
  clearImmediate(again);
  expect(csv.split('\r\n')).toHaveLength(1002);
  expect(turns).toBeGreaterThanOrEqual(3);
});

it('says times with how far the clock here is from UTC', () => {
  const at = Date.UTC(2026, 10, 24, 15, 5, 1);
  expect(localTime(at)).toMatch(/^2026-11-2\dT\d\d:\d\d:01[+-]\d\d:\d\d$/);
  expect(new Date(localTime(at)).getTime()).toBe(at);
  expect(localTime(Number.MAX_VALUE)).toBe('');
});
