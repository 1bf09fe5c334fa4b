import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import type { MessageRow, SendRun } from '../../shared/domain/message-file.ts';
import { atWebAddress, newSiteSettings, type Site } from '../../shared/domain/site.ts';
import { update } from '../hl7/testing/samples.ts';
import { SessionLog } from '../log/session-log.ts';
import { tempDatabase } from '../storage/testing/temp-database.ts';
import { FakeClock } from '../transfer/testing/fake-clock.ts';
import type { HttpLink } from '../transport/http/http-link.ts';
import { Messages } from './messages.ts';
import { SentIds } from './sent-ids.ts';
import { someFile, updates } from './testing/some-file.ts';

const gatewaySite: Site = {
  ...atWebAddress(
    { ...newSiteSettings('soap'), label: 'Test', username: 'nobody', facilityId: 'FAC1' },
    'https://gateway.example/Service',
  ),
  ...{ id: 'site', position: 0, lastConnectedAt: null },
};
const test = { processingId: 'T' } as const;

/** Everything but the network: each message is answered with what the test says. */
function desk({ site = gatewaySite, refused = 0, showInitials = false } = {}) {
  const clock = new FakeClock();
  const log = new SessionLog(clock);
  const sent: string[] = [];
  const heard: { run: SendRun; rows: readonly MessageRow[] }[] = [];
  let answer: (hl7: string) => Promise<string> = () => Promise.resolve('MSH|^~\\&|CIIS\rMSA|AA\r');
  let ids = 0;
  const messages = new Messages({
    site: (id) => {
      if (id !== site.id) throw new AppError('site-not-found');
      return site;
    },
    clock,
    log,
    random: () => 0,
    newId: () => `id-${++ids}`,
    sent: new SentIds(tempDatabase(), clock),
    receipts: { add: () => undefined },
    showInitials: () => showInitials,
    openHttpLink: () => Promise.resolve({ close: () => undefined } as unknown as HttpLink),
    submit: (_open, _path, { hl7 }) => {
      sent.push(hl7);
      return answer(hl7);
    },
    checkIdentity: () => Promise.resolve(),
    credentials: {
      for: () => Promise.resolve({ kind: 'password', password: 'Made-up.Right!1' }),
      accepted: () => Promise.resolve(),
      forget: () => undefined,
    },
    signIns: {
      begin: () =>
        Promise.resolve({
          kind: 'try',
          accepted: () => undefined,
          unsent: () => undefined,
          ended: () => undefined,
        }),
      lately: () => refused,
    },
    noteConnected: () => undefined,
    notice: () => undefined,
  });
  messages.onRunChanged((run, rows) => void heard.push({ run, rows }));
  const open = async (content: string | Buffer, name?: string): Promise<string> => {
    const [file] = messages.open([someFile(content, name)]);
    const fileId = file?.id ?? '';
    await messages.inspect(site.id, fileId).catch(() => undefined);
    return fileId;
  };
  const over = async (): Promise<void> => {
    await expect.poll(() => heard.at(-1)?.run.status).toBe('done');
  };
  const answerWith = (next: typeof answer): void => void (answer = next);
  const all = { kind: 'all' } as const;
  const send = (fileId: string) => messages.send(site.id, fileId, all, []);
  return { clock, log, sent, heard, messages, open, over, answerWith, send };
}

