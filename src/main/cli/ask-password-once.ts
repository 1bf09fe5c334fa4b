import type { PromptAnswer } from '../../shared/domain/prompt.ts';
import type { Ask } from '../prompts/ask.ts';

/**
 * Answers for a site's password with what was typed before. Only for a command that ends at the first refused
 * login: a wrong password must never be sent a second time.
 */
export function askingPasswordOnce(ask: Ask): Ask {
  const typed = new Map<string, PromptAnswer>();
  return async (question, signal) => {
    if (question.kind !== 'password') return ask(question, signal);
    const answer = typed.get(question.siteId) ?? (await ask(question, signal));
    typed.set(question.siteId, answer);
    return answer;
  };
}
