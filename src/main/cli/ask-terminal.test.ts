import { describe, expect, it } from 'vitest';
import type { Question } from '../prompts/ask.ts';
import { askTerminal, type AskSettings } from './ask-terminal.ts';
import { someInspection } from '../transfer/testing/some-inspection.ts';
import { Screen } from './screen.ts';
import { recordedIo } from './testing/recorded-io.ts';

const presented = {
  kind: 'ssh-host-key',
  keyType: 'ssh-rsa',
  fingerprint: 'SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDCKrXuGgYzyAgMUmg',
  certificate: null,
} as const;
const newIdentity: Question = {
  kind: 'identity-new',
  siteId: 's1',
  host: 'h.example',
  port: 22,
  presented,
};
const password: Question = {
  kind: 'password',
  siteId: 's1',
  host: 'h.example',
  username: 'clinic7',
  canRemember: true,
  passphrase: false,
};
const nothing: AskSettings = { acceptNewIdentity: false, allowEmpty: false, anyFile: false };

async function put(question: Question, answers: readonly string[], settings = nothing) {
  const io = recordedIo({ answers });
  const ask = askTerminal(new Screen(io, false), settings);
  return { io, answer: await ask(question, io.stopped) };
}

describe('a question on the terminal', () => {
  it('about a new identity shows its fingerprint and takes only a whole yes', async () => {
    const { io, answer } = await put(newIdentity, ['yes']);
    expect(answer).toEqual({ kind: 'yes' });
    expect(io.stderr()).toContain(presented.fingerprint);
    expect((await put(newIdentity, ['y'])).answer).toEqual({ kind: 'no' });
    expect((await put(newIdentity, [''])).answer).toEqual({ kind: 'no' });
  });

  it('about a new identity is no when nobody is there, and says how to go on', async () => {
    const { io, answer } = await put(newIdentity, []);
    expect(answer).toEqual({ kind: 'no' });
    expect(io.stderr()).toContain('--fingerprint');
  });

  it('about a new identity is not put when --accept-new-identity was given', async () => {
    const { io, answer } = await put(newIdentity, [], { ...nothing, acceptNewIdentity: true });
    expect(answer).toEqual({ kind: 'yes' });
    expect(io.questions).toEqual([]);
    expect(io.stderr()).toContain(presented.fingerprint);
  });

  it('about a changed identity is never put: it shows old and new and is no', async () => {
    const accepted = {
      ...presented,
      fingerprint: 'SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU',
      host: 'h.example',
      port: 22,
      acceptedAt: Date.UTC(2026, 2, 12),
    };
    const question: Question = { ...newIdentity, kind: 'identity-changed', accepted };
    const { io, answer } = await put(question, ['yes'], { ...nothing, acceptNewIdentity: true });
    expect(answer).toEqual({ kind: 'no' });
    expect(io.questions).toEqual([]);
    expect(io.stderr()).toContain('2026-03-12');
    expect(io.stderr()).toContain(accepted.fingerprint);
    expect(io.stderr()).toContain(presented.fingerprint);
  });

  it('for a password hides what is typed and asks whether to keep it', async () => {
    const { io, answer } = await put(password, ['s3cret', 'y']);
    expect(answer).toEqual({ kind: 'password', password: 's3cret', remember: true });
    expect(io.questions.map((each) => each.hidden)).toEqual([true, false]);
    expect((await put(password, ['s3cret', ''])).answer).toMatchObject({ remember: false });
    expect((await put({ ...password, canRemember: false }, ['s3cret', 'y'])).answer).toEqual({
      kind: 'password',
      password: 's3cret',
      remember: false,
    });
    expect((await put(password, [])).answer).toEqual({ kind: 'no' });
  });

  it('about empty files is answered by --allow-empty alone', async () => {
    const question: Question = { kind: 'empty-files', siteId: 's1', names: ['a.hl7'] };
    expect((await put(question, ['yes'])).answer).toEqual({ kind: 'no' });
    expect((await put(question, [], { ...nothing, allowEmpty: true })).answer).toEqual({
      kind: 'yes',
    });
  });

  describe('about files that look unusual', () => {
    const question: Question = {
      kind: 'preflight',
      siteId: 's1',
      files: [{ name: 'a\u001b.hl7', inspection: someInspection('file-cut-off', 'line-ends') }],
    };

    it('shows what was found, and is no unless somebody says yes', async () => {
      const { io, answer } = await put(question, ['y']);
      expect(answer).toEqual({ kind: 'yes' });
      expect(io.questions).toEqual([{ prompt: 'Send it anyway? [y/N] ', hidden: false }]);
      expect(io.stderr()).toBe(
        'a\ufffd.hl7\n  STOP   line 7: The file has a header (FHS) and no trailer (FTS): it may be cut off.\n',
      );
      expect((await put(question, [''])).answer).toEqual({ kind: 'no' });
    });

    it('is no when nobody is there, and says how to go on', async () => {
      const { io, answer } = await put(question, []);
      expect(answer).toEqual({ kind: 'no' });
      expect(io.stderr()).toContain('--any-file');
    });

    it('is not put when --any-file was given', async () => {
      const { io, answer } = await put(question, [], { ...nothing, anyFile: true });
      expect(answer).toEqual({ kind: 'yes' });
      expect(io.questions).toEqual([]);
    });

    it('of hundreds names the first twenty', async () => {
      const inspection = someInspection('not-hl7');
      const files = Array.from({ length: 300 }, (_, n) => ({ name: `${n}.csv`, inspection }));
      const { io } = await put({ ...question, files }, ['y']);
      expect(io.questions[0]?.prompt).toContain('these 300 files');
      expect(io.stderr()).toContain('19.csv');
      expect(io.stderr()).not.toContain('20.csv');
      expect(io.stderr()).toContain('and 280 more files');
    });
  });

  it('about a file that is there takes one of three words, for all if so said', async () => {
    const question: Question = {
      kind: 'file-exists',
      siteId: 's1',
      name: 'a.hl7',
      remotePath: '/in/a.hl7',
      remoteSize: 10,
      remoteModifiedAt: null,
      localSize: 12,
      localModifiedAt: null,
      more: 2,
    };
    expect((await put(question, ['skip all'])).answer).toEqual({
      kind: 'exists',
      choice: 'skip',
      forAll: true,
    });
    expect((await put(question, ['what?'])).answer).toEqual({ kind: 'no' });
    expect((await put(question, [])).answer).toEqual({ kind: 'no' });
  });
});