describe('a file', () => {
  it('is listed until it is closed, and all of it is told', async () => {
    const { messages, open } = desk();
    const told: unknown[] = [];
    messages.onFileChanged((id, file) => void told.push([id, file?.messages ?? null]));
    const fileId = await open(updates(3));
    expect(messages.list().files).toMatchObject([{ id: fileId, messages: 3 }]);
    messages.close(fileId);
    expect(messages.list().files).toEqual([]);
    expect(told).toEqual([
      [fileId, 0],
      [fileId, 3],
      [fileId, null],
    ]);
    expect(() => messages.answer(fileId, 0)).toThrow(AppError);
  });

  it('that is opened again as it was keeps what was answered', async () => {
    const { messages, send, sent, over } = desk();
    const path = someFile(updates(2, test));
    const [file] = messages.open([path]);
    const fileId = file?.id ?? '';
    await send(fileId);
    await over();
    expect(messages.open([path, path])).toMatchObject([{ id: fileId, messages: 2 }]);
    expect(messages.list().runs).toHaveLength(1);
    expect(messages.answer(fileId, 0)).not.toBeNull();
    await expect(messages.send('site', fileId, { kind: 'unsent' }, [])).rejects.toMatchObject({
      code: 'invalid-input',
    });
    expect(sent).toHaveLength(2);
  });

  it('that was written to since is another one, and its control IDs are known', async () => {
    const { messages, send, over } = desk();
    const path = someFile(updates(2, test));
    const [file] = messages.open([path]);
    await send(file?.id ?? '');
    await over();
    writeFileSync(path, updates(3, test));
    const [anew] = messages.open([path]);
    expect(anew).toMatchObject({ inspection: null });
    const { findings } = await messages.inspect('site', anew?.id ?? '');
    expect(findings.map(({ code }) => code)).toContain('control-id-sent');
    expect(messages.list()).toMatchObject({ files: [{ id: anew?.id, messages: 3 }], runs: [] });
    expect(anew?.id).not.toBe(file?.id);
  });

  it('that could not be read is tried again', async () => {
    const { messages } = desk();
    const path = someFile('');
    rmSync(path);
    const [file] = messages.open([path]);
    await expect(messages.inspect('site', file?.id ?? '')).rejects.toMatchObject({
      code: 'local-not-found',
    });
    writeFileSync(path, updates(1, test));
    const [anew] = messages.open([path]);
    await messages.inspect('site', anew?.id ?? '');
    expect(messages.list().files).toMatchObject([{ messages: 1, failure: null }]);
  });

  it('shows a message, and says when there is no such', async () => {
    const { messages, open } = desk();
    const fileId = await open(updates(2));
    const { segments } = await messages.view(fileId, 1);
    expect(segments.map(({ name }) => name).slice(0, 2)).toEqual(['MSH', 'PID']);
    await expect(messages.view(fileId, 2)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

describe('before it is sent', () => {
  it('the letters are decided by the person', async () => {
    const { messages, open, send, sent, over } = desk();
    const western = Buffer.from(update({ ...test, name: 'Pe\xf1a^Ada' }), 'latin1');
    const fileId = await open(western);
    await expect(send(fileId)).rejects.toMatchObject({
      code: 'consent-needed',
      detail: 'not-utf-8',
    });
    messages.setLetters(fileId, 'windows-1252');
    await send(fileId);
    await over();
    expect(sent).toEqual([update({ ...test, name: 'Peña^Ada' })]);
  });

  it('control IDs that went out from another file are warned of', async () => {
    const { messages, open, send, over } = desk();
    const first = await open(updates(2, test));
    await send(first);
    await over();
    const codes = async (fileId: string) =>
      (await messages.inspect('site', fileId)).findings.map(({ code }) => code);
    expect(await codes(first)).not.toContain('control-id-sent');
    expect(await codes(await open(updates(3, test)))).toContain('control-id-sent');
  });

  it.each(['A'.repeat(500), `${'B'.repeat(300)}1`])(
    'a control ID is compared as a whole, however long: %s',
    async (id) => {
      const { messages, open, send, over } = desk();
      await send(await open(update({ ...test, controlId: id })));
      await over();
      const codes = async (controlId: string) => {
        const inspection = await messages.inspect(
          'site',
          await open(update({ ...test, controlId })),
        );
        return inspection.findings.map(({ code }) => code);
      };
      expect(await codes(id)).toContain('control-id-sent');
      expect(await codes(`${id.slice(0, -1)}2`)).not.toContain('control-id-sent');
    },
  );

  it('two refused logins lately hold it back', async () => {
    const { open, send } = desk({ refused: 2 });
    const fileId = await open(updates(1, test));
    await expect(send(fileId)).rejects.toMatchObject({ code: 'login-paused' });
  });

  it('a file that can not be read says why, and other sites take none', async () => {
    const { messages, send } = desk();
    const [file] = messages.open(['/nowhere/none.hl7']);
    await expect(send(file?.id ?? '')).rejects.toMatchObject({ code: 'local-not-found' });
    const files = desk({
      site: { ...gatewaySite, ...newSiteSettings('sftp'), host: 'sftp.example' },
    });
    const fileId = await files.open(updates(1));
    await expect(files.send(fileId)).rejects.toMatchObject({ code: 'not-supported' });
  });
});

it('files that are sent to a site at the same time share its places', async () => {
  const { messages, open, send, sent, answerWith } = desk();
  const fileIds = [await open(updates(9, test)), await open(updates(9, test))];
  const waiting: (() => void)[] = [];
  const hold = () =>
    new Promise<string>((resolve) => waiting.push(() => resolve('MSH|^~\\&|CIIS\rMSA|AA\r')));
  answerWith(hold);
  for (const fileId of fileIds)
    await messages.send('site', fileId, { kind: 'all' }, ['control-id-sent']);
  await expect.poll(() => waiting.length).toBe(2);
  for (const answer of waiting.splice(0)) answer();
  await expect.poll(() => waiting.length).toBe(4);
  await messages.rows(fileIds[0] ?? '', 0, 1, 'all', ''); // Whoever would slip in has had the time.
  expect(sent).toHaveLength(6);
  answerWith(() => Promise.resolve('MSH|^~\\&|CIIS\rMSA|AA\r'));
  for (const answer of waiting.splice(0)) answer();
  await expect.poll(() => sent.length).toBe(18);
  await expect(send('none')).rejects.toMatchObject({ code: 'invalid-input' });
});

describe('a run', () => {
  it('keeps the letters in which it began', async () => {
    const { messages, open, over, answerWith, send } = desk();
    const fileId = await open(updates(1, test));
    let answer: () => void = () => undefined;
    answerWith(
      () => new Promise((resolve) => (answer = () => resolve('MSH|^~\\&|CIIS\rMSA|AA\r'))),
    );
    await send(fileId);
    expect(() => messages.setLetters(fileId, 'windows-1252')).toThrow('This file is being sent');
    await expect.poll(() => (answer(), messages.answer(fileId, 0))).not.toBeNull();
    await over();
    messages.setLetters(fileId, 'windows-1252');
    expect(messages.list().files).toMatchObject([{ letters: 'windows-1252' }]);
  });

  it('tells its rows, with initials only where they are wanted', async () => {
    for (const [showInitials, initials] of [
      [false, null],
      [true, 'AS'],
    ] as const) {
      const { open, send, over, heard } = desk({ showInitials });
      await send(await open(updates(2, test)));
      await over();
      const rows = heard.flatMap((each) => each.rows);
      expect(rows.filter(({ state }) => state === 'answered')).toMatchObject([
        { index: 0, verdict: 'accepted', initials },
        { index: 1, verdict: 'accepted', initials },
      ]);
    }
  });

  it('leaves nothing of a message in the session log', async () => {
    const { open, send, over, answerWith, log } = desk();
    answerWith((hl7) =>
      Promise.resolve(`MSH|^~\\&|CIIS\rMSA|AE\rERR||PID|101|E||||${hl7.slice(9)}`),
    );
    await send(await open(updates(1, test)));
    await over();
    expect(log.lines().map(({ text }) => text)).toEqual([
      'Sending 1 message to gateway.example, as nobody',
      'Message RS-1: not accepted (AE 101)',
    ]);
  });

  it('stops where the file is another one, and sends nothing of it', async () => {
    const { clock, messages, open, send, sent, heard, answerWith } = desk();
    const fileId = await open(updates(2, test));
    const path = messages.list().files[0]?.path ?? '';
    answerWith((hl7) => {
      utimesSync(path, 1, 1);
      return Promise.resolve(`MSH|^~\\&|CIIS\rMSA|AA|${hl7.length}\r`);
    });
    await send(fileId);
    await expect
      .poll(() => (clock.pass(100), heard.at(-1)?.run))
      .toMatchObject({
        status: 'stopped',
        failure: { code: 'local-changed' },
      });
    expect(sent).toHaveLength(1);
  });

  it('ends with the program: nothing is sent any more', async () => {
    const { messages, open, send } = desk();
    const fileId = await open(updates(2, test));
    await messages.shutDown();
    await expect(send(fileId)).rejects.toMatchObject({ code: 'cancelled' });
  });
});
