import { describe, expect, it } from 'vitest';
import type { Prompt, PromptAnswer } from '../../shared/domain/prompt.ts';
import type { Question } from './ask.ts';
import { PromptDesk } from './prompt-desk.ts';

const password: Question = {
  kind: 'password',
  siteId: 's1',
  host: 'sftp.example',
  username: 'clinic',
  canRemember: true,
  passphrase: false,
};
const overwriteAll = { kind: 'exists', choice: 'overwrite', name: null, forAll: true } as const;
const emptyFiles: Question = { kind: 'empty-files', siteId: 's1', names: ['a.hl7'] };

function deskWithWindow() {
  let count = 0;
  const desk = new PromptDesk(() => `p${(count += 1)}`);
  const asked: Prompt[] = [];
  const ended: string[] = [];
  const leave = desk.watch({
    asked: (prompt) => void asked.push(prompt),
    ended: (id) => void ended.push(id),
  });
  return { desk, asked, ended, leave, signal: new AbortController().signal };
}

describe('PromptDesk', () => {
  it('puts a question with an id to the window and hands back its answer', async () => {
    const { desk, asked, ended, signal } = deskWithWindow();
    const answer = desk.ask(password, signal);
    expect(asked).toEqual([{ ...password, id: 'p1' }]);
    expect(desk.list()).toEqual(asked);

    desk.answer('p1', { kind: 'password', password: 'x', remember: false });
    expect(await answer).toEqual({ kind: 'password', password: 'x', remember: false });
    expect(desk.list()).toEqual([]);
    expect(ended).toEqual(['p1']);
  });

  it('answers several questions each by its own id', async () => {
    const { desk, signal } = deskWithWindow();
    const first = desk.ask(password, signal);
    const second = desk.ask(emptyFiles, signal);
    desk.answer('p2', { kind: 'yes' });
    desk.answer('p1', { kind: 'no' });
    expect(await second).toEqual({ kind: 'yes' });
    expect(await first).toEqual({ kind: 'no' });
  });

  it('refuses an answer that does not fit the question, and keeps the question', async () => {
    const { desk, signal } = deskWithWindow();
    const answer = desk.ask(password, signal);
    expect(() => desk.answer('p1', { kind: 'yes' })).toThrow(/does not answer/);
    expect(() => desk.answer('p1', overwriteAll)).toThrow(/does not answer/);
    expect(desk.list()).toHaveLength(1);
    desk.answer('p1', { kind: 'no' });
    expect(await answer).toEqual({ kind: 'no' });
  });

  it('takes a yes or a no about files that look unusual', async () => {
    const { desk, signal } = deskWithWindow();
    const answer = desk.ask({ kind: 'preflight', siteId: 's1', files: [] }, signal);
    expect(() => desk.answer('p1', overwriteAll)).toThrow(/does not answer/);
    desk.answer('p1', { kind: 'yes' });
    expect(await answer).toEqual({ kind: 'yes' });
  });

  it('takes an answer for some of the files that look unusual, and for no others', async () => {
    const { desk, signal } = deskWithWindow();
    const some: PromptAnswer = { kind: 'only', files: [1] };
    const answer = desk.ask({ kind: 'preflight', siteId: 's1', files: [] }, signal);
    desk.answer('p1', some);
    expect(await answer).toEqual(some);
    void desk.ask({ kind: 'send-again', siteId: 's1', files: [] }, signal);
    expect(() => desk.answer('p2', some)).toThrow(/does not answer/);
  });

  it.each<Question>([
    { kind: 'send-again', siteId: 's1', files: [] },
    { kind: 'sign-in-again', siteId: 's1', host: 'h', username: 'clinic', refused: 3 },
  ])('takes a yes about $kind', async (question) => {
    const { desk, signal } = deskWithWindow();
    const answer = desk.ask(question, signal);
    expect(() => desk.answer('p1', overwriteAll)).toThrow(/does not answer/);
    desk.answer('p1', { kind: 'yes' });
    expect(await answer).toEqual({ kind: 'yes' });
  });

  it('withdraws a question whose asker gave up, with the answer no', async () => {
    const { desk, ended } = deskWithWindow();
    const controller = new AbortController();
    const answer = desk.ask(emptyFiles, controller.signal);
    controller.abort();
    expect(await answer).toEqual({ kind: 'no' });
    expect(ended).toEqual(['p1']);
    expect(desk.list()).toEqual([]);
    expect(() => desk.answer('p1', { kind: 'yes' })).not.toThrow();
  });

  it('does not ask when the asker gave up before', async () => {
    const { desk, asked } = deskWithWindow();
    expect(await desk.ask(emptyFiles, AbortSignal.abort())).toEqual({ kind: 'no' });
    expect(asked).toEqual([]);
  });

  it('ends a question once, also when its asker gives up after the answer', async () => {
    const { desk, ended } = deskWithWindow();
    const controller = new AbortController();
    const answer = desk.ask(emptyFiles, controller.signal);
    desk.answer('p1', { kind: 'yes' });
    controller.abort();
    expect(await answer).toEqual({ kind: 'yes' });
    expect(ended).toEqual(['p1']);
  });

  it('answers no to everything when the window goes away', async () => {
    const { desk, ended, signal } = deskWithWindow();
    const answers = Promise.all([desk.ask(password, signal), desk.ask(emptyFiles, signal)]);
    desk.withdrawAll();
    expect(await answers).toEqual([{ kind: 'no' }, { kind: 'no' }]);
    expect(ended).toEqual(['p1', 'p2']);
  });

  it('answers no at once when there is no window to ask in', async () => {
    const { desk, leave, signal } = deskWithWindow();
    leave();
    expect(await desk.ask(password, signal)).toEqual({ kind: 'no' });
  });
});
