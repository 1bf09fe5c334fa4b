import { describe, expect, it } from 'vitest';
import { everything, type HistoryFilter, type Receipt } from '../../shared/domain/receipt.ts';
import { emptyHistory, someReceipt } from './testing/some-receipts.ts';

const filter = (change: Partial<HistoryFilter>): HistoryFilter => ({ ...everything, ...change });

function historyOf(receipts: readonly Partial<Receipt>[]) {
  const { db, writer, history } = emptyHistory();
  writer.add(
    receipts.map((change, index) =>
      someReceipt({ name: `file-${String(index)}`, endedAt: 1_700_000_000_000 + index, ...change }),
    ),
  );
  const names = (change: Partial<HistoryFilter>, count = 100) =>
    history.list(filter(change), null, count).receipts.map(({ name }) => name);
  return { db, writer, history, names };
}

describe('a receipt', () => {
  it('is kept with everything', () => {
    const { writer, history } = emptyHistory();
    const failure = { code: 'remote-full', detail: '552 no' } as const;
    const failed = someReceipt({ outcome: 'failed', failure, sha256: null, verifiedBy: null });
    writer.add([failed]);
    const [receipt] = history.list(everything, null, 10).receipts;
    expect(receipt).toEqual({ id: receipt?.id, ...failed.receipt });
    expect(history.receipt(receipt?.id ?? 0)).toEqual(receipt);
    expect(() => history.receipt(5)).toThrow('invalid-input');
  });

  it('is written once for each end of a transfer', () => {
    const { writer, history } = emptyHistory();
    writer.add([someReceipt({ endedAt: 5 }, 't1'), someReceipt({ endedAt: 5 }, 't2')]);
    writer.add([someReceipt({ endedAt: 5 }, 't1')]);
    writer.add([someReceipt({ endedAt: 6, name: 'again.hl7' }, 't1')]);
    expect(history.count(everything)).toEqual({ kind: 'exactly', count: 3 });
    expect(history.ofTransfer('t1')?.name).toBe('again.hl7');
    expect(history.ofTransfer('t3')).toBeNull();
  });

  it('can not be changed', () => {
    const { db, writer } = emptyHistory();
    writer.add([someReceipt()]);
    expect(() => db.run("UPDATE receipts SET outcome = 'verified'")).toThrow('never changed');
  });

  it('that is damaged is set aside, and the others are shown', () => {
    const { db, history, writer } = historyOf([{}, {}]);
    db.run('DROP TRIGGER receipts_stay');
    db.run("UPDATE receipts SET outcome = 'teleported' WHERE name = 'file-1'");
    expect(history.list(everything, null, 10).receipts.map(({ name }) => name)).toEqual(['file-0']);
    expect(db.notices).toEqual(['A receipt could not be read and was set aside.']);
    writer.add([someReceipt({ name: 'file-2' })]);
    expect(history.count(filter({ text: 'file-' })).count).toBeGreaterThanOrEqual(2);
  });

  it('of a write that is taken back is not there', () => {
    const { db, writer, history } = emptyHistory();
    const failing = () =>
      db.transaction(() => {
        writer.add([someReceipt()]);
        throw new Error('no');
      });
    expect(failing).toThrow('no');
    expect(history.count(everything)).toEqual({ kind: 'exactly', count: 0 });
    writer.add([someReceipt({ siteId: 'other', name: 'other.hl7' })]);
    expect(history.list(filter({ siteId: 'other' }), null, 5).receipts).toHaveLength(1);
    expect(history.list(filter({ text: 'batch' }), null, 5).receipts).toHaveLength(0);
  });
});

