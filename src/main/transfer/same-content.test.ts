import { createHash } from 'node:crypto';
import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Question } from '../prompts/ask.ts';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { deskThatLooks, ends, send } from './testing/desk-that-looks.ts';
import { door } from './testing/fake-server.ts';

const id = 'site-1';
const hashOf = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

/** Invented files with these contents. */
function filesOf(contents: Readonly<Record<string, string>>): readonly string[] {
  const folder = tempFolder();
  return Object.entries(contents).map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  });
}

/** A desk that knows which content arrived, as the history does. */
function deskWithHistory(answer: 'yes' | 'no' = 'no') {
  const d = deskThatLooks(answer);
  d.state.sha256 = (path) => hashOf(readFileSync(path));
  d.state.sentBefore = (_siteId, sha256) => {
    const sent = d.queue
      .list()
      .transfers.filter((each) => each.sha256 === sha256)
      .filter(({ status }) => ['verified', 'accepted', 'unknown'].includes(status))
      .at(-1);
    if (sent === undefined) return null;
    const { endedAt, status, name } = sent;
    return { at: endedAt ?? 0, outcome: status === 'unknown' ? 'unknown' : 'accepted', name };
  };
  return d;
}

const askedAbout = (asked: readonly Question[]) =>
  asked.map((question) =>
    question.kind === 'preflight'
      ? question.files.map(({ name, sentBefore, copyOf }) => [
          name,
          sentBefore?.outcome ?? null,
          copyOf,
        ])
      : question.kind,
  );

test('what was accepted before is asked about before any of it is sent, whatever its name', async () => {
  const d = deskWithHistory('no');
  const [a = '', b = '', c = ''] = filesOf({ 'a.hl7': 'one', 'b.hl7': 'one', 'c.hl7': 'two' });
  await send(d, [a]);
  expect(ends(await send(d, [b, c]))).toEqual(['sent-before', 'verified']);
  expect(askedAbout(d.asked)).toEqual([[['b.hl7', 'accepted', null]]]);
  expect(d.server.begun).toEqual(['/home/a.hl7', '/home/c.hl7']);
});

test('a no says when it was sent, under which name, and how that ended', async () => {
  const d = deskWithHistory('no');
  d.state.sentBefore = () => ({
    at: new Date(2026, 10, 3, 10, 32).getTime(),
    outcome: 'unknown',
    name: 'old.hl7',
  });
  const [ended] = await send(d, filesOf({ 'a.hl7': 'one' }));
  expect(ended?.failure).toEqual({
    code: 'sent-before',
    detail:
      'Sent on November 3, 2026 at 10:32 as old.hl7, and its end is unknown: it may have arrived.',
  });
});

test('a yes sends it once more, without a second question when its turn comes', async () => {
  const d = deskWithHistory('yes');
  const [a = ''] = filesOf({ 'a.hl7': 'one' });
  await send(d, [a]);
  expect(ends(await send(d, [a]))).toEqual(['verified']);
  expect(d.asked).toHaveLength(1);
});

test('findings and what was sent before are one question for many files', async () => {
  const d = deskWithHistory('no');
  const [a = '', odd = ''] = filesOf({ 'a.hl7': 'one', 'odd.hl7': 'cut off' });
  await send(d, [a]);
  expect(ends(await send(d, [a, odd]))).toEqual(['sent-before', 'preflight-declined']);
  expect(d.asked).toHaveLength(1);
});

test('an answer for some of them sends those', async () => {
  const d = deskWithHistory();
  d.state.answer = () => Promise.resolve({ kind: 'only', files: [1] });
  const paths = filesOf({ 'odd1.hl7': '1', 'odd2.hl7': '2', 'odd3.hl7': '3' });
  expect(ends(await send(d, paths))).toEqual([
    'preflight-declined',
    'verified',
    'preflight-declined',
  ]);
});

test('two files of one content in a drop: the second is asked about', async () => {
  for (const [answer, end] of [
    ['no', 'sent-before'],
    ['yes', 'verified'],
  ] as const) {
    const d = deskWithHistory(answer);
    const paths = filesOf({ 'a.hl7': 'one', 'b.hl7': 'one', 'c.hl7': 'two' });
    expect(ends(await send(d, paths))).toEqual(['verified', end, 'verified']);
    expect(askedAbout(d.asked)).toEqual([[['b.hl7', null, 'a.hl7']]]);
  }
});

