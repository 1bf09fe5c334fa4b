import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { everything, type Receipt } from '../../../shared/domain/receipt.ts';
import { someReceipt } from '../../history/testing/some-receipts.ts';
import { emptyHistory } from '../../history/testing/some-receipts.ts';
import { tempFolder } from '../../storage/testing/temp-database.ts';
import { testSite } from '../../transfer/testing/desk.ts';
import type { HistoryCommand } from '../command.ts';
import { Screen } from '../screen.ts';
import { recordedIo } from '../testing/recorded-io.ts';
import { runCli } from '../testing/run-cli.ts';
import { showHistory } from './history.ts';

const now = new Date(2026, 10, 24, 12).getTime();
const day = 24 * 60 * 60_000;

async function show(
  receipts: readonly Partial<Receipt>[],
  change: Partial<HistoryCommand> = {},
  gone = () => false,
) {
  const { writer, history } = emptyHistory();
  writer.add(receipts.map((each, index) => someReceipt({ endedAt: now - index * day, ...each })));
  const site = testSite({ id: 'site-1', label: 'CIIS SFTP' });
  const sites = {
    find: (typed: string) => (typed === site.label ? site : undefined),
    snapshot: () => ({ sites: [site], folders: [] }),
  };
  const io = { ...recordedIo(), outGone: gone };
  const all = { site: null, since: null, until: null, outcomes: null, search: '', limit: null };
  const command: HistoryCommand = { kind: 'history', form: 'table', ...all, ...change };
  const code = await showHistory({ history, sites }, new Screen(io, false), io, command, now);
  const lines = io.stdout().split('\n').slice(0, -1);
  return { code, lines, err: io.stderr(), written: history.count(everything).count };
}

describe('the history on the terminal', () => {
  it('is a line for each, newest first, and why one did not arrive', async () => {
    const { code, lines } = await show([
      { name: 'a\u001b[2J.hl7', size: 2048 },
      { name: 'b.hl7', outcome: 'failed', failure: { code: 'remote-full', detail: '552' } },
      { name: 'RS-1', kind: 'message', outcome: 'not-accepted', size: null },
    ]);
    expect(code).toBe(0);
    expect(lines[0]).toBe(
      '2026-11-24 12:00:00  Accepted and checked   a\ufffd[2J.hl7  2.0 KB  CIIS SFTP',
    );
    expect(lines[1]).toMatch(/^2026-11-23 12:00:00 {2}Failed +b\.hl7 +100 bytes {2}CIIS SFTP$/);
    expect(lines[2]).toMatch(/^ {4}\S.*\.$/);
    expect(lines[3]).toMatch(/Not accepted +RS-1 {2}CIIS SFTP$/);
  });

  it('is 50 lines unless more are asked for, and says so', async () => {
    const many = Array.from({ length: 60 }, () => ({}));
    const usual = await show(many);
    expect(usual.lines).toHaveLength(50);
    expect(usual.err).toContain('The newest 50 of 60. --limit N shows more.');
    expect((await show(many, { limit: 60 })).lines).toHaveLength(60);
    expect((await show(many, { form: 'json' })).lines).toHaveLength(60);
  });

  it('is empty where nothing fits: 0', async () => {
    const { code, lines, err } = await show([], { search: 'batch' });
    expect({ code, lines }).toEqual({ code: 0, lines: [] });
    expect(err).toContain('Nothing was sent that fits.');
  });

  it('keeps to site, days, ends and text', async () => {
    const receipts = [
      { name: 'a.hl7' },
      { name: 'b.hl7', outcome: 'failed' as const },
      { name: 'c.hl7', siteId: 'removed' },
      { name: 'd.hl7' },
    ];
    const names = async (change: Partial<HistoryCommand>) =>
      (await show(receipts, { form: 'json', ...change })).lines.map(
        (line) => (JSON.parse(line) as Receipt).name,
      );
    expect(await names({ site: 'CIIS SFTP' })).toEqual(['a.hl7', 'b.hl7', 'd.hl7']);
    expect(await names({ site: 'removed' })).toEqual(['c.hl7']);
    expect(await names({ outcomes: ['failed'] })).toEqual(['b.hl7']);
    expect(await names({ since: { date: '2026-11-23' } })).toEqual(['a.hl7', 'b.hl7']);
    expect(await names({ until: { date: '2026-11-22' } })).toEqual(['c.hl7', 'd.hl7']);
    expect(await names({ since: { daysAgo: 1 } })).toEqual(['a.hl7', 'b.hl7']);
    expect(await names({ search: 'D.hl' })).toEqual(['d.hl7']);
    await expect(names({ site: 'Nowhere' })).rejects.toThrow('There is no site "Nowhere"');
  });
});

it('as JSON it is a receipt a line, as CSV a table without a mark', async () => {
  const receipt = { name: 'a.hl7', reply: '226 \u001b[1mWell' };
  const json = await show([receipt], { form: 'json' });
  expect(JSON.parse(json.lines[0] ?? '')).toMatchObject({
    ...{ event: 'receipt', name: 'a.hl7', siteLabel: 'CIIS SFTP', endedAt: now },
    reply: '226 \ufffd[1mWell',
  });
  const csv = await show([receipt], { form: 'csv' });
  expect(csv.lines[0]).toMatch(/^Ended,/);
  expect(csv.lines).toHaveLength(2);
});

it('ends where nobody reads it any more', async () => {
  const many = Array.from({ length: 1000 }, () => ({}));
  let looks = 0;
  const { lines } = await show(many, { form: 'json' }, () => (looks += 1) > 1);
  expect(lines).toHaveLength(250);
});

it('is a command of its own, over the data folder', async () => {
  const dataDir = tempFolder();
  const empty = await runCli(['history', '--json'], { dataDir });
  expect(empty).toMatchObject({ code: 0, stdout: '' });
  expect((await runCli(['history', '--limit', 'x'], { dataDir })).code).toBe(2);
});

// Another process runs the source as it is, which takes a Node that reads TypeScript, and a shell with head.
it.skipIf(!process.features.typescript || process.platform === 'win32')(
  'goes quietly when its reader goes',
  () => {
    const main = join(import.meta.dirname, '..', 'main.ts');
    const { stderr, stdout } = spawnSync(
      'sh',
      [
        '-c',
        '"$0" "$1" --data-dir "$2" history --csv | head -c 5',
        process.execPath,
        main,
        tempFolder(),
      ],
      { encoding: 'utf8', env: { ...process.env, NODE_NO_WARNINGS: '1' } },
    );
    expect({ stdout, stderr }).toEqual({ stdout: 'Ended', stderr: '' });
  },
);
