import { expect, it } from 'vitest';
import type { MessageFile, MessagesSnapshot } from '../../shared/domain/message-file.ts';
import { newSiteSettings } from '../../shared/domain/site.ts';
import { MemoryMessages, type MemoryFile } from '../cli/testing/memory-messages.ts';
import { testSite } from '../transfer/testing/desk.ts';
import { someInspection } from '../transfer/testing/some-inspection.ts';
import { deliverMessages, type MessageDelivery } from './deliver-messages.ts';
import type { FileOutcome } from './rule-files.ts';

const site = testSite({ ...newSiteSettings('soap'), id: 'site-1', host: 'cigtest.state.co.us' });

/** The engine in memory, with its list. */
class ListedMessages extends MemoryMessages {
  readonly listed = new Map<string, MessageFile>();

  override open(paths: readonly string[]): readonly MessageFile[] {
    const known = paths.flatMap((path) => this.listed.get(path) ?? []);
    if (known.length > 0) return known;
    const files = super.open(paths);
    for (const file of files) this.listed.set(file.path, file);
    return files;
  }

  list(): MessagesSnapshot {
    return { files: [...this.listed.values()], runs: [] };
  }

  close(fileId: string): void {
    this.asked.push(`close ${fileId}`);
    this.listed.delete(fileId);
  }
}

function gateway(file: MemoryFile, before: FileOutcome | null = null) {
  const messages = new ListedMessages({ 'a.hl7': file });
  const noted: (FileOutcome | null)[] = [];
  let outcome = before;
  const delivery: MessageDelivery = {
    messages,
    files: {
      outcome: () => outcome,
      note: (_siteId, _sha256, next) => {
        noted.push(next);
        outcome = next;
      },
    },
    hashFile: () => Promise.resolve('abc'),
  };
  const signal = new AbortController().signal;
  return { messages, noted, send: () => deliverMessages(delivery, site, 'a.hl7', signal) };
}

const accepted = { verdict: 'accepted' } as const;
const inspection = someInspection();

it('a file of which every message is accepted was sent, and is not open any more', async () => {
  const { messages, noted, send } = gateway({
    inspection,
    fates: [
      [0, accepted],
      [1, { verdict: 'accepted-with-remarks' }],
    ],
  });
  expect(await send()).toEqual({ kind: 'sent' });
  // Written down before anything goes.
  expect(noted).toEqual(['unknown', 'sent']);
  expect(messages.asked).toEqual(['send a.hl7', 'close a.hl7']);
  expect(await send()).toEqual({ kind: 'known' });
});

it('one with messages that are not accepted is refused, in numbers and no words of the registry', async () => {
  const { noted, send } = gateway({
    inspection,
    fates: [
      [0, accepted],
      [1, { verdict: 'not-accepted', texts: ['DOE^JANE is no patient'] }],
    ],
  });
  const end = { kind: 'refused', why: '1 of 2 messages was not accepted.' };
  expect(await send()).toEqual(end);
  expect(noted.at(-1)).toBe('refused');
  expect(await send()).toMatchObject({ kind: 'refused' });
});

it('one of which a message may have arrived is unknown, and is not sent again', async () => {
  for (const fate of [{ state: 'unknown' }, { verdict: 'no-proper-answer' }] as const) {
    const { messages, send } = gateway({
      inspection,
      fates: [
        [0, accepted],
        [1, fate],
      ],
    });
    expect(await send()).toMatchObject({ kind: 'unknown' });
    expect(await send()).toMatchObject({ kind: 'unknown' });
    expect(messages.asked.filter((each) => each.startsWith('send'))).toHaveLength(1);
  }
});

it('what surely did not arrive is sent with the next run, and only that', async () => {
  const failure = { code: 'link-lost', detail: '' } as const;
  const paused = { status: 'paused', failure, resumesAt: null } as const;
  const nothing = gateway({ inspection, ends: paused });
  expect(await nothing.send()).toMatchObject({ kind: 'failed', failure });
  expect(nothing.noted).toEqual(['unknown', null]);

  const part = gateway({ inspection, fates: [[0, accepted]], ends: paused });
  expect(await part.send()).toEqual({
    kind: 'failed',
    why: '1 of 2 messages were not sent.',
    failure,
  });
  expect(part.noted.at(-1)).toBe('part');
  expect(part.messages.asked).not.toContain('close a.hl7');
  await part.send();
  expect(part.messages.asked.filter((each) => each.startsWith('send'))).toHaveLength(2);
});

it('after a new start nobody knows which part of a file is left', async () => {
  const { messages, send } = gateway({ inspection }, 'part');
  expect(await send()).toMatchObject({ kind: 'unknown' });
  expect(messages.asked).toEqual([]);
});

it('one that a person would have to be asked about is refused before anything goes', async () => {
  const { messages, noted, send } = gateway({ inspection: someInspection('production-to-test') });
  expect(await send()).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining('marked production') as string,
  });
  expect(noted).toEqual([]);
  expect(messages.asked).toEqual(['close a.hl7']);
});

it('a sign-in that is held back is the reason, and nothing was sent', async () => {
  const refused = { code: 'login-paused', detail: '' } as const;
  const { noted, send } = gateway({ inspection, refused });
  expect(await send()).toMatchObject({ kind: 'failed', failure: refused });
  expect(noted).toEqual(['unknown', null]);
});