test('a copy of what waits, or is being sent, is found at the drop', async () => {
  const d = deskWithHistory('no');
  const [a = '', b = '', c = ''] = filesOf({ 'a.hl7': 'one', 'b.hl7': 'one', 'c.hl7': 'one' });
  const { opened, open } = door();
  d.server.onSend = () => opened;
  d.queue.setPaused(true);
  const first = await d.queue.upload(id, [a], null);
  await send(d, [b]);
  d.queue.setPaused(false);
  await vi.waitFor(() => expect(d.server.begun).toHaveLength(1));
  await send(d, [c]);
  expect(askedAbout(d.asked)).toEqual([[['b.hl7', null, 'a.hl7']], [['c.hl7', null, 'a.hl7']]]);
  open();
  expect(ends(await d.queue.settled(first))).toEqual(['verified']);
});

test('a copy of what failed, or was stopped, is no copy', async () => {
  const d = deskWithHistory('no');
  const [a = '', b = ''] = filesOf({ 'a.hl7': 'one', 'b.hl7': 'one' });
  d.queue.setPaused(true);
  const first = await d.queue.upload(id, [a], null);
  d.queue.cancel(first);
  const second = await d.queue.upload(id, [b], null);
  d.queue.setPaused(false);
  expect(ends(await d.queue.settled(second))).toEqual(['verified']);
  expect(d.asked).toEqual([]);
});

test('what was accepted while a file waited is asked about when its turn comes', async () => {
  const d = deskWithHistory('no');
  const [a = ''] = filesOf({ 'a.hl7': 'one' });
  d.queue.setPaused(true);
  const ids = await d.queue.upload(id, [a], null);
  d.state.sentBefore = () => ({ at: 1, outcome: 'accepted', name: 'elsewhere.hl7' });
  d.queue.setPaused(false);
  expect(ends(await d.queue.settled(ids))).toEqual(['sent-before']);
  expect(askedAbout(d.asked)).toEqual([[['a.hl7', 'accepted', null]]]);
  expect(d.looked).toHaveLength(1);
  expect(d.server.begun).toEqual([]);
});

test('a yes holds for what was known then, and not for what arrives after it', async () => {
  const d = deskWithHistory('yes');
  const [a = ''] = filesOf({ 'a.hl7': 'one' });
  const sent = (at: number) => () => ({ at, outcome: 'accepted', name: 'a.hl7' }) as const;
  d.state.sentBefore = sent(1);
  d.queue.setPaused(true);
  const ids = await d.queue.upload(id, [a], null);
  d.state.sentBefore = sent(2);
  d.queue.setPaused(false);
  expect(ends(await d.queue.settled(ids))).toEqual(['verified']);
  expect(d.asked).toHaveLength(2);
});

test('what was agreed to for a content holds when only the time of the file changes', async () => {
  const d = deskWithHistory('yes');
  const [odd = ''] = filesOf({ 'odd.hl7': 'cut off' });
  d.queue.setPaused(true);
  const ids = await d.queue.upload(id, [odd], null);
  utimesSync(odd, 1_000_000, 1_000_000);
  d.queue.setPaused(false);
  expect(ends(await d.queue.settled(ids))).toEqual(['verified']);
  expect(d.asked).toHaveLength(1);
  expect(d.looked).toHaveLength(2);
});

test('a site that takes any file is asked about copies all the same', async () => {
  const d = deskWithHistory('no');
  d.state.site = { ...d.state.site, preflight: false };
  const [odd = '', copy = ''] = filesOf({ 'odd.csv': 'one', 'copy.csv': 'one' });
  expect(ends(await send(d, [odd]))).toEqual(['verified']);
  expect(ends(await send(d, [copy]))).toEqual(['sent-before']);
  expect(d.looked).toEqual([]);
});

test('empty files that are meant are copies of nothing', async () => {
  const d = deskWithHistory('yes');
  const paths = filesOf({ 'a.hl7': '', 'b.hl7': '' });
  expect(ends(await send(d, paths))).toEqual(['verified', 'verified']);
  expect(d.asked.map(({ kind }) => kind)).toEqual(['empty-files']);
});

test('a waiting row knows its content and its messages', async () => {
  const d = deskWithHistory();
  d.queue.setPaused(true);
  await d.queue.upload(id, filesOf({ 'a.hl7': 'one' }), null);
  expect(d.queue.list().transfers).toMatchObject([{ sha256: hashOf('one'), messages: 2 }]);
  expect([...d.store.rows.values()]).toMatchObject([{ sha256: hashOf('one'), messages: 2 }]);
});
