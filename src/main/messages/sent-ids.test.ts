import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../shared/domain/error.ts';
import { tempDatabase } from '../storage/testing/temp-database.ts';
import { answered } from './outcome.ts';
import { noteOutcome, noteSending } from './note-sending.ts';
import { keptDays, SentIds } from './sent-ids.ts';

const day = 24 * 60 * 60_000;

function notes() {
  const db = tempDatabase();
  const clock = { time: Date.UTC(2026, 5, 1), now: () => clock.time };
  const sent = new SentIds(db, clock);
  const about = { siteId: 'site', fileId: 'first', controlId: 'RS-1' };
  const fails = (code: ErrorCode, message = about) =>
    noteSending({ sent, notice: () => undefined }, message, () =>
      Promise.reject(new AppError(code)),
    ).catch(() => undefined);
  return { db, clock, sent, about, fails };
}

describe('what was sent', () => {
  it('is known to another file of the site, after a restart too, and to no other site', () => {
    const { db, clock, sent } = notes();
    sent.note('site', 'first', 'RS-1');
    sent.ended('site', 'first', 'RS-1', 'accepted');
    for (const known of [sent, new SentIds(db, clock)]) {
      expect(known.fromAnother('site', 'second', 'RS-1')).toBe('accepted');
      expect(known.fromAnother('site', 'first', 'RS-1')).toBeNull();
      expect(known.fromAnother('other', 'second', 'RS-1')).toBeNull();
    }
  });

  it('is noted before it is sent: of a run that was cut off it is known that it may have arrived', () => {
    const { db, clock, sent } = notes();
    void noteSending(
      { sent, notice: () => undefined },
      { siteId: 'site', fileId: 'first', controlId: 'RS-1' },
      () => new Promise(() => undefined),
    );
    expect(new SentIds(db, clock).fromAnother('site', 'second', 'RS-1')).toBe('unknown');
  });

  it.each([
    ['port-refused', null],
    ['login-refused', null],
    ['cancelled', null],
    ['reply-lost', 'unknown'],
    ['gateway-page', 'unknown'],
    ['gateway-fault', 'unknown'],
  ] as const)('is not what ended in %s, or may be', async (code, outcome) => {
    const { sent, fails } = notes();
    await fails(code);
    expect(sent.fromAnother('site', 'second', 'RS-1')).toBe(outcome);
  });

  it('stays so where it is sent again and surely does not arrive', async () => {
    const { sent, fails } = notes();
    await fails('reply-lost');
    await fails('port-refused');
    expect(sent.fromAnother('site', 'second', 'RS-1')).toBe('unknown');
  });

  it.each([
    ['AA', 'accepted'],
    ['AR', 'not-accepted'],
    ['??', 'unknown'],
  ] as const)('with %s was %s', (code, outcome) => {
    const { clock, sent, about } = notes();
    const text = `MSH|^~\\&|CIIS\rMSA|${code}|RS-1\r`;
    const end = answered(text, { controlId: 'RS-1', sentAt: clock.time }, clock.time);
    noteOutcome({ sent, notice: () => undefined }, about, end, () => undefined);
    expect(sent.fromAnother('site', 'second', 'RS-1')).toBe(outcome);
  });

  it('is what the last of several files says', () => {
    const { clock, sent } = notes();
    sent.ended('site', 'first', 'RS-1', 'not-accepted');
    clock.time += 1000;
    sent.ended('site', 'second', 'RS-1', 'accepted');
    expect(sent.fromAnother('site', 'third', 'RS-1')).toBe('accepted');
  });

  it('is forgotten after 90 days, and gone when the next one is sent', () => {
    const { db, clock, sent } = notes();
    sent.ended('site', 'first', 'RS-1', 'accepted');
    clock.time += keptDays * day;
    expect(sent.fromAnother('site', 'second', 'RS-1')).toBeNull();
    new SentIds(db, clock).note('site', 'second', 'RS-2');
    expect(db.all('SELECT control_id FROM sent_messages')).toEqual([{ control_id: 'RS-2' }]);
  });
});

it('nothing is sent that can not be noted', async () => {
  const { db, sent, about } = notes();
  db.close();
  let posted = false;
  const sending = noteSending({ sent, notice: () => undefined }, about, () => {
    posted = true;
    return Promise.resolve('');
  });
  await expect(sending).rejects.toMatchObject({ code: 'storage-failed' });
  expect(posted).toBe(false);
});
