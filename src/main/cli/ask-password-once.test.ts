import { expect, it } from 'vitest';
import type { Question } from '../prompts/ask.ts';
import { askingPasswordOnce } from './ask-password-once.ts';

const password = (siteId: string): Question => ({
  kind: 'password',
  siteId,
  host: 'h.example',
  username: 'invented',
  canRemember: false,
  passphrase: false,
});

it('a password is asked for once for each site, everything else each time', async () => {
  const put: string[] = [];
  const ask = askingPasswordOnce((question) => {
    put.push(`${question.kind} ${question.siteId}`);
    return Promise.resolve(
      question.kind === 'password'
        ? { kind: 'password', password: 'made up', remember: false }
        : { kind: 'yes' },
    );
  });
  const { signal } = new AbortController();
  const empty: Question = { kind: 'empty-files', siteId: 's1', names: [] };
  for (const question of [password('s1'), password('s1'), password('s2'), empty, empty]) {
    await ask(question, signal);
  }
  expect(put).toEqual(['password s1', 'password s2', 'empty-files s1', 'empty-files s1']);
});