describe('the list', () => {
  it('is newest first and goes on where the page before ended', () => {
    const { history } = historyOf(Array.from({ length: 25 }, () => ({})));
    const first = history.list(everything, null, 10);
    const second = history.list(everything, first.next, 10);
    const third = history.list(everything, second.next, 10);
    const all = [first, second, third].flatMap(({ receipts }) => receipts);
    expect(all.map(({ name }) => name)).toEqual(
      Array.from({ length: 25 }, (_, index) => `file-${String(24 - index)}`),
    );
    expect(third.next).toBeNull();
    expect(history.list(everything, null, 25).next).toBeNull();
  });

  it('has those of one moment all, thousands of them, before those of a later one', () => {
    const many = Array.from({ length: 2000 }, () => ({ endedAt: 1000 }));
    const { history, writer } = historyOf(many);
    writer.add([someReceipt({ endedAt: 1000 + 10, name: 'later' })]);
    const { receipts } = history.list(everything, null, 500);
    expect(receipts[0]?.name).toBe('later');
    expect(receipts[1]?.name).toBe('file-1999');
    expect(history.count(everything)).toEqual({ kind: 'exactly', count: 2001 });
  });

  it.each([
    ['before 1970', -5],
    ['far in the future', Date.UTC(2500, 0, 1)],
    ['between two milliseconds', 1_700_000_000_000.75],
  ])('takes what ended %s, by a clock that is wrong', (_, endedAt) => {
    const { writer, history } = historyOf([{}]);
    writer.add([someReceipt({ endedAt, name: 'odd.hl7' }), someReceipt({ endedAt })]);
    const found = history.list(filter({ text: 'odd' }), null, 5).receipts;
    expect(found.map((receipt) => receipt.endedAt)).toEqual([endedAt]);
    expect(history.count(everything)).toEqual({ kind: 'exactly', count: 3 });
  });

  it('is in the order of the ends also when the clock was set back between them', () => {
    const { names } = historyOf([{ endedAt: 3000 }, { endedAt: 1000 }, { endedAt: 2000 }]);
    expect(names({})).toEqual(['file-0', 'file-2', 'file-1']);
  });
});

describe('what is asked for', () => {
  const receipts: readonly Partial<Receipt>[] = [
    { name: 'Batch A.hl7', siteId: 'a', outcome: 'verified', endedAt: 1000 },
    { name: 'batch b.hl7', siteId: 'a', outcome: 'failed', endedAt: 2000 },
    { name: 'RS-100', siteId: 'b', outcome: 'accepted', endedAt: 3000, kind: 'message' },
    { name: '100%_"x".hl7', siteId: 'b', outcome: 'unknown', endedAt: 4000, sha256: null },
    {
      name: 'Übung.hl7',
      siteId: 'a',
      outcome: 'accepted',
      endedAt: 5000,
      sha256: 'c0ffee'.padEnd(64, '1'),
    },
    {
      name: 'c0ffee11.txt',
      siteId: 'a',
      outcome: 'accepted',
      endedAt: 6000,
      sha256: 'c0ffee'.padEnd(64, '1'),
    },
  ];

  it.each<[Partial<HistoryFilter>, readonly string[]]>([
    [{ text: 'batch' }, ['batch b.hl7', 'Batch A.hl7']],
    [{ text: '  BATCH ' }, ['batch b.hl7', 'Batch A.hl7']],
    [{ text: 'batch', outcomes: ['verified'] }, ['Batch A.hl7']],
    [{ text: 'batch', siteId: 'b' }, []],
    [{ text: 'übu' }, ['Übung.hl7']],
    [{ text: 'RS' }, ['RS-100']],
    [{ text: '0%_"' }, ['100%_"x".hl7']],
    [{ text: '%_' }, ['100%_"x".hl7']],
    [{ text: '"x"' }, ['100%_"x".hl7']],
    [{ text: '*' }, []],
    [{ text: 'hl7 OR RS' }, []],
    [{ text: 'bat*' }, []],
    [{ text: 'a\0b' }, []],
    [{ text: 'C0FFEE' }, ['c0ffee11.txt', 'Übung.hl7']],
    [{ text: 'c0ffee'.padEnd(64, '1') }, ['c0ffee11.txt', 'Übung.hl7']],
    [{ text: 'c0ffee2' }, []],
    [{ text: 'abab' }, []],
    [{ text: 'ababab', outcomes: ['failed'] }, ['batch b.hl7']],
    [{ siteId: 'b' }, ['100%_"x".hl7', 'RS-100']],
    [{ outcomes: ['unknown', 'failed'] }, ['100%_"x".hl7', 'batch b.hl7']],
    [{ outcomes: [] }, []],
    [{ siteId: 'nowhere' }, []],
    [{ from: 2000, to: 4000 }, ['RS-100', 'batch b.hl7']],
    [{ text: 'hl7', from: 2000, to: 4000 }, ['batch b.hl7']],
    [{ text: '7', siteId: 'a', to: 2000 }, ['Batch A.hl7']],
    [{ siteId: 'a', outcomes: ['accepted'], from: 5001 }, ['c0ffee11.txt']],
  ])('%j finds %j', (change, expected) => {
    const { names, history } = historyOf(receipts);
    expect(names(change)).toEqual(expected);
    expect(history.count(filter(change))).toEqual({ kind: 'exactly', count: expected.length });
    const pages: string[] = [];
    let before: number | null = null;
    do {
      const page = history.list(filter(change), before, 1);
      pages.push(...page.receipts.map(({ name }) => name));
      before = page.next;
    } while (before !== null);
    expect(pages).toEqual(expected);
  });
});

