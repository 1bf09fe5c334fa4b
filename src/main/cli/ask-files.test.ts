import { describe, expect, it } from 'vitest';
import type { Question } from '../prompts/ask.ts';
import { someInspection } from '../transfer/testing/some-inspection.ts';
import { askExists, askPreflight, askSendAgain } from './ask-files.ts';
import { Screen } from './screen.ts';
import { recordedIo } from './testing/recorded-io.ts';

type Of<Kind extends Question['kind']> = Extract<Question, { kind: Kind }>;

function terminal(answers: readonly string[]) {
  const io = recordedIo({ answers });
  return { io, screen: new Screen(io, false) };
}

const unusual = (name: string) => ({
  name,
  inspection: someInspection('file-cut-off', 'line-ends'),
  sentBefore: null,
  copyOf: null,
});
const sent = (name: string) => ({
  name,
  inspection: null,
  sentBefore: { at: Date.UTC(2025, 10, 3, 17), outcome: 'accepted' as const, name: 'old.hl7' },
  copyOf: null,
});

async function putPreflight(
  files: Of<'preflight'>['files'],
  answers: readonly string[],
  options: { readonly anyFile?: boolean; readonly again?: boolean } = {},
) {
  const { io, screen } = terminal(answers);
  const question = { kind: 'preflight', siteId: 's1', files } as const;
  const settings = { anyFile: false, again: false, ...options };
  return { io, answer: await askPreflight(screen, settings, question, io.stopped) };
}

describe('a question about files that look unusual', () => {
  const files = [unusual('a\u001b.hl7')];

  it('shows what was found, and is no unless somebody says yes', async () => {
    const { io, answer } = await putPreflight(files, ['y']);
    expect(answer).toEqual({ kind: 'yes' });
    expect(io.questions).toEqual([{ prompt: 'Send it anyway? [y/N] ', hidden: false }]);
    expect(io.stderr()).toBe(
      'a\ufffd.hl7\n  STOP   line 7: The file has a header (FHS) and no trailer (FTS): it may be cut off.\n',
    );
    expect((await putPreflight(files, [''])).answer).toEqual({ kind: 'no' });
  });

  it('is no when nobody is there, and says how to go on', async () => {
    const { io, answer } = await putPreflight(files, []);
    expect(answer).toEqual({ kind: 'no' });
    expect(io.stderr()).toContain('run this again with --any-file.');
  });

  it('is not put when --any-file was given', async () => {
    const { io, answer } = await putPreflight(files, [], { anyFile: true });
    expect(answer).toEqual({ kind: 'yes' });
    expect(io.questions).toEqual([]);
    expect(io.stderr()).toContain('as --any-file says.');
  });

  it('of hundreds names the first twenty', async () => {
    const many = Array.from({ length: 300 }, (_, n) => unusual(`${n}.csv`));
    const { io } = await putPreflight(many, ['y']);
    expect(io.questions[0]?.prompt).toContain('these 300 files');
    expect(io.stderr()).toContain('19.csv');
    expect(io.stderr()).not.toContain('20.csv');
    expect(io.stderr()).toContain('and 280 more files');
  });
});

describe('a question about content that was sent before', () => {
  it('says when, under which name and how it ended', async () => {
    const { io, answer } = await putPreflight([sent('a.hl7')], ['y']);
    expect(answer).toEqual({ kind: 'yes' });
    expect(io.stderr()).toMatch(
      /^a\.hl7\n {2}Sent on November 3, 2025 at \d\d:\d\d as old\.hl7, accepted\.\n$/,
    );
  });

  it('is no when nobody is there, and says how to go on; --any-file is about something else', async () => {
    const { io, answer } = await putPreflight([sent('a.hl7')], [], { anyFile: true });
    expect(answer).toEqual({ kind: 'no' });
    expect(io.stderr()).toContain('run this again with --again.');
  });

  it('is not put when --again was given', async () => {
    const { io, answer } = await putPreflight([sent('a.hl7')], [], { again: true });
    expect(answer).toEqual({ kind: 'yes' });
    expect(io.questions).toEqual([]);
  });

  it('leaves those to go about which the options say enough', async () => {
    const both = { ...sent('c.hl7'), inspection: someInspection('not-hl7') };
    const files = [sent('a.hl7'), unusual('b.csv'), both];
    const alone = await putPreflight(files, [], { anyFile: true });
    expect(alone.answer).toEqual({ kind: 'only', files: [1] });
    expect((await putPreflight(files, ['n'], { again: true })).answer).toEqual({
      kind: 'only',
      files: [0],
    });
    expect((await putPreflight(files, ['y'], { again: true })).answer).toEqual({ kind: 'yes' });
    const nothing = await putPreflight(files, []);
    expect(nothing.answer).toEqual({ kind: 'no' });
    expect(nothing.io.stderr()).toContain('with --any-file and --again.');
  });
});

