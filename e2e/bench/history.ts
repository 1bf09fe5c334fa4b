import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { everything, type HistoryFilter, type Outcome } from '../../src/shared/domain/receipt.ts';
import { systemClock } from '../../src/main/clock.ts';
import { History } from '../../src/main/history/history.ts';
import { ReceiptWriter } from '../../src/main/history/receipt-writer.ts';
import { someReceipt } from '../../src/main/history/testing/some-receipts.ts';
import { openDatabase, type Database } from '../../src/main/storage/database.ts';
import { median, type Measured } from './measured.ts';

const receipts = 1_000_000;
const started = Date.UTC(2020, 0, 1);
/** Of one and the next. */
const apartMs = 200_000;
const pageSize = 50;

/** Seven years of a busy office: every other one a message, most of them well. */
function invented(index: number) {
  const luck = (index * 7919) % 100_000;
  const isMessage = index % 2 === 1;
  const name = isMessage
    ? `RS-${index}`
    : `batch_2026_${String(index).padStart(8, '0')}_clinic${index % 97}.hl7`;
  return someReceipt({
    kind: isMessage ? 'message' : 'file',
    outcome: outcomeOf(luck, isMessage),
    endedAt: started + index * apartMs,
    siteId: isMessage ? 'gateway' : `site-${index % 3}`,
    name,
    localPath: `/exports/day/${name}`,
    remotePath: isMessage ? null : `/in/${name}`,
    sha256: isMessage ? null : hashOf(index),
  });
}

/** One file in a hundred is always the same. */
const hashOf = (index: number): string =>
  index % 200 === 0
    ? 'ab'.repeat(32)
    : ((index * 2_654_435_761) % 2 ** 48).toString(16).padStart(12, '0').repeat(6).slice(0, 64);

function outcomeOf(luck: number, isMessage: boolean): Outcome {
  if (luck < 3) return 'unknown';
  if (luck < 500) return isMessage ? 'not-accepted' : 'failed';
  return isMessage ? 'accepted' : 'verified';
}

const asked: readonly (readonly [what: string, change: Partial<HistoryFilter>])[] = [
  ['everything', {}],
  ['a common text', { text: 'batch' }],
  ['a rare text', { text: '00999998' }],
  ['digits that are in many names', { text: 'clinic42.hl7' }],
  ['a text that is nowhere', { text: 'batch_2027' }],
  ['two letters', { text: 'qz' }],
  ['the beginning of a SHA-256', { text: hashOf(2).slice(0, 8) }],
  ['the SHA-256 of a file that was sent often', { text: 'ab'.repeat(32) }],
  ['a common text, a rare outcome', { text: 'batch', outcomes: ['unknown'] }],
  ['a text and a site that never go together', { text: 'batch', siteId: 'gateway' }],
  ['a text and outcomes that never go together', { text: 'RS-', outcomes: ['verified', 'failed'] }],
  ['a rare outcome', { outcomes: ['unknown'] }],
  [
    'a site, an outcome, an old month',
    {
      siteId: 'site-2',
      outcomes: ['failed'],
      from: started + 1e10,
      to: started + 1.3e10,
    },
  ],
  ['a common text in an old month', { text: 'batch', from: started + 1e10, to: started + 1.3e10 }],
];

/** A page or a count, whichever takes longer, in ms; the middle one of five tries. */
function search(history: History, change: Partial<HistoryFilter>): number {
  const filter = { ...everything, ...change };
  const middle = (act: () => unknown): number =>
    median(
      Array.from({ length: 5 }, () => {
        const begin = performance.now();
        act();
        return performance.now() - begin;
      }),
    );
  return Math.max(
    middle(() => history.list(filter, null, pageSize)),
    middle(() => history.count(filter)),
  );
}

/** The same question to the same file, without our index of names. */
function askSqlite(file: string, text: string): number {
  const begin = performance.now();
  const like = `SELECT * FROM receipts WHERE name LIKE '%${text}%' ORDER BY id DESC LIMIT ${pageSize}`;
  execFileSync('sqlite3', ['-readonly', file, like]);
  return performance.now() - begin;
}

function fill(db: Database): void {
  const writer = new ReceiptWriter(db);
  for (let from = 0; from < receipts; from += 2000)
    writer.add(Array.from({ length: 2000 }, (_, index) => invented(from + index)));
}

/** ms for each of 10,000 receipts that are written 16 at a time, to a history that is full. */
function write(db: Database): number {
  const writer = new ReceiptWriter(db);
  const begin = performance.now();
  for (let from = 0; from < 10_000; from += 16)
    writer.add(Array.from({ length: 16 }, (_, index) => invented(receipts + from + index)));
  return (performance.now() - begin) / 10_000;
}

/** A million receipts, searched; beside it sqlite3 over the same file with LIKE. */
export function benchHistory(): readonly Measured[] {
  if (spawnSync('sqlite3', ['--version']).error !== undefined)
    throw new Error('sqlite3 is not there: apt-get install sqlite3');
  const folder = mkdtempSync(join(tmpdir(), 'ciis-bench-'));
  const file = join(folder, 'history.db');
  const db = openDatabase(file, systemClock);
  try {
    fill(db);
    const history = new History(db, new ReceiptWriter(db));
    const figures = asked.map(([what, change]) => [what, search(history, change)] as const);
    const [slowest = '', most = Number.NaN] = figures.toSorted((a, b) => b[1] - a[1])[0] ?? [];
    const rare = figures.find(([what]) => what === 'a rare text')?.[1] ?? Number.NaN;
    const peer = median([1, 2, 3].map(() => askSqlite(file, '00999998')));
    const each = write(db);
    const size = (statSync(file).size / 1e6).toFixed(0);
    for (const [what, ms] of figures) console.log(`  ${ms.toFixed(1).padStart(7)} ms  ${what}`);
    return [
      {
        work: '1,000,000 receipts: a rare text',
        peer: 'sqlite3, LIKE',
        ourSeconds: rare / 1000,
        peerSeconds: peer / 1000,
        note: `slowest of ${figures.length} questions: ${slowest}, ${most.toFixed(0)} ms; ${(each * 1000).toFixed(0)} µs to write one; ${size} MB`,
      },
    ];
  } finally {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
