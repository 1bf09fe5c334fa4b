import { describe, expect, it } from 'vitest';
import type { Question } from '../prompts/ask.ts';
import { askTerminal, type AskSettings } from './ask-terminal.ts';
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
const nothing: AskSettings = {
  acceptNewIdentity: false,
  allowEmpty: false,
  anyFile: false,
  again: false,
  insist: false,
};

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

  it('about signing in once more is a yes, or --insist', async () => {
    const question: Question = {
      kind: 'sign-in-again',
      siteId: 's1',
      host: 'h.example',
      username: 'clinic7',
      refused: 3,
    };
    const { io, answer } = await put(question, ['y']);
    expect(answer).toEqual({ kind: 'yes' });
    expect(io.stderr()).toContain('clinic7 at h.example: Signing in was refused 3 times');
    expect((await put(question, [''])).answer).toEqual({ kind: 'no' });
    const alone = await put(question, []);
    expect(alone.answer).toEqual({ kind: 'no' });
    expect(alone.io.stderr()).toContain('--insist');
    const insisting = await put(question, [], { ...nothing, insist: true });
    expect(insisting.answer).toEqual({ kind: 'yes' });
    expect(insisting.io.questions).toEqual([]);
  });
});