it('a question about files whose end is unknown shows what the server says, and is no by default', async () => {
  const question: Of<'send-again'> = {
    kind: 'send-again',
    siteId: 's1',
    files: [
      { name: 'a.hl7', remotePath: '/a.hl7', size: 10, there: { kind: 'not-seen' } },
      {
        name: 'b.hl7',
        remotePath: '/b.hl7',
        size: 10,
        there: { kind: 'there', size: 10, modifiedAt: 0 },
      },
    ],
  };
  const { io, screen } = terminal(['y']);
  expect(await askSendAgain(screen, question, io.stopped)).toEqual({ kind: 'yes' });
  expect(io.stderr()).toContain(
    'a.hl7\n  Not to be seen on the server: it may have been collected',
  );
  expect(io.stderr()).toMatch(/b\.hl7, 10 bytes, \d{4}-\d\d-\d\d \d\d:\d\d, same size as yours/);
  expect(io.questions[0]?.prompt).toBe('Send these 2 files again? [y/N] ');
  const alone = terminal([]);
  expect(await askSendAgain(alone.screen, question, alone.io.stopped)).toEqual({ kind: 'no' });
});

describe('a question about a name that is taken', () => {
  const question: Of<'file-exists'> = {
    kind: 'file-exists',
    siteId: 's1',
    name: 'a.hl7',
    remotePath: '/in/a.hl7',
    remoteSize: 10,
    remoteModifiedAt: null,
    localSize: 12,
    localModifiedAt: null,
    beginning: 'other',
    names: { renamed: 'a_20261124-150501.hl7', numbered: 'a (2).hl7' },
    more: 2,
  };
  async function put(answers: readonly string[], change: Partial<Of<'file-exists'>> = {}) {
    const { io, screen } = terminal(answers);
    return { io, answer: await askExists(screen, { ...question, ...change }, io.stopped) };
  }

  it('takes one of the words, for all if so said', async () => {
    const answered = { kind: 'exists', name: null };
    expect((await put(['skip all'])).answer).toEqual({
      ...answered,
      choice: 'skip',
      forAll: true,
    });
    expect((await put(['Numerate'])).answer).toEqual({
      ...answered,
      choice: 'numerate',
      forAll: false,
    });
    expect((await put(['rename all'])).answer).toEqual({
      ...answered,
      choice: 'rename',
      forAll: true,
    });
    expect((await put(['what?'])).answer).toEqual({ kind: 'no' });
    expect((await put([])).answer).toEqual({ kind: 'no' });
  });

  it('asks for the new name, and again for one that is none', async () => {
    const typed = await put(['rename', 'in/a.hl7', 'A new one.hl7']);
    expect(typed.answer).toEqual({
      kind: 'exists',
      choice: 'rename',
      name: 'A new one.hl7',
      forAll: false,
    });
    expect((await put(['rename', ''])).answer).toMatchObject({ choice: 'rename', name: null });
    expect((await put(['rename'])).answer).toEqual({ kind: 'no' });
  });

  it('offers to go on only where what is there may be the beginning', async () => {
    expect((await put(['resume'])).answer).toEqual({ kind: 'no' });
    const unknown = await put(['resume'], { beginning: 'unknown' });
    expect(unknown.answer).toMatchObject({ choice: 'resume' });
    expect(unknown.io.stderr()).toContain('Nobody can see whether it fits');
  });
});
