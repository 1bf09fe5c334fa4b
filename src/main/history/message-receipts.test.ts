import { expect, it } from 'vitest';
import { everything } from '../../shared/domain/receipt.ts';
import { AppError } from '../../shared/domain/error.ts';
import { answered, cancelledUnsent, failedWith, unknownAfter } from '../messages/outcome.ts';
import { noteOutcome } from '../messages/note-sending.ts';
import { SentIds } from '../messages/sent-ids.ts';
import { testSite } from '../transfer/testing/desk.ts';
import { MessageReceipts } from './message-receipts.ts';
import { emptyHistory } from './testing/some-receipts.ts';

const signature = { sentBy: 'nurse', computer: 'FRONT-DESK', version: '1' };
const site = testSite({ protocol: 'soap', label: 'CIIS Real-time' });
const facts = {
  site,
  controlId: 'RS-1',
  path: '/exports/a.hl7',
  fingerprint: 'SHA256:x',
  endedAt: 9,
};

function receipts() {
  const { db, writer, history } = emptyHistory();
  return {
    db,
    writer,
    all: () => history.list(everything, null, 10).receipts,
    messages: new MessageReceipts(writer, signature),
  };
}

const refusal =
  'MSH|^~\\&|CIIS\rMSA|AE|RS-1|Patient Made Up was refused\rERR||PID^1^5|101^Required^HL70357|E||||Made Up\r';

it('a message has the codes of its answer, and none of its words', () => {
  const { messages, all } = receipts();
  messages.add(facts, answered(refusal, { controlId: 'RS-1', sentAt: 5 }, 6));
  expect(all()).toMatchObject([
    {
      ...{ kind: 'message', outcome: 'not-accepted', name: 'RS-1', localPath: '/exports/a.hl7' },
      ...{ reply: 'AE 101', startedAt: 5, endedAt: 9, size: null, sha256: null, remotePath: null },
      ...{ siteLabel: 'CIIS Real-time', fingerprint: 'SHA256:x', messages: 1, failure: null },
    },
  ]);
  expect(JSON.stringify(all())).not.toContain('Made Up');
});

it('one that failed or is unknown says why, without what a gateway said in words', () => {
  const { messages, all } = receipts();
  messages.add(
    { ...facts, endedAt: 1 },
    failedWith(new AppError('port-refused', 'ECONNREFUSED'), 5),
  );
  messages.add({ ...facts, endedAt: 2 }, unknownAfter(new AppError('gateway-fault', 'Made Up'), 5));
  messages.add({ ...facts, endedAt: 3 }, cancelledUnsent);
  expect(all().map(({ outcome, failure, startedAt }) => [outcome, failure, startedAt])).toEqual([
    ['unknown', { code: 'gateway-fault', detail: '' }, 5],
    ['failed', { code: 'port-refused', detail: 'ECONNREFUSED' }, null],
  ]);
});

it('outcome and receipt are one write: without the one there is not the other', () => {
  const { db, messages, all } = receipts();
  const sent = new SentIds(db, { now: () => 9 });
  const told: unknown[] = [];
  const about = { siteId: 'site-1', fileId: 'f', controlId: 'RS-1' };
  const end = answered('MSH|^~\\&|CIIS\rMSA|AA|RS-1\r', { controlId: 'RS-1', sentAt: 5 }, 6);
  const note = (record: () => void) =>
    noteOutcome({ sent, notice: (failure) => told.push(failure.code) }, about, end, record);
  note(() => {
    messages.add(facts, end);
    throw new AppError('storage-failed');
  });
  expect(told).toEqual(['storage-failed']);
  expect(all()).toEqual([]);
  expect(sent.fromAnother('site-1', 'other', 'RS-1')).toBeNull();
  note(() => messages.add(facts, end));
  expect(all()).toMatchObject([{ outcome: 'accepted', reply: 'AA' }]);
  expect(sent.fromAnother('site-1', 'other', 'RS-1')).toBe('accepted');
});