it('counting stops at ten thousand', () => {
  const { writer, history } = emptyHistory();
  writer.add(Array.from({ length: 10_001 }, (_, index) => someReceipt({ endedAt: index })));
  const most = { kind: 'at-least', count: 10_000 };
  expect(history.count(everything)).toEqual(most);
  expect(history.count(filter({ text: 'batch' }))).toEqual(most);
  expect(history.count(filter({ outcomes: ['verified'] }))).toEqual(most);
  expect(history.count(filter({ to: 10_000 }))).toEqual({ kind: 'exactly', count: 10_000 });
});

it('a rare short text is looked for a part at a time, to the end', () => {
  const { writer, history } = emptyHistory();
  const receipt = (index: number) =>
    someReceipt({
      endedAt: index,
      name: index === 7 ? 'q.hl7' : 'z.hl7',
      siteId: `s${String(index % 3)}`,
    });
  writer.add(Array.from({ length: 45_000 }, (_, index) => receipt(index)));
  expect(history.count(filter({ text: 'q' })).kind).toBe('at-least');
  for (const change of [{ text: 'q' }, { text: 'q', siteId: 's1' }]) {
    let page = history.list(filter(change), null, 10);
    const found = [...page.receipts];
    for (let turns = 0; page.next !== null && turns < 10; turns += 1) {
      page = history.list(filter(change), page.next, 10);
      found.push(...page.receipts);
    }
    expect(found.map(({ endedAt }) => endedAt)).toEqual([7]);
    expect(page.next).toBeNull();
  }
});

describe('what went to a site before', () => {
  const sha256 = 'ab'.repeat(32);

  it('is the last sending of the same content that arrived or may have', () => {
    const { history } = historyOf([
      { outcome: 'verified', endedAt: 1000 },
      { outcome: 'unknown', endedAt: 2000 },
      { outcome: 'failed', endedAt: 3000 },
      { outcome: 'accepted', endedAt: 4000, siteId: 'other' },
      { outcome: 'verified', endedAt: 5000, direction: 'download' },
    ]);
    expect(history.sentBefore('site-1', sha256)).toEqual({
      ...{ at: 2000, outcome: 'unknown', name: 'file-1' },
    });
    expect(history.sentBefore('other', sha256)?.outcome).toBe('accepted');
    expect(history.sentBefore('site-1', 'cd'.repeat(32))).toBeNull();
  });

  it.skipIf(process.platform === 'win32')(
    'is known of each file of a folder, with the size and time that it had',
    async () => {
      const { history } = historyOf([
        { localPath: '/exports/a.hl7', name: 'a.hl7', endedAt: 1000, size: 5 },
        {
          localPath: '/exports/a.hl7',
          name: 'a-2.hl7',
          endedAt: 2000,
          size: 6,
          localModifiedAt: 9,
        },
        { localPath: '/exports/a.hl7', name: 'a.hl7', endedAt: 3000, outcome: 'failed' },
        { localPath: '/exports/sub/b.hl7' },
        { localPath: '/exports/c.hl7', siteId: 'other' },
        { localPath: '/exports/d.hl7', direction: 'download' },
        { localPath: '/exports/e.hl7', outcome: 'unknown', endedAt: 4000 },
      ]);
      const sent = await history.sentFrom('site-1', '/exports/');
      expect(Object.keys(sent).sort()).toEqual(['a.hl7', 'e.hl7']);
      expect(sent['a.hl7']).toEqual({
        ...{ at: 2000, outcome: 'verified', name: 'a-2.hl7', size: 6, modifiedAt: 9 },
      });
      expect(await history.sentFrom('nowhere', '/exports')).toEqual({});
    },
  );
});
