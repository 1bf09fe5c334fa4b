import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../../shared/domain/error.ts';
import type { Site } from '../../../shared/domain/site.ts';
import { someSite } from '../../../shared/domain/testing/some-check.ts';
import { someInspection } from '../../transfer/testing/some-inspection.ts';
import { UsageError, type SendCommand } from '../command.ts';
import { Screen } from '../screen.ts';
import { MemoryMessages, type MemoryFile } from '../testing/memory-messages.ts';
import { recordedIo, type RecordedIo } from '../testing/recorded-io.ts';
import { send } from './send.ts';

const gateway = someSite('ciis-realtime-test');
const failure = (code: Failure['code'], detail = ''): Failure => ({ code, detail });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ciis-send-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Given {
  readonly files?: Readonly<Record<string, MemoryFile>>;
  readonly site?: Site;
  readonly command?: Partial<SendCommand>;
  readonly answers?: readonly string[];
  readonly meanwhile?: (io: RecordedIo) => void;
}

const well: MemoryFile = {
  inspection: someInspection(),
  fates: [
    [0, { verdict: 'accepted' }],
    [1, { verdict: 'accepted' }],
  ],
};

async function run({ files = { '/files/a.hl7': well }, site = gateway, ...given }: Given = {}) {
  const messages = new MemoryMessages(files);
  const io = recordedIo({ answers: given.answers ?? [] });
  const sites = {
    find: (label: string) => [site].find((each) => each.label === label),
    snapshot: () => ({ sites: [site], folders: [] }),
  };
  const services = { sites, secrets: { name: 'the keyring' }, messages };
  const command: SendCommand = {
    kind: 'send',
    site: site.label,
    paths: Object.keys(files),
    json: true,
    answers: null,
    summary: null,
    atATime: null,
    yes: [],
    ...given.command,
  };
  const sent = send(services, new Screen(io, false), io, command);
  given.meanwhile?.(io);
  const code = await sent;
  const lines = io.stdout().trimEnd().split('\n');
  return {
    code,
    lines,
    err: io.stderr(),
    questions: io.questions.map(({ prompt }) => prompt),
    asked: messages.asked,
    events: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

describe('sending messages', () => {
  it('tells each answer in JSON, with exactly the fields that scripts are promised', async () => {
    const { code, events } = await run();
    expect(code).toBe(0);
    expect(events()).toEqual([
      ...[0, 1].map((index) => ({
        event: 'message',
        file: '/files/a.hl7',
        index,
        controlId: `RS-${index + 1}`,
        verdict: 'accepted',
        codes: [],
        texts: [],
      })),
      {
        event: 'summary',
        total: 2,
        accepted: 2,
        acceptedWithRemarks: 0,
        notAccepted: 0,
        noProperAnswer: 0,
        unknown: 0,
        notSent: 0,
        exitCode: 0,
      },
    ]);
  });

  it('tells them in the order of the file, whatever order they come in', async () => {
    const inspection = { ...someInspection(), messages: 3 };
    const fates = [2, 0, 1].map((index) => [index, { verdict: 'accepted' }] as const);
    const { events } = await run({ files: { '/files/a.hl7': { inspection, fates } } });
    expect(events().map(({ index }) => index)).toEqual([0, 1, 2, undefined]);
  });

  it('tells in words what the registry says, and what became of those without an answer', async () => {
    const { code, lines } = await run({
      command: { json: false },
      files: {
        '/files/a.hl7': {
          inspection: { ...someInspection(), messages: 4 },
          fates: [
            [
              0,
              { verdict: 'accepted-with-remarks', codes: ['101'], texts: ['no\u001b[2J status'] },
            ],
            [1, { verdict: 'not-accepted', codes: ['101', '207'], texts: ['unknown lot'] }],
            [2, { state: 'unknown', failure: failure('reply-lost', 'ECONNRESET') }],
            [3, { state: 'failed', failure: failure('gateway-too-large', 'Too long') }],
          ],
        },
      },
    });
    expect(code).toBe(1);
    expect(lines).toEqual([
      '/files/a.hl7',
      'Accepted with remarks      1  RS-1  101',
      '    no\ufffd[2J status',
      'Not accepted               2  RS-2  101, 207',
      '    unknown lot',
      'Unknown                    3  RS-3',
      '    CIIS may or may not have this message. Look there before you send it again.',
      '    Details: reply-lost: ECONNRESET',
      'Not sent                   4  RS-4',
      '    The gateway says that this message is too large for it. It takes one message at a time. Split the message in the record system and send it again.',
      '    Details: gateway-too-large: Too long',
      '4 messages: 1 accepted with remarks, 1 not accepted, 1 unknown: look before you send again, 1 not sent.',
    ]);
  });

  it('says on standard error that production is real', async () => {
    expect((await run()).err).not.toContain('what you send is real');
    const { err } = await run({ site: someSite('ciis-realtime') });
    expect(err).toMatch(/^Production: what you send is real\.\n/);
  });

  it('is for real-time sites only', async () => {
    await expect(run({ site: someSite('ciis-sftp') })).rejects.toThrow(UsageError);
    await expect(run({ site: someSite('ciis-web') })).rejects.toThrow('no real-time gateway');
  });
});

describe('what the pre-flight check finds', () => {
  const refused = { inspection: someInspection('broken-line', 'line-ends') };

  it('is shown first, on standard error', async () => {
    const { err } = await run({
      files: { '/files/a.hl7': { ...well, inspection: someInspection('version') } },
    });
    expect(err).toContain(
      '/files/a.hl7\n  Types: 2 VXU^V04. Marked: 2 production (P).\n  warn   line 7: ',
    );
  });

  it('may stop a file; the others are sent: 1', async () => {
    const { code, events, asked } = await run({
      files: { '/files/a.hl7': refused, '/files/b.hl7': well },
      command: { yes: ['broken-line'] },
    });
    expect(code).toBe(1);
    expect(asked).toEqual(['send /files/b.hl7 broken-line']);
    expect(events()[0]).toMatchObject({
      event: 'file',
      file: '/files/a.hl7',
      messages: 2,
      findings: [{ level: 'stop', code: 'broken-line', line: 7 }, { code: 'line-ends' }],
      error: { code: 'preflight-stopped' },
    });
    expect(events().at(-1)).toMatchObject({ total: 4, accepted: 2, notSent: 2, exitCode: 1 });
  });

  const cutOff = { '/files/a.hl7': { ...well, inspection: someInspection('file-cut-off') } };

  it('may be asked about', async () => {
    const { code, asked, questions } = await run({ files: cutOff, answers: ['y'] });
    expect(code).toBe(0);
    expect(questions).toEqual(['Send it anyway? [y/N] ']);
    expect(asked).toEqual(['send /files/a.hl7 file-cut-off']);
    const declined = await run({ files: cutOff, answers: [''] });
    expect(declined.code).toBe(1);
    expect(declined.asked).toEqual([]);
    expect(declined.events()[0]).toMatchObject({ error: { code: 'preflight-declined' } });
  });

  it('is a no when nobody is there, and says how to go on', async () => {
    const { code, asked, err } = await run({ files: cutOff });
    expect(code).toBe(1);
    expect(asked).toEqual([]);
    expect(err).toContain('--yes file-cut-off');
    const agreed = await run({ files: cutOff, command: { yes: ['file-cut-off'] } });
    expect(agreed).toMatchObject({ code: 0, questions: [] });
  });

  it('takes a word where production and test are mixed up', async () => {
    const files = { '/files/a.hl7': { ...well, inspection: someInspection('production-to-test') } };
    const { code, asked, questions } = await run({ files, answers: ['test'] });
    expect(code).toBe(0);
    expect(questions).toEqual(['Type TEST to send it there anyway: ']);
    expect(asked).toEqual(['send /files/a.hl7 production-to-test']);
    expect((await run({ files, answers: ['y'] })).asked).toEqual([]);
  });

  it('of letters that are no UTF-8, agreed to, makes them Western European ones', async () => {
    const files = { '/files/a.hl7': { ...well, inspection: someInspection('not-utf-8') } };
    const { asked } = await run({ files, command: { yes: ['not-utf-8'] } });
    expect(asked).toEqual(['letters /files/a.hl7 windows-1252', 'send /files/a.hl7 not-utf-8']);
  });

  it("is nothing where a file can't be read: 1", async () => {
    const files = { '/files/a.hl7': { inspection: null, failure: failure('local-not-found') } };
    const { code, events } = await run({ files });
    expect(code).toBe(1);
    expect(events()[0]).toMatchObject({
      event: 'file',
      messages: 0,
      error: { code: 'local-not-found' },
    });
  });
});

describe('a run that ends early', () => {
  it.each([
    ['login-refused', 3],
    ['identity-changed', 4],
    ['gateway-page', 3],
  ] as const)('by %s leaves the other files alone: %i', async (reason, exitCode) => {
    const why = failure(reason, 'its words');
    const stops: MemoryFile = {
      inspection: someInspection(),
      fates: [[0, { state: 'failed', failure: why }]],
      ends: { status: 'stopped', failure: why },
    };
    const { code, asked, events } = await run({
      files: { '/files/a.hl7': stops, '/files/b.hl7': well },
    });
    expect(code).toBe(exitCode);
    expect(asked).toEqual(['send /files/a.hl7']);
    const error = { code: reason, detail: 'its words' };
    expect(events()).toMatchObject([
      { index: 0, verdict: 'not-sent', error },
      { index: 1, verdict: 'not-sent', error },
      { event: 'file', file: '/files/b.hl7', error },
      { event: 'summary', total: 4, notSent: 4, exitCode },
    ]);
  });

  it('that did not begin says so of the whole file', async () => {
    const files = { '/files/a.hl7': { ...well, refused: failure('login-paused') } };
    const { code, events } = await run({ files: { ...files, '/files/b.hl7': well } });
    expect(code).toBe(3);
    expect(events().map(({ event }) => event)).toEqual(['file', 'file', 'summary']);
  });

  it('that waits for a person is stopped, for none is there', async () => {
    const paused: MemoryFile = {
      inspection: someInspection(),
      ends: { status: 'paused', failure: failure('port-refused') },
    };
    const { code, asked, events } = await run({ files: { '/files/a.hl7': paused } });
    expect(code).toBe(3);
    expect(asked).toEqual(['send /files/a.hl7', 'stop run-/files/a.hl7']);
    expect(events()[0]).toMatchObject({ verdict: 'not-sent', error: { code: 'port-refused' } });
  });

  it('because answers were lost leaves no doubt about those that were not sent: 1', async () => {
    const lost = failure('reply-lost', 'ECONNRESET');
    const paused: MemoryFile = {
      inspection: someInspection(),
      fates: [[0, { state: 'unknown', failure: lost }]],
      ends: { status: 'paused', failure: lost },
    };
    const { code, events } = await run({ files: { '/files/a.hl7': paused } });
    expect(code).toBe(1);
    expect(events()).toMatchObject([
      { verdict: 'unknown', error: { code: 'reply-lost' } },
      { verdict: 'not-sent', error: { code: 'link-lost', sentence: 'The connection broke.' } },
      { unknown: 1, notSent: 1 },
    ]);
  });

  it('for a while goes on by itself, and says when', async () => {
    const why = failure('port-refused');
    const holds = { status: 'paused', failure: why, resumesAt: Date.UTC(2026, 1, 1) } as const;
    const { code, err } = await run({ files: { '/files/a.hl7': { ...well, begins: holds } } });
    expect(code).toBe(0);
    expect(err).toMatch(/cigtest\.state\.co\.us refused .*Trying again at \d\d:\d\d:\d\d\.\n/);
  });

  it('by Ctrl+C says which messages may have arrived: 1', async () => {
    let stop = (): void => undefined;
    const endless: MemoryFile = {
      meanwhile: () => stop(),
      inspection: someInspection(),
      fates: [[0, { state: 'sending' }]],
      ends: { status: 'running' },
    };
    const { code, events } = await run({
      files: { '/files/a.hl7': endless },
      meanwhile: (io) => (stop = () => io.stop()),
    });
    expect(code).toBe(1);
    expect(events()).toMatchObject([
      { index: 0, verdict: 'unknown', error: { code: 'reply-lost' } },
      { index: 1, verdict: 'not-sent', error: { code: 'cancelled' } },
      { unknown: 1, notSent: 1, exitCode: 1 },
    ]);
  });
});

describe('the answers and the summary of a run', () => {
  it('are saved for this user alone, those of several files in one', async () => {
    const [answers, summary] = [join(folder, 'answers.hl7'), join(folder, 'summary.csv')];
    const files = { '/files/a.hl7': well, '/files/b.hl7': well };
    expect((await run({ files, command: { answers, summary } })).code).toBe(0);
    expect(readFileSync(answers, 'utf8').split('\r')).toEqual([
      'FHS|^~\\&',
      'BHS|^~\\&',
      'MSH|^~\\&|answers of /files/a.hl7',
      'BTS|1',
      'BHS|^~\\&',
      'MSH|^~\\&|answers of /files/b.hl7',
      'BTS|1',
      'FTS|2',
      '',
    ]);
    expect(readFileSync(summary, 'utf8')).toBe(
      '\ufefffile,verdict\r\n/files/a.hl7,accepted\r\n/files/b.hl7,accepted\r\n',
    );
    if (process.platform !== 'win32') expect(statSync(answers).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it("that can't be written are found out before anything is sent", async () => {
    const answers = join(folder, 'nowhere', 'answers.hl7');
    await expect(run({ command: { answers } })).rejects.toMatchObject({ code: 'local-not-found' });
    await expect(run({ command: { answers: folder } })).rejects.toMatchObject({
      code: 'local-not-a-file',
    });
  });

  it('never take the place of what is sent, or of each other', async () => {
    await expect(run({ command: { answers: 'a.hl7' } })).rejects.toThrow(UsageError);
    await expect(run({ command: { answers: 'x', summary: './x' } })).rejects.toThrow(UsageError);
  });

  it('are not written when nothing was sent', async () => {
    const answers = join(folder, 'answers.hl7');
    const files = { '/files/a.hl7': { inspection: someInspection('broken-line') } };
    const { err } = await run({ files, command: { answers } });
    expect(err).toContain('was not written');
    expect(readdirSync(folder)).toEqual([]);
  });
});
